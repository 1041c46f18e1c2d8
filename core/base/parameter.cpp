// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/parameter.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom {

namespace {

std::string replaced(std::string text, std::string_view what, const std::string& by)
{
    if (const auto at = text.find(what); at != std::string::npos)
        text.replace(at, what.size(), by);
    return text;
}

} // namespace

std::string usualOf(const Parameter& parameter)
{
    return parameter.usual != 0 ? fmt::format("{}", parameter.usual) : parameter.usualText;
}

std::string helpOf(const Parameter& parameter)
{
    std::string help = replaced(parameter.help, "{default}", usualOf(parameter));
    return parameter.names ? replaced(std::move(help), "{names}", parameter.names()) : help;
}

const Parameter* findParameter(std::span<const Parameter> table, std::string_view key)
{
    const auto row = std::ranges::find(table, key, &Parameter::key);
    return row == table.end() ? nullptr : &*row;
}

std::vector<Parameter> joined(std::initializer_list<std::span<const Parameter>> tables)
{
    std::vector<Parameter> all;
    for (const auto& table : tables)
        all.insert(all.end(), table.begin(), table.end());
    return all;
}

} // namespace headroom
