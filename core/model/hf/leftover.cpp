// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// {"set": {"key": [value type, value], "list": [9, element type, [values]]}, "erase": ["key"]}; types are GGUF's ids.
#include "core/model/hf/leftover.h"

#include "core/model/ggufcursor.h"
#include "core/model/jsonfields.h"
#include "core/model/keytypes.h"

#include <fmt/format.h>

#include <array>

namespace headroom::model::hf {

namespace {

constexpr std::size_t kArray = 9;
constexpr std::string_view kTokenizer = "tokenizer.";

Json toJson(const Value& value)
{
    return std::visit(
        [](const auto& held) -> Json {
            using T = std::decay_t<decltype(held)>;
            if constexpr (std::is_same_v<T, Array>) {
                Json items = Json::array();
                for (const Value& item : held.items)
                    items.push_back(toJson(item));
                return items;
            } else {
                return held;
            }
        },
        value.data);
}

template <std::size_t Type> std::optional<Value> typed(const Json& json)
{
    using T = std::variant_alternative_t<Type, decltype(Value::data)>;
    if constexpr (std::is_same_v<T, std::string>)
        return json.is_string() ? std::optional(Value{json.get<std::string>()}) : std::nullopt;
    else if constexpr (std::is_same_v<T, bool>)
        return json.is_boolean() ? std::optional(Value{json.get<bool>()}) : std::nullopt;
    else if constexpr (std::is_floating_point_v<T>)
        return json.is_number() ? std::optional(Value{static_cast<T>(json.get<double>())}) : std::nullopt;
    else if constexpr (std::is_integral_v<T>)
        return json.is_number_integer() ? std::optional(Value{static_cast<T>(json.get<std::int64_t>())}) : std::nullopt;
    else
        return std::nullopt;
}

template <std::size_t... Types>
std::optional<Value> scalar(std::size_t type, const Json& json, std::index_sequence<Types...>)
{
    std::optional<Value> out;
    static_cast<void>(((type == Types ? (out = typed<Types>(json), true) : false) || ...));
    return out;
}
std::optional<Value> scalar(std::size_t type, const Json& json)
{
    return scalar(type, json, std::make_index_sequence<std::variant_size_v<decltype(Value::data)>>());
}

std::optional<Value> fromJson(const Json& json)
{
    if (!json.is_array() || json.size() < 2 || !json[0].is_number_unsigned())
        return std::nullopt;
    const auto type = json[0].get<std::size_t>();
    if (type != kArray)
        return scalar(type, json[1]);
    if (json.size() != 3 || !json[1].is_number_unsigned() || !json[2].is_array())
        return std::nullopt;
    Array array{json[1].get<std::uint32_t>(), {}};
    for (const Json& item : json[2]) {
        auto value = scalar(array.elementType, item);
        if (!value)
            return std::nullopt;
        array.items.push_back(std::move(*value));
    }
    return Value{std::move(array)};
}

Json typedJson(const Value& value)
{
    if (const auto* array = std::get_if<Array>(&value.data))
        return Json::array({kArray, array->elementType, toJson(value)});
    return Json::array({value.data.index(), toJson(value)});
}

} // namespace

Status addLeftovers(const Json& config, Metadata& metadata)
{
    const auto kept = config.find("headroom");
    if (kept == config.end() || !kept->is_object())
        return {};
    constexpr std::array kFields{FieldRule{"set", FieldRule::Object | FieldRule::Missing},
                                 FieldRule{"erase", FieldRule::List | FieldRule::Missing}};
    HEADROOM_TRY(checkFields(*kept, kFields, "config.json, \"headroom\""));
    const Json set = kept->value("set", Json::object());
    for (const auto& [key, json] : set.items()) {
        auto value = fromJson(json);
        if (!value || key.empty())
            return fail(ErrorCode::Corrupt, fmt::format("config.json, \"headroom\", \"{}\"", printable(key)),
                        "is not [type, value]");
        if (const std::string_view why = mistyped(key, *value); !why.empty())
            return fail(ErrorCode::Corrupt, fmt::format("config.json, \"headroom\", \"{}\"", printable(key)),
                        std::string(why));
        metadata.set(key, std::move(*value));
    }
    const Json erase = kept->value("erase", Json::array());
    for (const Json& key : erase)
        if (key.is_string())
            metadata.erase(key.get<std::string>());
    return {};
}

Json leftovers(const Metadata& wanted, const Metadata& derived)
{
    Json set = Json::object(), erase = Json::array();
    for (const auto& [key, value] : wanted.entries()) {
        const Value* have = derived.find(key);
        if (!key.starts_with(kTokenizer) && !(have && *have == value))
            set[key] = typedJson(value);
    }
    for (const auto& [key, value] : derived.entries())
        if (!key.starts_with(kTokenizer) && !wanted.find(key))
            erase.push_back(key);
    return {{"set", std::move(set)}, {"erase", std::move(erase)}};
}

} // namespace headroom::model::hf
