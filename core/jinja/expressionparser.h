// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: Jinja's expressions, with Jinja's precedence: or, and, not, comparisons, + -, ~, * / // %, **, signs, then
// attributes, items, calls, and filters and tests closest of all.
#pragma once

#include "core/jinja/lexer.h"
#include "core/jinja/syntax.h"

#include <initializer_list>

namespace headroom::jinja {

/// All functions throw Failure with the line of what they cannot read.
class ExpressionParser {
public:
    explicit ExpressionParser(std::vector<Lexeme> lexemes) : m_lexemes(std::move(lexemes)) { }

    ExpressionPtr expression(bool allowsCondition = true);
    /// One expression, or several with commas between as a tuple.
    ExpressionPtr tuple(bool allowsCondition = true);
    /// What follows "|": a chain of filters applied to `input` (null in a filter block).
    ExpressionPtr filters(ExpressionPtr input, bool inside = false);

    const Lexeme& current() const { return m_lexemes[m_at]; }
    const Lexeme& ahead() const { return m_lexemes[std::min(m_at + 1, m_lexemes.size() - 1)]; }
    Lexeme take();
    bool isName(std::string_view name) const;
    bool isOperator(std::string_view text) const;
    bool acceptName(std::string_view name);
    bool acceptOperator(std::string_view text);
    void expectOperator(std::string_view text);
    std::string expectName();
    [[noreturn]] void refuse(const std::string& what) const;
    /// The names seen so far that a macro gets without declaring them (see Statement::mentions).
    unsigned mentions = 0;

private:
    using Kind = Expression::Kind;
    static std::string shown(const Lexeme& lexeme); ///< in errors
    static std::vector<ExpressionPtr> partsOf(ExpressionPtr first, ExpressionPtr second = nullptr);
    ExpressionPtr make(Kind kind, std::vector<ExpressionPtr> parts, std::string name = {}) const;
    ExpressionPtr literal(Value value) const;
    ExpressionPtr disjunction();
    ExpressionPtr conjunction();
    ExpressionPtr negation();
    ExpressionPtr comparison();
    ExpressionPtr sum();
    ExpressionPtr concatenation();
    ExpressionPtr product();
    ExpressionPtr power();
    ExpressionPtr unary(bool withFilters);
    ExpressionPtr primary();
    ExpressionPtr name();
    ExpressionPtr number();
    ExpressionPtr strings();
    ExpressionPtr bracketed(std::string_view close, Kind kind);
    ExpressionPtr dictionary();
    ExpressionPtr postfix(ExpressionPtr node);
    ExpressionPtr subscript(ExpressionPtr node);
    ExpressionPtr call(ExpressionPtr node);
    ExpressionPtr test(ExpressionPtr node);
    std::vector<Argument> arguments();
    ExpressionPtr chain(std::initializer_list<std::string_view> operators, ExpressionPtr (ExpressionParser::*next)());

    std::vector<Lexeme> m_lexemes;
    std::size_t m_at = 0;
    int m_depth = 0;
};

} // namespace headroom::jinja
