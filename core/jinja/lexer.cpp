// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/lexer.h"
#include "core/base/ascii.h"

#include "core/jinja/literal.h"
#include "core/jinja/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::jinja {

namespace {

using Kind = Lexeme::Kind;

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// Line breaks as "\n", and without the last one.
std::string prepared(std::string_view source)
{
    std::string text;
    text.reserve(source.size());
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] == '\r' && source.substr(i + 1).starts_with('\n'))
            continue;
        text += source[i] == '\r' ? '\n' : source[i];
    }
    if (text.ends_with('\n'))
        text.pop_back();
    return text;
}

class Lexer {
public:
    explicit Lexer(std::string_view source) : m_text(source) { }

    std::vector<Lexeme> run()
    {
        while (m_at < m_text.size())
            lexText();
        add(Kind::End, {});
        return std::move(m_lexemes);
    }

private:
    std::string_view rest() const { return m_text.substr(std::min(m_at, m_text.size())); }
    bool sees(std::string_view wanted) const { return rest().starts_with(wanted); }
    [[noreturn]] void refuse(std::string what) const { throw Failure(std::move(what), m_line); }

    void add(Kind kind, std::string text) { m_lexemes.push_back({kind, std::move(text), m_line}); }

    void advance(std::size_t bytes)
    {
        const std::string_view passed = rest().substr(0, bytes);
        m_line += static_cast<int>(std::count(passed.begin(), passed.end(), '\n'));
        m_at += passed.size();
    }
    void skipSpace() { advance(rest().size() - stripped(rest(), Side::Left).size()); }

    void lexText();
    void addText(std::string_view text, char sign, bool stripsLine);
    void lexTag(std::string_view open);
    void lexComment();
    bool lexRaw();
    void closeTag(std::size_t size, bool trims);
    void lexInside(std::string_view close, Kind end, bool trims);
    void lexToken();
    void lexString();
    void lexNumber();

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_line = 1;
    bool m_lineStarts = true; ///< the text at m_at is the beginning of a line
    std::vector<Lexeme> m_lexemes;
    std::string m_open; ///< brackets that wait for their other half
};

/// Literal text up to the next tag, and that tag.
void Lexer::lexText()
{
    std::size_t found = m_at;
    for (;; ++found) {
        found = m_text.find('{', found);
        if (found == std::string_view::npos || found + 1 >= m_text.size()) {
            addText(rest(), ' ', false);
            return advance(rest().size());
        }
        if (const char next = m_text[found + 1]; next == '{' || next == '%' || next == '#')
            break;
    }
    const std::string_view before = m_text.substr(m_at, found - m_at);
    const char sign = found + 2 < m_text.size() ? m_text[found + 2] : ' ';
    addText(before, sign, m_text[found + 1] != '{');
    advance(before.size());
    if (m_text[found + 1] == '#')
        lexComment();
    else if (m_text[found + 1] == '{' || !lexRaw())
        lexTag(m_text.substr(found, 2));
}

/// `sign` is what stands behind the opening of the tag that follows: "-" strips, "+" keeps.
void Lexer::addText(std::string_view text, char sign, bool stripsLine)
{
    if (sign == '-')
        text = stripped(text, Side::Right);
    else if (sign != '+' && stripsLine) {
        const std::size_t line = text.rfind('\n') == std::string_view::npos ? 0 : text.rfind('\n') + 1;
        if ((line > 0 || m_lineStarts) && stripped(text.substr(line), Side::Both).empty())
            text = text.substr(0, line);
    }
    if (!text.empty())
        add(Kind::Text, std::string(text));
}

void Lexer::lexComment()
{
    const bool signedOpen = rest().size() > 2 && (rest()[2] == '-' || rest()[2] == '+');
    const std::size_t begin = m_at + (signedOpen ? 3 : 2), end = m_text.find("#}", begin);
    if (end == std::string_view::npos)
        refuse("a comment has no end");
    const char sign = end > begin ? m_text[end - 1] : ' ';
    advance(end - m_at);
    m_lineStarts = false;
    advance(2);
    if (sign == '-')
        skipSpace();
    else if (sign != '+' && sees("\n"))
        advance(1);
    m_lineStarts = m_text[m_at - 1] == '\n';
}

