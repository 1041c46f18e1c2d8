// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: reading JSON of unknown make: what is absent or of another type is the default, and nothing throws. fields.h
// refuses another type before.
#pragma once

#include "core/base/json.h"

#include <string>

namespace headroom::model::pipeline {

inline const Json& member(const Json& json, const char* key)
{
    static const Json kAbsent;
    const auto found = json.is_object() ? json.find(key) : json.end();
    return json.is_object() && found != json.end() ? *found : kAbsent;
}
inline std::string textIn(const Json& json, const char* key, std::string absent = {})
{
    const Json& found = member(json, key);
    return found.is_string() ? found.get<std::string>() : std::move(absent);
}
inline bool flagIn(const Json& json, const char* key, bool absent)
{
    const Json& found = member(json, key);
    return found.is_boolean() ? found.get<bool>() : absent;
}
inline std::int64_t numberIn(const Json& json, const char* key, std::int64_t absent)
{
    const Json& found = member(json, key);
    return found.is_number_integer() ? found.get<std::int64_t>() : absent;
}
/// The kind of model; the oldest files say it by their merges alone.
inline std::string modelType(const Json& model)
{
    return textIn(model, "type", member(model, "merges").is_array() ? "BPE" : "");
}
/// The components of a "Sequence" (listed under `key`), nested ones too, or the one component there is.
void flatten(const Json& component, const char* key, std::vector<Json>& all);

} // namespace headroom::model::pipeline
