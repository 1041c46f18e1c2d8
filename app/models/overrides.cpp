// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/overrides.h"

#include "core/base/json.h"

#include <algorithm>
#include <string_view>

namespace headroom::app {

OverrideParts partsOf(const std::string& text)
{
    const std::size_t equals = text.rfind('=');
    return equals == std::string::npos ? OverrideParts{text, {}}
                                       : OverrideParts{text.substr(0, equals), text.substr(equals + 1)};
}

std::string patternFor(const std::string& tensor)
{
    std::string pattern = "^";
    for (const char c : tensor) {
        if (std::string_view(".[](){}*+?^$|\\").find(c) != std::string_view::npos)
            pattern += '\\';
        pattern += c;
    }
    return pattern + "$";
}

Result<OverrideTexts> with(OverrideTexts texts, const std::string& text)
{
    if (const auto parsed = quant::Override::parse(text); !parsed)
        return tl::unexpected(parsed.error());
    texts = without(std::move(texts), partsOf(text).pattern);
    texts.insert(texts.begin(), text);
    return texts;
}

OverrideTexts without(OverrideTexts texts, const std::string& pattern)
{
    std::erase_if(texts, [&](const std::string& known) { return partsOf(known).pattern == pattern; });
    return texts;
}

std::vector<quant::Override> parsed(const OverrideTexts& texts)
{
    std::vector<quant::Override> overrides;
    for (const std::string& text : texts)
        if (auto override = quant::Override::parse(text))
            overrides.push_back(std::move(*override));
    return overrides;
}

Json toJson(const PresetOverrides& overrides)
{
    Json json = Json::object();
    for (const auto& [preset, texts] : overrides)
        if (!texts.empty())
            json[preset] = texts;
    return json;
}

PresetOverrides overridesFromJson(const Json& json)
{
    PresetOverrides overrides;
    if (!json.is_object())
        return overrides;
    for (const auto& [preset, texts] : json.items())
        if (texts.is_array())
            for (const Json& text : texts)
                if (text.is_string() && quant::Override::parse(text.get<std::string>()))
                    overrides[preset].push_back(text.get<std::string>());
    return overrides;
}

} // namespace headroom::app
