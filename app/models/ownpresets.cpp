// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/ownpresets.h"

#include "core/base/json.h"
#include "core/quant/folder/scheme.h"

#include <algorithm>
#include <cctype>

namespace headroom::app {

namespace {

constexpr std::size_t kLongestName = 64;

bool sameName(const std::string& a, const std::string& b)
{
    return std::ranges::equal(a, b,
                              [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); });
}

bool belongsInNames(unsigned char c)
{
    return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_' || c == '+';
}

} // namespace

bool isFree(const std::string& name, const OwnPresets& own)
{
    return quant::findPreset(name) == nullptr && quant::findFolderScheme(name) == nullptr
        && std::ranges::none_of(own, [&](const OwnPreset& known) { return sameName(known.preset.name, name); });
}

std::string freeName(const std::string& name, const OwnPresets& own)
{
    std::string free = name;
    for (int n = 2; !isFree(free, own); ++n)
        free = name + "-" + std::to_string(n);
    return free;
}

std::string nameFault(const std::string& name)
{
    if (name.empty())
        return "is empty";
    if (name.size() > kLongestName)
        return "is longer than 64 characters";
    if (!std::ranges::all_of(name, belongsInNames) || name.front() == '.')
        return "has characters that do not belong into file names";
    return {};
}

Json toJson(const OwnPresets& own)
{
    Json json = Json::array();
    for (const OwnPreset& entry : own)
        json.push_back({{"preset", quant::toJson(entry.preset)},
                        {"source", entry.source},
                        {"summary_remark", toJson(entry.preset.summary)}});
    return json;
}

OwnPresets ownPresetsFromJson(const Json& json)
{
    OwnPresets own;
    if (!json.is_array())
        return own;
    for (const Json& entry : json) {
        if (!entry.is_object() || !entry.contains("preset"))
            continue;
        auto preset = quant::presetFromJson(entry["preset"], "project");
        if (!preset || !nameFault(preset->name).empty() || !isFree(preset->name, own))
            continue;
        preset->summary = remarkFromJson(entry.value("summary_remark", Json()), english(preset->summary));
        const auto source = entry.find("source");
        const bool known = source != entry.end() && source->is_string();
        own.push_back({std::move(*preset), known ? source->get<std::string>() : std::string()});
    }
    return own;
}

} // namespace headroom::app
