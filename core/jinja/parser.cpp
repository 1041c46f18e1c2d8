// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/parser.h"

#include "core/jinja/expressionparser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace headroom::jinja {

namespace {

constexpr int kMaxNesting = 100; ///< of blocks

class Parser {
public:
    explicit Parser(std::vector<Lexeme> lexemes) : m_in(std::move(lexemes)) { }

    Body whole()
    {
        Body body = statements({});
        if (m_in.current().kind != Lexeme::Kind::End)
            m_in.refuse(fmt::format("{{% {} %}} has no beginning", m_in.current().text));
        return body;
    }

private:
    using Kind = Statement::Kind;
    using Ends = std::initializer_list<std::string_view>;

    Statement statement(Kind kind) const
    {
        Statement made;
        made.kind = kind;
        made.line = m_in.current().line;
        return made;
    }
    bool isEnd(Ends ends) const
    {
        return std::any_of(ends.begin(), ends.end(), [this](std::string_view end) { return m_in.isName(end); });
    }
    void endTag()
    {
        if (m_in.current().kind != Lexeme::Kind::BlockEnd)
            m_in.refuse(fmt::format("\"%}}\" expected, not \"{}\"", m_in.current().text));
        m_in.take();
    }
    /// The body of a block, its end tag included. `block` names it for the error when there is none.
    Body bodyUntil(std::string_view end, std::string_view block)
    {
        endTag();
        Body body = statements({end});
        close(end, block);
        return body;
    }
    void close(std::string_view end, std::string_view block)
    {
        if (!m_in.acceptName(end))
            m_in.refuse(fmt::format("{{% {} %}} has no {{% {} %}}", block, end));
        if (end == "endmacro" && m_in.current().kind == Lexeme::Kind::Name)
            m_in.take(); // the name may be repeated
        endTag();
    }

    Body statements(Ends ends);
    Statement block();
    Statement parseIf();
    Statement parseFor();
    Statement parseSet();
    Statement parseMacro();
    Statement parseCall();
    Statement parseFilter();
    Statement parseWith();
    Statement parseGeneration();
    Statement parseDo();
    Statement parseBreak();
    Statement parseContinue();
    Statement simple(Kind kind)
    {
        Statement made = statement(kind);
        endTag();
        return made;
    }
    Target target();
    std::vector<Parameter> parameters();

    struct Row {
        std::string_view name;
        Statement (Parser::*parse)();
    };
    static const std::array<Row, 11> kStatements;

