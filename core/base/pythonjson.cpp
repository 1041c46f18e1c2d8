// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The library reads and writes JSON only: on the way in and out the words stand in marked texts.
#include "core/base/pythonjson.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace headroom {

namespace {

struct Word {
    std::string_view written;
    double value;
};
constexpr double kEndless = std::numeric_limits<double>::infinity();
constexpr std::array kWords{Word{"Infinity", kEndless}, Word{"-Infinity", -kEndless},
                            Word{"NaN", std::numeric_limits<double>::quiet_NaN()}};
constexpr std::string_view kMark = "\xEF\xBF\xBE"; ///< U+FFFE, which is no character of any text

const Word* wordAt(std::string_view text)
{
    for (const Word& word : kWords)
        if (text.starts_with(word.written)) {
            const auto next = text.find_first_not_of(" \t\r\n", word.written.size());
            const bool isKey = next != std::string_view::npos && text[next] == ':';
            return isKey ? nullptr : &word;
        }
    return nullptr;
}

/// Where the text that begins at start ends: behind its quotation mark.
std::size_t endOfString(std::string_view text, std::size_t start)
{
    std::size_t i = start + 1;
    while (i < text.size() && text[i] != '"')
        i += text[i] == '\\' ? 2 : 1;
    return std::min(i + 1, text.size());
}

std::string marked(const Word& word)
{
    return std::string(kMark) + std::string(word.written);
}

/// Empty if there is no such word.
std::string withWordsMarked(std::string_view text)
{
    std::string out;
    std::size_t copied = 0;
    for (std::size_t i = 0; i < text.size();) {
        const Word* word = text[i] == '"' ? nullptr : wordAt(text.substr(i));
        if (word) {
            out.append(text.substr(copied, i - copied)).append('"' + marked(*word) + '"');
            copied = i + word->written.size();
        }
        i = word ? copied : text[i] == '"' ? endOfString(text, i) : i + 1;
    }
    return copied > 0 ? out.append(text.substr(copied)) : out;
}

void unmark(Json& part)
{
    for (const Word& word : kWords)
        if (part.is_string() && part.get_ref<const std::string&>() == marked(word))
            part = word.value;
}

void mark(Json& json)
{
    if (json.is_structured())
        for (Json& part : json)
            mark(part);
    if (!json.is_number_float() || std::isfinite(json.get<double>()))
        return;
    const double value = json.get<double>();
    json = marked(std::isnan(value) ? kWords[2] : kWords[value > 0 ? 0 : 1]);
}

} // namespace

Result<Json> parsePythonJson(std::string_view text, std::string_view where, int maxDepth)
{
    const std::string strict = withWordsMarked(text);
    if (strict.empty())
        return parseJson(text, where, maxDepth);
    return parseJson(strict, where, maxDepth, [](int, Json::parse_event_t event, Json& part) {
        if (event == Json::parse_event_t::value)
            unmark(part);
        return true;
    });
}

std::string dumpPythonJson(const Json& json, int indent)
{
    Json copy = json;
    mark(copy);
    std::string text = copy.dump(indent, ' ', false, Json::error_handler_t::replace);
    for (const Word& word : kWords) {
        const std::string quoted = '"' + marked(word) + '"';
        for (std::size_t at = text.find(quoted); at != std::string::npos; at = text.find(quoted, at))
            text.replace(at, quoted.size(), word.written);
    }
    return text;
}

} // namespace headroom
