// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what the parser hands to the evaluator. A tree of plain structs; every node knows its line, for errors, and its
// height, so that nothing that walks the tree can run out of stack.
#pragma once

#include "core/jinja/value.h"

namespace headroom::jinja {

struct Expression;
using ExpressionPtr = std::unique_ptr<Expression>;

struct Argument {
    enum class Kind : unsigned char { Positional, Named, Unpacked, UnpackedNames };
    Kind kind = Kind::Positional;
    std::string name;
    ExpressionPtr value;
};

struct Expression {
    enum class Kind : unsigned char {
        Literal, ///< literal
        Name, ///< name
        List, ///< parts
        Tuple, ///< parts
        Dict, ///< parts: key, value, key, value, …
        Attribute, ///< parts[0].name
        Item, ///< parts[0][parts[1]]
        Slice, ///< parts[0][parts[1]:parts[2]:parts[3]], the last three may be null
        Call, ///< parts[0](arguments)
        Filter, ///< parts[0] | name(arguments); parts[0] is null at the beginning of a filter block
        Test, ///< parts[0] is name(arguments)
        Unary, ///< name: "-", "+", "not"
        Binary, ///< name: "+", "-", "*", "/", "//", "%", "**"
        Concatenation, ///< parts[0] ~ parts[1] ~ …
        Comparison, ///< parts[0] names[0] parts[1] names[1] …
        And,
        Or,
        Conditional, ///< parts[0] if parts[1] else parts[2], which may be null
    };
    Kind kind = Kind::Literal;
    int line = 0;
    int height = 1;
    std::string name;
    Value literal;
    std::vector<ExpressionPtr> parts;
    std::vector<std::string> names;
    std::vector<Argument> arguments;
};

struct Statement;
using Body = std::vector<Statement>;

/// What is assigned to: names, or one attribute of a namespace.
struct Target {
    std::vector<Target> parts; ///< of a tuple
    std::string name;
    std::string attribute; ///< of `name`; empty for the name itself
};

struct Parameter {
    std::string name;
    ExpressionPtr absent; ///< null when it has no default
};

struct Statement {
    enum class Kind : unsigned char {
        Text, ///< text
        Output, ///< expression
        If, ///< expression; body; otherwise (an "elif" is an If in it)
        For, ///< target in expression if condition; body; otherwise; recursive
        Set, ///< target = expression
        SetBlock, ///< target = body | expression (or null)
        Macro, ///< text(parameters): body
        Call, ///< call(parameters) expression: body
        Filter, ///< body | expression
        With, ///< assignments; body
        Do, ///< expression
        Break,
        Continue,
    };
    /// Names that a macro may use without declaring them; it takes such arguments only if it does.
    enum Mentions : unsigned { kVarargs = 1, kKwargs = 2, kCaller = 4 };

    Kind kind = Kind::Text;
    int line = 0;
    bool recursive = false;
    unsigned mentions = 0;
    std::string text;
    Target target;
    ExpressionPtr expression, condition;
    std::vector<Parameter> parameters;
    std::vector<std::pair<Target, ExpressionPtr>> assignments;
    Body body, otherwise;
};

} // namespace headroom::jinja
