// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/artifact/manifest.h"

namespace headroom::artifact {

Json valueToJson(const model::Value& value)
{
    return std::visit(
        [](const auto& data) -> Json {
            if constexpr (std::is_same_v<std::decay_t<decltype(data)>, model::Array>) {
                Json items = Json::array();
                for (const auto& item : data.items)
                    items.push_back(valueToJson(item));
                return items;
            } else {
                return data;
            }
        },
        value.data);
}

std::string textOf(const Json& manifest, const char* key)
{
    const auto found = manifest.is_object() ? manifest.find(key) : manifest.end();
    return found != manifest.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Json manifestOf(const model::Metadata& metadata)
{
    constexpr std::string_view kPrefix = "headroom.";
    Json manifest = Json::object();
    for (const auto& [key, value] : metadata.entries())
        if (key.starts_with(kPrefix))
            manifest[key.substr(kPrefix.size())] = valueToJson(value);
    return manifest;
}

Json manifestOf(const model::ModelFile& file)
{
    return manifestOf(file.metadata());
}

} // namespace headroom::artifact