    ExpressionParser m_in;
    int m_nesting = 0;
};

constexpr std::array<Parser::Row, 11> Parser::kStatements{{
    {"if", &Parser::parseIf},
    {"for", &Parser::parseFor},
    {"set", &Parser::parseSet},
    {"macro", &Parser::parseMacro},
    {"call", &Parser::parseCall},
    {"filter", &Parser::parseFilter},
    {"with", &Parser::parseWith},
    {"generation", &Parser::parseGeneration},
    {"do", &Parser::parseDo},
    {"break", &Parser::parseBreak},
    {"continue", &Parser::parseContinue},
}};

/// Up to the tag whose name is one of `ends` (that name is then current), or to the end of the template.
Body Parser::statements(Ends ends)
{
    if (++m_nesting > kMaxNesting)
        m_in.refuse("blocks nest too deeply");
    Body body;
    for (;;) {
        const Lexeme::Kind kind = m_in.current().kind;
        if (kind == Lexeme::Kind::Text) {
            body.push_back(statement(Kind::Text));
            body.back().text = m_in.take().text;
        } else if (kind == Lexeme::Kind::OutputBegin) {
            m_in.take();
            body.push_back(statement(Kind::Output));
            body.back().expression = m_in.tuple();
            if (m_in.current().kind != Lexeme::Kind::OutputEnd)
                m_in.refuse(fmt::format("\"}}}}\" expected, not \"{}\"", m_in.current().text));
            m_in.take();
        } else if (kind == Lexeme::Kind::BlockBegin) {
            m_in.take();
            if (isEnd(ends) || (m_nesting == 1 && m_in.current().text.starts_with("end")))
                break;
            body.push_back(block());
        } else {
            break;
        }
    }
    --m_nesting;
    return body;
}

Statement Parser::block()
{
    for (const Row& row : kStatements)
        if (m_in.acceptName(row.name))
            return (this->*row.parse)();
    m_in.refuse(fmt::format("the statement {{% {} %}} is not supported", m_in.current().text));
}

Statement Parser::parseIf()
{
    Statement made = statement(Kind::If);
    made.expression = m_in.tuple(false);
    endTag();
    made.body = statements({"elif", "else", "endif"});
    if (m_in.acceptName("elif")) {
        if (++m_nesting > kMaxNesting)
            m_in.refuse("too many branches");
        made.otherwise.push_back(parseIf());
        --m_nesting;
        return made;
    }
    if (m_in.acceptName("else"))
        made.otherwise = bodyUntil("endif", "if");
    else
        close("endif", "if");
    return made;
}

Statement Parser::parseFor()
{
    Statement made = statement(Kind::For);
    made.target = target();
    if (!m_in.acceptName("in"))
        m_in.refuse("{% for %} needs \"in\"");
    made.expression = m_in.tuple(false);
    if (m_in.acceptName("if"))
        made.condition = m_in.expression();
    made.recursive = m_in.acceptName("recursive");
    endTag();
    made.body = statements({"else", "endfor"});
    if (m_in.acceptName("else"))
        made.otherwise = bodyUntil("endfor", "for");
    else
        close("endfor", "for");
    return made;
}

Statement Parser::parseSet()
{
    Statement made = statement(Kind::Set);
    made.target = target();
    if (m_in.acceptOperator("=")) {
        made.expression = m_in.tuple();
        endTag();
        return made;
    }
    made.kind = Kind::SetBlock;
    made.expression = m_in.filters(nullptr);
    made.body = bodyUntil("endset", "set");
    return made;
}

Statement Parser::parseMacro()
{
    Statement made = statement(Kind::Macro);
    made.text = m_in.expectName();
    const unsigned outside = std::exchange(m_in.mentions, 0U);
    made.parameters = parameters();
    made.body = bodyUntil("endmacro", "macro");
    made.mentions = std::exchange(m_in.mentions, outside);
    return made;
}

Statement Parser::parseCall()
{
    Statement made = statement(Kind::Call);
    if (m_in.isOperator("("))
        made.parameters = parameters();
    made.expression = m_in.expression();
    if (made.expression->kind != Expression::Kind::Call)
        m_in.refuse("{% call %} needs a call");
    made.body = bodyUntil("endcall", "call");
    return made;
}

Statement Parser::parseFilter()
{
    Statement made = statement(Kind::Filter);
    made.expression = m_in.filters(nullptr, true);
    made.body = bodyUntil("endfilter", "filter");
    return made;
}

Statement Parser::parseWith()
{
    Statement made = statement(Kind::With);
    while (m_in.current().kind != Lexeme::Kind::BlockEnd) {
        if (!made.assignments.empty())
            m_in.expectOperator(",");
        Target name = target();
        m_in.expectOperator("=");
        made.assignments.emplace_back(std::move(name), m_in.expression());
    }
    made.body = bodyUntil("endwith", "with");
    return made;
}

/// Marks what the assistant says, for training; it changes nothing in the text.
Statement Parser::parseGeneration()
{
    Statement made = statement(Kind::With);
    made.body = bodyUntil("endgeneration", "generation");
    return made;
}

Statement Parser::parseDo()
{
    Statement made = statement(Kind::Do);
    made.expression = m_in.tuple();
    endTag();
    return made;
}

Statement Parser::parseBreak()
{
    return simple(Kind::Break);
}

Statement Parser::parseContinue()
{
    return simple(Kind::Continue);
}

/// Names with commas between, in brackets or not; one of them may be an attribute.
Target Parser::target()
{
    const auto one = [this] {
        Target made;
        if (m_in.acceptOperator("(")) {
            if (++m_nesting > kMaxNesting)
                m_in.refuse("a target nests too deeply");
            made = target();
            --m_nesting;
            m_in.expectOperator(")");
            return made;
        }
        made.name = m_in.expectName();
        if (m_in.acceptOperator("."))
            made.attribute = m_in.expectName();
        return made;
    };
    Target first = one();
    if (!m_in.isOperator(","))
        return first;
    Target all;
    all.parts.push_back(std::move(first));
    while (m_in.acceptOperator(","))
        if (!m_in.isName("in") && !m_in.isOperator("="))
            all.parts.push_back(one());
    return all;
}

std::vector<Parameter> Parser::parameters()
{
    std::vector<Parameter> all;
    m_in.expectOperator("(");
    while (!m_in.acceptOperator(")")) {
        if (!all.empty())
            m_in.expectOperator(",");
        if (m_in.acceptOperator(")"))
            break;
        Parameter parameter{m_in.expectName(), nullptr};
        if (m_in.acceptOperator("="))
            parameter.absent = m_in.expression();
        all.push_back(std::move(parameter));
    }
    return all;
}

} // namespace

Body parse(std::string_view source)
{
    return Parser(lex(source)).whole();
}

} // namespace headroom::jinja
