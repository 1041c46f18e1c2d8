// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/literal.h"

#include "core/jinja/value.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

namespace headroom::jinja {

namespace {

int digitOf(char c)
{
    return c >= '0' && c <= '9' ? c - '0'
        : c >= 'a' && c <= 'f'  ? c - 'a' + 10
        : c >= 'A' && c <= 'F'  ? c - 'A' + 10
                                : 99;
}

bool isDecimal(char c)
{
    return digitOf(c) < 10;
}

/// Reads up to `most` digits of the base at `at`, which moves past them.
std::uint32_t digits(std::string_view text, std::size_t& at, std::size_t most, int base)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < most && at < text.size() && digitOf(text[at]) < base; ++i)
        value = value * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digitOf(text[at++]));
    return value;
}

/// The code point of \x, \u or \U; `at` stands on the letter.
std::uint32_t hexEscape(std::string_view text, std::size_t& at, int line)
{
    const std::size_t wanted = text[at] == 'x' ? 2 : text[at] == 'u' ? 4 : 8;
    const std::size_t begin = ++at;
    const std::uint32_t value = digits(text, at, wanted, 16);
    if (at != begin + wanted || value > 0x10ffff)
        throw Failure("a string has an incomplete escape", line);
    return value;
}

} // namespace

std::string unescaped(std::string_view text, int line)
{
    constexpr std::string_view kLetters = "abfnrtv\\'\"\n", kMeanings = "\a\b\f\n\r\t\v\\'\"";
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] != '\\' || i + 1 >= text.size()) {
            result += text[i++];
            continue;
        }
        const char c = text[++i];
        const std::size_t found = kLetters.find(c);
        if (c == 'x' || c == 'u' || c == 'U')
            model::appendCodePoint(result, hexEscape(text, i, line));
        else if (digitOf(c) < 8)
            model::appendCodePoint(result, digits(text, i, 3, 8));
        else if (found == std::string_view::npos)
            result += {'\\', text[i++]};
        else if (++i; found < kMeanings.size()) // a line feed after a backslash stands for nothing
            result += kMeanings[found];
    }
    return result;
}

NumberText numberAt(std::string_view text)
{
    NumberText number;
    const auto take = [&](auto wanted) {
        while (number.size < text.size()
               && (wanted(text[number.size])
                   || (text[number.size] == '_' && number.size + 1 < text.size() && wanted(text[number.size + 1])))) {
            if (text[number.size] != '_')
                number.digits += text[number.size];
            ++number.size;
        }
    };
    const char base = text.size() > 2 && text[0] == '0' ? static_cast<char>(text[1] | 0x20) : ' ';
    if (base == 'x' || base == 'o' || base == 'b') {
        const int radix = base == 'x' ? 16 : base == 'o' ? 8 : 2;
        number.size = 2;
        take([radix](char c) { return digitOf(c) < radix; });
        number.digits = fmt::format("{}", std::strtoull(number.digits.c_str(), nullptr, radix));
        return number;
    }
    take(isDecimal);
    const auto at = [&text, &number](std::size_t ahead) {
        return number.size + ahead < text.size() ? text[number.size + ahead] : ' ';
    };
    if (at(0) == '.' && isDecimal(at(1))) {
        number.isFloat = true;
        number.digits += '.';
        ++number.size;
        take(isDecimal);
    }
    const bool sign = at(1) == '+' || at(1) == '-';
    if ((at(0) | 0x20) == 'e' && isDecimal(at(sign ? 2 : 1))) {
        number.isFloat = true;
        number.digits += text.substr(number.size, sign ? 2 : 1);
        number.size += sign ? 2 : 1;
        take(isDecimal);
    }
    return number;
}

} // namespace headroom::jinja
