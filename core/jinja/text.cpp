// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/jinja/text.h"

#include "core/model/unicode.h"
#include "core/model/utf8.h"

#include <algorithm>

namespace headroom::jinja {

namespace {

std::uint32_t codePointOf(std::string_view character)
{
    std::size_t offset = 0;
    return character.empty() ? 0 : model::nextCodePoint(character, offset);
}

template <class Map> std::string mapped(std::string_view text, const Map& map)
{
    std::string result;
    result.reserve(text.size());
    for (const std::string_view character : characters(text))
        map(codePointOf(character), character, result);
    return result;
}

} // namespace

std::vector<std::string_view> characters(std::string_view text)
{
    std::vector<std::string_view> result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        model::nextCodePoint(text, i);
        result.push_back(text.substr(begin, i - begin));
    }
    return result;
}

std::size_t length(std::string_view text)
{
    std::size_t count = 0;
    for (std::size_t i = 0; i < text.size(); ++count)
        model::nextCodePoint(text, i);
    return count;
}

bool isSpace(std::string_view character)
{
    const std::uint32_t c = codePointOf(character);
    return model::isWhiteSpace(c) || (c >= 0x1c && c <= 0x1f);
}

std::string_view stripped(std::string_view text, Side side, const std::string* set)
{
    std::vector<std::string_view> wanted;
    if (set)
        wanted = characters(*set);
    const auto goes = [&](std::string_view character) {
        return set ? std::find(wanted.begin(), wanted.end(), character) != wanted.end() : isSpace(character);
    };
    while (side != Side::Right && !text.empty()) {
        std::size_t size = 0;
        model::nextCodePoint(text, size);
        if (!goes(text.substr(0, size)))
            break;
        text.remove_prefix(size);
    }
    while (side != Side::Left && !text.empty()) {
        std::size_t begin = text.size() - 1;
        while (begin > 0 && text.size() - begin < 4 && (static_cast<unsigned char>(text[begin]) & 0xc0U) == 0x80)
            --begin;
        if (!goes(text.substr(begin)))
            break;
        text = text.substr(0, begin);
    }
    return text;
}

std::string upper(std::string_view text)
{
    return mapped(text, [](std::uint32_t c, std::string_view, std::string& out) {
        if (c == 0xdf)
            out += "SS"; // the one letter of daily use whose upper case is two
        else
            model::appendCodePoint(out, model::upperCase(c));
    });
}

std::string lower(std::string_view text)
{
    return mapped(text, [](std::uint32_t c, std::string_view, std::string& out) {
        model::appendCodePoint(out, model::lowerCase(c));
    });
}

std::string capitalized(std::string_view text)
{
    std::size_t size = 0;
    if (!text.empty())
        model::nextCodePoint(text, size);
    return upper(text.substr(0, size)) + lower(text.substr(size));
}

} // namespace headroom::jinja
