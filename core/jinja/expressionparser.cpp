// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/expressionparser.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::jinja {

namespace {

constexpr int kMaxHeight = 200; ///< of an expression, written down or as a tree

} // namespace

std::string ExpressionParser::shown(const Lexeme& lexeme)
{
    using Kind = Lexeme::Kind;
    switch (lexeme.kind) {
    case Kind::OutputEnd:
        return "\"}}\"";
    case Kind::BlockEnd:
        return "\"%}\"";
    case Kind::End:
        return "the end of the template";
    case Kind::String:
        return "a string";
    default:
        return fmt::format("\"{}\"", lexeme.text);
    }
}

std::vector<ExpressionPtr> ExpressionParser::partsOf(ExpressionPtr first, ExpressionPtr second)
{
    std::vector<ExpressionPtr> parts;
    parts.push_back(std::move(first));
    if (second)
        parts.push_back(std::move(second));
    return parts;
}

Lexeme ExpressionParser::take()
{
    return m_at + 1 < m_lexemes.size() ? m_lexemes[m_at++] : m_lexemes.back();
}

bool ExpressionParser::isName(std::string_view name) const
{
    return current().kind == Lexeme::Kind::Name && current().text == name;
}

bool ExpressionParser::isOperator(std::string_view text) const
{
    return current().kind == Lexeme::Kind::Operator && current().text == text;
}

bool ExpressionParser::acceptName(std::string_view name)
{
    const bool found = isName(name);
    if (found)
        take();
    return found;
}

bool ExpressionParser::acceptOperator(std::string_view text)
{
    const bool found = isOperator(text);
    if (found)
        take();
    return found;
}

void ExpressionParser::expectOperator(std::string_view text)
{
    if (!acceptOperator(text))
        refuse(fmt::format("\"{}\" expected, not {}", text, shown(current())));
}

std::string ExpressionParser::expectName()
{
    if (current().kind != Lexeme::Kind::Name)
        refuse(fmt::format("a name expected, not {}", shown(current())));
    return take().text;
}

void ExpressionParser::refuse(const std::string& what) const
{
    throw Failure(what, current().line);
}

ExpressionPtr ExpressionParser::make(Kind kind, std::vector<ExpressionPtr> parts, std::string name) const
{
    auto node = std::make_unique<Expression>();
    node->kind = kind;
    node->line = current().line;
    node->name = std::move(name);
    for (const ExpressionPtr& part : parts)
        node->height = std::max(node->height, part ? part->height + 1 : 1);
    if (node->height > kMaxHeight)
        refuse("an expression nests too deeply");
    node->parts = std::move(parts);
    return node;
}

ExpressionPtr ExpressionParser::literal(Value value) const
{
    ExpressionPtr node = make(Kind::Literal, {});
    node->literal = std::move(value);
    return node;
}

ExpressionPtr ExpressionParser::expression(bool allowsCondition)
{
    if (++m_depth > kMaxHeight)
        refuse("an expression nests too deeply");
    ExpressionPtr node = disjunction();
    while (allowsCondition && acceptName("if")) {
        std::vector<ExpressionPtr> parts = partsOf(std::move(node), disjunction());
        parts.push_back(acceptName("else") ? expression() : nullptr);
        node = make(Kind::Conditional, std::move(parts));
    }
    --m_depth;
    return node;
}

ExpressionPtr ExpressionParser::tuple(bool allowsCondition)
{
    ExpressionPtr first = expression(allowsCondition);
    if (!isOperator(","))
        return first;
    std::vector<ExpressionPtr> parts = partsOf(std::move(first));
    while (acceptOperator(",")) {
        const bool ends = isOperator(")") || isOperator("=") || current().kind == Lexeme::Kind::BlockEnd
            || current().kind == Lexeme::Kind::OutputEnd;
        if (ends)
            break;
        parts.push_back(expression(allowsCondition));
    }
    return make(Kind::Tuple, std::move(parts));
}

ExpressionPtr ExpressionParser::disjunction()
{
    ExpressionPtr node = conjunction();
    while (acceptName("or"))
        node = make(Kind::Or, partsOf(std::move(node), conjunction()));
    return node;
}

ExpressionPtr ExpressionParser::conjunction()
{
    ExpressionPtr node = negation();
    while (acceptName("and"))
        node = make(Kind::And, partsOf(std::move(node), negation()));
    return node;
}

ExpressionPtr ExpressionParser::negation()
{
    if (!isName("not") || (ahead().kind == Lexeme::Kind::Name && ahead().text == "in"))
        return comparison();
    if (++m_depth > kMaxHeight)
        refuse("an expression nests too deeply");
    take();
    ExpressionPtr node = make(Kind::Unary, partsOf(negation()), "not");
    --m_depth;
    return node;
}

ExpressionPtr ExpressionParser::comparison()
{
    ExpressionPtr first = sum();
    std::vector<ExpressionPtr> parts;
    std::vector<std::string> names;
    for (;;) {
        std::string found;
        for (const std::string_view candidate : {"==", "!=", "<", "<=", ">", ">="})
            if (isOperator(candidate))
                found = candidate;
        if (isName("in"))
            found = "in";
        else if (isName("not") && ahead().kind == Lexeme::Kind::Name && ahead().text == "in") {
            found = "not in";
            take();
        }
        if (found.empty())
            break;
        take();
        names.push_back(std::move(found));
        parts.push_back(sum());
    }
    if (names.empty())
        return first;
    parts.insert(parts.begin(), std::move(first));
    ExpressionPtr node = make(Kind::Comparison, std::move(parts));
    node->names = std::move(names);
    return node;
}

ExpressionPtr ExpressionParser::chain(std::initializer_list<std::string_view> operators,
                                      ExpressionPtr (ExpressionParser::*next)())
{
    ExpressionPtr node = (this->*next)();
    for (;;) {
        const auto found
            = std::find_if(operators.begin(), operators.end(), [this](std::string_view o) { return isOperator(o); });
        if (found == operators.end())
            return node;
        take();
        node = make(Kind::Binary, partsOf(std::move(node), (this->*next)()), std::string(*found));
    }
}

ExpressionPtr ExpressionParser::sum()
{
    return chain({"+", "-"}, &ExpressionParser::concatenation);
}

ExpressionPtr ExpressionParser::concatenation()
{
    ExpressionPtr first = product();
    if (!isOperator("~"))
        return first;
    std::vector<ExpressionPtr> parts = partsOf(std::move(first));
    while (acceptOperator("~"))
        parts.push_back(product());
    return make(Kind::Concatenation, std::move(parts));
}

ExpressionPtr ExpressionParser::product()
{
    return chain({"*", "/", "//", "%"}, &ExpressionParser::power);
}

ExpressionPtr ExpressionParser::power()
{
    ExpressionPtr node = unary(true);
    while (acceptOperator("**"))
        node = make(Kind::Binary, partsOf(std::move(node), unary(true)), "**");
    return node;
}

ExpressionPtr ExpressionParser::unary(bool withFilters)
{
    if (++m_depth > kMaxHeight)
        refuse("an expression nests too deeply");
    ExpressionPtr node;
    if (isOperator("-") || isOperator("+")) {
        std::string sign = take().text;
        node = make(Kind::Unary, partsOf(unary(false)), std::move(sign));
    } else {
        node = primary();
    }
    node = postfix(std::move(node));
    if (withFilters)
        node = filters(std::move(node));
    --m_depth;
    return node;
}

} // namespace headroom::jinja