/// Whether a {% raw %} block begins here; if so it is read up to its end.
bool Lexer::lexRaw()
{
    const auto tagLength = [this](std::size_t from, std::string_view name) -> std::size_t { // of "{%- name -%}", or 0
        std::size_t i = from + 2;
        i += i < m_text.size() && (m_text[i] == '-' || m_text[i] == '+') ? 1 : 0;
        i += m_text.substr(i).size() - stripped(m_text.substr(i), Side::Left).size();
        if (!m_text.substr(i).starts_with(name))
            return 0;
        i += name.size();
        i += m_text.substr(i).size() - stripped(m_text.substr(i), Side::Left).size();
        i += i < m_text.size() && (m_text[i] == '-' || m_text[i] == '+') ? 1 : 0;
        return m_text.substr(std::min(i, m_text.size())).starts_with("%}") ? i + 2 - from : 0;
    };
    const std::size_t begin = tagLength(m_at, "raw");
    if (begin == 0)
        return false;
    const bool strips = m_text[m_at + begin - 3] == '-';
    advance(begin);
    if (strips)
        skipSpace();
    m_lineStarts = m_text[m_at - 1] == '\n';
    for (std::size_t end = m_text.find("{%", m_at); end != std::string_view::npos; end = m_text.find("{%", end + 2))
        if (const std::size_t size = tagLength(end, "endraw")) {
            addText(m_text.substr(m_at, end - m_at), m_text[end + 2], true);
            advance(end - m_at);
            closeTag(size, true);
            return true;
        }
    refuse("{% raw %} has no {% endraw %}");
}

/// Steps over a tag's end of `size` bytes and the white space that goes with it.
void Lexer::closeTag(std::size_t size, bool trims)
{
    const char sign = size > 2 ? m_text[m_at + size - 3] : ' ';
    advance(size);
    if (sign == '-')
        skipSpace();
    else if (trims && sign != '+' && sees("\n"))
        advance(1);
    m_lineStarts = m_text[m_at - 1] == '\n';
}

void Lexer::lexTag(std::string_view open)
{
    const bool output = open == "{{";
    add(output ? Kind::OutputBegin : Kind::BlockBegin, {});
    advance(2);
    if (sees("-") || sees("+"))
        advance(1);
    lexInside(output ? "}}" : "%}", output ? Kind::OutputEnd : Kind::BlockEnd, !output);
}

void Lexer::lexInside(std::string_view close, Kind end, bool trims)
{
    m_open.clear();
    for (;;) {
        skipSpace();
        if (m_at >= m_text.size())
            refuse(fmt::format("the tag has no \"{}\"", close));
        const std::size_t sign = sees("-") || (trims && sees("+")) ? 1 : 0;
        if (m_open.empty() && rest().substr(sign).starts_with(close)) {
            add(end, {});
            return closeTag(sign + 2, trims);
        }
        lexToken();
    }
}

void Lexer::lexToken()
{
    const char c = rest().front();
    if (c == '"' || c == '\'')
        return lexString();
    if (isDigit(c))
        return lexNumber();
    if (isNameStart(c)) {
        std::size_t size = 1;
        while (size < rest().size() && (isNameStart(rest()[size]) || isDigit(rest()[size])))
            ++size;
        add(Kind::Name, std::string(rest().substr(0, size)));
        return advance(size);
    }
    constexpr std::array<std::string_view, 6> kLong{"//", "**", "==", "!=", ">=", "<="};
    const bool isLong = std::find(kLong.begin(), kLong.end(), rest().substr(0, 2)) != kLong.end();
    const std::string_view token = rest().substr(0, isLong ? 2 : 1);
    if (!isLong && std::string_view("+-/*%~[](){}><=.:|,;").find(c) == std::string_view::npos)
        refuse(fmt::format("unexpected character \"{}\"", characters(rest().substr(0, 4)).front()));
    if (c == '(' || c == '[' || c == '{')
        m_open += c == '(' ? ')' : c == '[' ? ']' : '}';
    if (c == ')' || c == ']' || c == '}') {
        if (m_open.empty() || m_open.back() != c)
            refuse(m_open.empty() ? fmt::format("\"{}\" closes nothing", c)
                                  : fmt::format("\"{}\" expected before \"{}\"", m_open.back(), c));
        m_open.pop_back();
    }
    add(Kind::Operator, std::string(token));
    advance(token.size());
}

void Lexer::lexString()
{
    std::size_t end = 1;
    while (end < rest().size() && rest()[end] != rest().front())
        end += rest()[end] == '\\' ? 2 : 1;
    if (end >= rest().size())
        refuse("a string has no end");
    add(Kind::String, unescaped(rest().substr(1, end - 1), m_line));
    advance(end + 1);
}

void Lexer::lexNumber()
{
    const NumberText number = numberAt(rest());
    add(number.isFloat ? Kind::Float : Kind::Integer, number.digits);
    advance(number.size);
}

} // namespace

std::vector<Lexeme> lex(std::string_view source)
{
    const std::string text = prepared(source);
    return Lexer(text).run();
}

} // namespace headroom::jinja
