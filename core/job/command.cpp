// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A job as the command line that does it again.
#include "core/job/kinds.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace headroom::job {

namespace {

std::string wordOf(const Parameter& row, const Json& value)
{
    std::error_code error;
    if (row.kind == ValueKind::Path || row.kind == ValueKind::Paths) {
        const auto whole = std::filesystem::absolute(value.get<std::string>(), error);
        return error ? value.get<std::string>() : whole.string();
    }
    return value.is_string() ? value.get<std::string>() : value.dump();
}

bool hasPlace(const Parameter& row)
{
    return row.flag[0] != '-';
}

/// An argument that begins with a dash would be taken for another option.
void addOption(const Parameter& row, const std::string& word, std::vector<std::string>& words)
{
    if (hasPlace(row))
        words.push_back(word);
    else if (word.starts_with('-'))
        words.push_back(fmt::format("{}={}", row.flag, word));
    else
        words.insert(words.end(), {row.flag, word});
}

void addParameter(const Parameter& row, const Json& value, std::vector<std::string>& words)
{
    if (row.kind == ValueKind::Flag) {
        words.emplace_back(row.flag);
    } else if (row.kind == ValueKind::Texts && row.separator != 0) {
        addOption(row,
                  fmt::format("{}", fmt::join(value.get<std::vector<std::string>>(), std::string(1, row.separator))),
                  words);
    } else if (value.is_array()) {
        for (const Json& one : value)
            addOption(row, wordOf(row, one), words);
    } else {
        addOption(row, wordOf(row, value), words);
    }
}

bool isUsual(const Parameter& row, const Json& value)
{
    return value.is_number() ? value == row.usual : value.is_string() && value == row.usualText;
}

} // namespace

std::vector<std::string> commandOf(std::string_view name, const Json& json)
{
    const Kind* kind = findKind(name);
    if (!kind)
        return {};
    const auto parameters = Parameters::read(json, kind->parameters());
    if (!parameters)
        return {};
    std::vector<std::string> words;
    for (std::string_view rest = kind->command; !rest.empty();) {
        const std::string_view word = rest.substr(0, rest.find(' '));
        words.emplace_back(word);
        rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    }
    for (const bool places : {true, false})
        for (const Parameter& row : kind->parameters())
            if (hasPlace(row) == places && parameters->isGiven(row.key) && parameters->counts(row)
                && !isUsual(row, json.at(row.key)))
                addParameter(row, json.at(row.key), words);
    return words;
}

} // namespace headroom::job
