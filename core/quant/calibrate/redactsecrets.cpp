// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Whether what stands after the name of a secret is one: not a placeholder, not code that fetches it, not the next word
// of a sentence. Looks no further than a few hundred bytes, so that a text full of names takes no longer than any
// other.
#include "core/base/ascii.h"
#include "core/quant/calibrate/redactrules.h"

#include <algorithm>
#include <array>
#include <string>

namespace headroom::quant {

namespace {

constexpr std::size_t kLongest = 512; ///< bytes that are looked at
constexpr std::size_t npos = std::string_view::npos;

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isOneOf(char c, std::string_view set)
{
    return set.find(c) != npos;
}

bool isNamePart(char c)
{
    return isLetter(c) || isDigit(c) || c == '_';
}

struct Value {
    std::string_view text;
    bool quoted = false; ///< or between tags
};

/// End of a quotation that has just begun; npos where it does not end on its line.
std::size_t closing(std::string_view rest, char quote, bool escaped)
{
    for (std::size_t i = 0; i < rest.size() && rest[i] != '\n'; ++i) {
        if (escaped ? rest.substr(i, 2) == std::string{'\\', quote} : rest[i] == quote)
            return i;
        if (!escaped && rest[i] == '\\')
            ++i;
    }
    return npos;
}

/// Whether a list goes on at this separator: with a blank, or with the next name and its value.
bool separates(std::string_view rest)
{
    std::size_t i = 1;
    while (i < rest.size() && (isNamePart(rest[i]) || isOneOf(rest[i], " .-")))
        ++i;
    return rest.size() == 1 || isSpace(rest[1]) || isOneOf(rest[1], "\"'\\")
        || (i < rest.size() && i > 1 && rest[i] == '=');
}

std::string_view unquoted(std::string_view rest)
{
    std::size_t end = 0;
    for (; end < rest.size() && !isSpace(rest[end]) && !isOneOf(rest[end], "\"'`<"); ++end)
        if ((rest[end] == '\\' && end + 1 < rest.size() && isOneOf(rest[end + 1], "nrt\"'"))
            || (isOneOf(rest[end], ",;&|") && separates(rest.substr(end))))
            break;
    while (end > 0 && isOneOf(rest[end - 1], ".,;:)]}"))
        --end;
    return rest.substr(0, end);
}

Value valueAt(std::string_view text, std::size_t at)
{
    const std::string_view rest = text.substr(at, kLongest);
    const char before = at > 0 ? text[at - 1] : ' ';
    std::size_t end = npos;
    if (before == '>')
        end = rest.find('<');
    else if (isOneOf(before, "\"'`"))
        end = closing(rest, before, at > 1 && text[at - 2] == '\\');
    return end != npos ? Value{rest.substr(0, end), true} : Value{unquoted(rest), false};
}

/// A reference to a variable, a gap to be filled in, or what stands for nothing.
bool isPlaceholder(std::string_view value)
{
    static constexpr std::array kWords{"none",  "null",    "nil",     "undefined",  "true",     "false",  "yes",
                                       "no",    "string",  "str",     "bytes",      "text",     "number", "int",
                                       "bool",  "boolean", "any",     "optional",   "required", "hidden", "empty",
                                       "value", "varchar", "include", "omit",       "input",    "object", "char",
                                       "self",  "this",    "data",    "same-origin"};
    const std::string lower = lowered(value);
    if (std::ranges::find(kWords, lower) != kWords.end() || lower.starts_with("your") || lower.starts_with("my-"))
        return true;
    if (isOneOf(value.front(), "<[{(&") || (value.front() == '%' && value.back() == '%'))
        return true;
    if (value.front() == '$' && value.size() > 1
        && std::ranges::all_of(value.substr(1), [](char c) { return isNamePart(c) || isOneOf(c, "{}(): -"); }))
        return true;
    return std::ranges::all_of(value, [&](char c) {
        return isOneOf(c, "*.-_?#") || c == 'x' || c == 'X' || c == '\xE2' || c == '\x80' || c == '\xA6' || c == '\xA2';
    });
}

/// Letters alone, as variables and labels have them, that speak of secrets themselves.
bool namesSecret(std::string_view value)
{
    const std::string lower = lowered(value);
    return std::ranges::none_of(value, isDigit)
        && std::ranges::any_of(std::array{"pass", "secret", "token", "credential", "api_key", "apikey", "api key"},
                               [&](const char* word) { return lower.find(word) != npos; });
}

/// `object.member`, `call(…)`, `list[…]`.
bool isCode(std::string_view value)
{
    const auto end = std::ranges::find_if_not(value, [](char c) { return isNamePart(c) || isOneOf(c, ".:>-"); });
    const bool dotted = end == value.end() && value.find('.') != npos && std::ranges::none_of(value, isDigit);
    return isLetter(value.front()) && (dotted || (end != value.end() && isOneOf(*end, "([")));
}

/// Letters and digits, or letters of both cases in a long row: what people do not write as words.
bool looksRandom(std::string_view value, std::size_t shortest)
{
    const auto count = [&](auto is) { return std::size_t(std::ranges::count_if(value, is)); };
    const std::size_t digits = count(isDigit), letters = count(isLetter);
    const std::size_t capitals = count([](char c) { return c >= 'A' && c <= 'Z'; });
    const std::size_t signs = count([](char c) { return isOneOf(c, "!@#$%^&*+=~?|/"); });
    const std::size_t hyphen = value.find('-');
    const bool measure = hyphen != npos && hyphen <= 3 && std::ranges::all_of(value.substr(0, hyphen), isDigit)
        && std::ranges::none_of(value.substr(hyphen), isDigit); // 12-character
    if (value.size() < shortest || measure || value.find("://") != npos || isOneOf(value.front(), "/~."))
        return false;
    return (letters > 0 && digits > 0) || (letters > 0 && signs > 0)
        || (capitals > 2 && letters > capitals && value.size() >= 20);
}

bool endsLine(std::string_view text, std::size_t at)
{
    while (at < text.size() && isOneOf(text[at], " \t,)]}\"'`\r"))
        ++at;
    return at >= text.size() || isOneOf(text[at], "\n#&|;-<\\") || text.substr(at, 2) == "//";
}

/// Whether only blanks, list signs, quotes and one word of up to 64 bytes stand before it on its line.
bool beginsLine(std::string_view text, std::size_t at)
{
    const std::size_t floor = at > 64 ? at - 64 : 0;
    std::size_t words = 0;
    for (std::size_t i = at; i > floor && text[i - 1] != '\n'; --i)
        words += text[i - 1] == ' ' && i > 1 && isNamePart(text[i - 2]) && !isOneOf(text[i], ":=");
    return words == 0;
}

/// Without quotes a word may be part of a sentence, or a variable.
bool isPlainSecret(std::string_view text, std::size_t at, std::string_view value)
{
    const std::size_t end = at + value.size();
    const bool wordLike = std::ranges::all_of(value, [](char c) { return isLetter(c) || isOneOf(c, "_-'"); });
    if (!wordLike)
        return looksRandom(value, 6) || (endsLine(text, end) && value.size() >= 4 && !isOneOf(value.front(), "/~."));
    const bool tight = at > 0 && text[at - 1] == '=';
    const bool alone = endsLine(text, end) && beginsLine(text, at) && !(end < text.size() && isOneOf(text[end], ".;"));
    return tight || alone;
}

constexpr std::size_t kShortest = 3;

bool isUsable(std::string_view value)
{
    return value.size() >= kShortest && !isPlaceholder(value) && !namesSecret(value);
}

} // namespace

std::size_t secretExtent(std::string_view text, model::Regex::Match match)
{
    const Value value = valueAt(text, match.begin);
    if (!isUsable(value.text))
        return 0;
    if (value.quoted)
        return value.text.size();
    return !isCode(value.text) && isPlainSecret(text, match.begin, value.text) ? value.text.size() : 0;
}

std::size_t tokenExtent(std::string_view text, model::Regex::Match match)
{
    constexpr std::size_t kShortestToken = 6;
    const Value value = valueAt(text, match.begin);
    const bool one = value.text.find(' ') == npos;
    return isUsable(value.text) && one && !isCode(value.text) && looksRandom(value.text, kShortestToken)
        ? value.text.size()
        : 0;
}

std::size_t keyExtent(std::string_view text, model::Regex::Match match)
{
    constexpr std::size_t kShortestKey = 16;
    const std::size_t size = tokenExtent(text, match);
    return size >= kShortestKey ? size : 0;
}

std::size_t saidSecretExtent(std::string_view text, model::Regex::Match match)
{
    const Value value = valueAt(text, match.begin);
    const bool one = value.text.find(' ') == npos;
    return isUsable(value.text) && one && (value.quoted || looksRandom(value.text, 6)) ? value.text.size() : 0;
}

} // namespace headroom::quant
