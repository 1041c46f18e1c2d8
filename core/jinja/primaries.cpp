// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What stands between the operators: literals, names, brackets, and what follows them closely.
#include "core/jinja/expressionparser.h"

#include <fmt/format.h>

#include <charconv>

namespace headroom::jinja {

ExpressionPtr ExpressionParser::primary()
{
    switch (current().kind) {
    case Lexeme::Kind::Name:
        return name();
    case Lexeme::Kind::String:
        return strings();
    case Lexeme::Kind::Integer:
    case Lexeme::Kind::Float:
        return number();
    default:
        break;
    }
    if (acceptOperator("(")) {
        ExpressionPtr node = isOperator(")") ? make(Kind::Tuple, {}) : tuple();
        expectOperator(")");
        return node;
    }
    if (acceptOperator("["))
        return bracketed("]", Kind::List);
    if (acceptOperator("{"))
        return dictionary();
    refuse(fmt::format("unexpected {}", shown(current())));
}

ExpressionPtr ExpressionParser::name()
{
    std::string text = take().text;
    if (text == "true" || text == "True" || text == "false" || text == "False")
        return literal(text == "true" || text == "True");
    if (text == "none" || text == "None")
        return literal(None());
    mentions |= text == "varargs" ? Statement::kVarargs
        : text == "kwargs"        ? Statement::kKwargs
        : text == "caller"        ? Statement::kCaller
                                  : 0U;
    return make(Kind::Name, {}, std::move(text));
}

ExpressionPtr ExpressionParser::strings()
{
    std::string text;
    while (current().kind == Lexeme::Kind::String)
        text += take().text;
    return literal(std::move(text));
}

ExpressionPtr ExpressionParser::number()
{
    const bool whole = current().kind == Lexeme::Kind::Integer;
    const std::string text = take().text;
    const char *begin = text.data(), *end = begin + text.size();
    std::int64_t integer = 0;
    double floating = 0;
    const auto result = whole ? std::from_chars(begin, end, integer) : std::from_chars(begin, end, floating);
    if (result.ec != std::errc())
        refuse(fmt::format("the number {} is too large", text));
    return whole ? literal(integer) : literal(floating);
}

ExpressionPtr ExpressionParser::bracketed(std::string_view close, Kind kind)
{
    std::vector<ExpressionPtr> parts;
    while (!acceptOperator(close)) {
        if (!parts.empty())
            expectOperator(",");
        if (acceptOperator(close))
            break;
        parts.push_back(expression());
    }
    return make(kind, std::move(parts));
}

ExpressionPtr ExpressionParser::dictionary()
{
    std::vector<ExpressionPtr> parts;
    while (!acceptOperator("}")) {
        if (!parts.empty())
            expectOperator(",");
        if (acceptOperator("}"))
            break;
        parts.push_back(expression());
        expectOperator(":");
        parts.push_back(expression());
    }
    return make(Kind::Dict, std::move(parts));
}

ExpressionPtr ExpressionParser::postfix(ExpressionPtr node)
{
    for (;;) {
        if (acceptOperator(".")) {
            if (current().kind == Lexeme::Kind::Integer)
                node = make(Kind::Item, partsOf(std::move(node), number()));
            else
                node = make(Kind::Attribute, partsOf(std::move(node)), expectName());
        } else if (acceptOperator("[")) {
            node = subscript(std::move(node));
        } else if (isOperator("(")) {
            node = call(std::move(node));
        } else {
            return node;
        }
    }
}

ExpressionPtr ExpressionParser::subscript(ExpressionPtr node)
{
    std::vector<ExpressionPtr> parts = partsOf(std::move(node));
    bool slice = false;
    const auto ends = [this] { return isOperator(":") || isOperator("]"); };
    parts.push_back(ends() ? nullptr : tuple());
    while (parts.size() < 4 && acceptOperator(":")) {
        slice = true;
        parts.push_back(ends() ? nullptr : expression());
    }
    expectOperator("]");
    if (!slice && !parts.back())
        refuse("[] needs an index");
    if (slice)
        parts.resize(4);
    return make(slice ? Kind::Slice : Kind::Item, std::move(parts));
}

ExpressionPtr ExpressionParser::call(ExpressionPtr node)
{
    ExpressionPtr result = make(Kind::Call, partsOf(std::move(node)));
    result->arguments = arguments();
    return result;
}

std::vector<Argument> ExpressionParser::arguments()
{
    std::vector<Argument> all;
    expectOperator("(");
    while (!acceptOperator(")")) {
        if (!all.empty())
            expectOperator(",");
        if (acceptOperator(")"))
            break;
        Argument argument;
        if (acceptOperator("**"))
            argument.kind = Argument::Kind::UnpackedNames;
        else if (acceptOperator("*"))
            argument.kind = Argument::Kind::Unpacked;
        else if (current().kind == Lexeme::Kind::Name && ahead().kind == Lexeme::Kind::Operator
                 && ahead().text == "=") {
            argument.kind = Argument::Kind::Named;
            argument.name = take().text;
            take();
        }
        argument.value = expression();
        all.push_back(std::move(argument));
    }
    return all;
}

ExpressionPtr ExpressionParser::filters(ExpressionPtr input, bool inside)
{
    ExpressionPtr node = std::move(input);
    for (bool first = inside;; first = false) {
        if (first || acceptOperator("|")) {
            node = make(Kind::Filter, partsOf(std::move(node)), expectName());
            while (acceptOperator("."))
                node->name += "." + expectName();
            if (isOperator("("))
                node->arguments = arguments();
        } else if (node && acceptName("is")) {
            node = test(std::move(node));
        } else if (node && isOperator("(")) {
            node = call(std::move(node));
        } else {
            return node;
        }
    }
}

ExpressionPtr ExpressionParser::test(ExpressionPtr node)
{
    const bool negated = acceptName("not");
    ExpressionPtr result = make(Kind::Test, partsOf(std::move(node)), expectName());
    using Lex = Lexeme::Kind;
    const bool value = current().kind == Lex::String || current().kind == Lex::Integer || current().kind == Lex::Float
        || isOperator("[") || isOperator("{");
    const bool named = current().kind == Lex::Name && !isName("else") && !isName("or") && !isName("and")
        && !isName("if") && !isName("is") && !isName("not") && !isName("in") && !isName("recursive");
    if (isOperator("(")) {
        result->arguments = arguments();
    } else if (value || named) {
        Argument argument;
        argument.value = postfix(primary());
        result->arguments.push_back(std::move(argument));
    }
    return negated ? make(Kind::Unary, partsOf(std::move(result)), "not") : std::move(result);
}

} // namespace headroom::jinja
