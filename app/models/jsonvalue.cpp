// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/jsonvalue.h"

#include "core/base/json.h"

namespace headroom::app {

double numberIn(const Json& json, const char* key)
{
    const auto found = json.is_object() ? json.find(key) : json.end();
    if (!json.is_object() || found == json.end())
        return 0;
    return found->is_number() ? found->get<double>() : numberIn(*found, "value");
}

std::string textIn(const Json& json, const char* key)
{
    const auto found = json.is_object() ? json.find(key) : json.end();
    return json.is_object() && found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace headroom::app
