// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/shapekeys.h"

#include "core/model/ggufcursor.h"
#include "core/model/hf/family.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::model {

namespace {

std::optional<std::uint64_t> asUnsigned(const Value& value)
{
    if (const bool* flag = std::get_if<bool>(&value.data))
        return *flag ? 1 : 0;
    Metadata one;
    one.set("value", value);
    return one.unsignedInteger("value");
}

} // namespace

std::optional<std::uint64_t> ShapeKeys::checked(std::string_view name, const Value& value, std::uint64_t limit)
{
    const auto number = std::holds_alternative<bool>(value.data) ? std::nullopt : asUnsigned(value);
    if (number && *number <= limit)
        return number;
    fail(name,
         number ? fmt::format("{} is beyond any model (limit {})", *number, limit)
                : std::string("is not a whole number"));
    return std::nullopt;
}

bool ShapeKeys::enough(std::string_view name, std::size_t items, std::uint32_t layers)
{
    if (items < layers)
        fail(name, fmt::format("has {} values for {} layers", items, layers));
    return items >= layers;
}

std::uint32_t ShapeKeys::integer(std::string_view name, std::uint32_t absent, std::uint64_t limit)
{
    const Value* value = find(name);
    if (!value)
        return absent;
    const auto* array = std::get_if<Array>(&value->data);
    if (!array)
        return static_cast<std::uint32_t>(checked(name, *value, limit).value_or(absent));
    if (array->items.empty())
        fail(name, "is empty");
    std::uint64_t largest = 0;
    for (const Value& item : array->items)
        largest = std::max(largest, checked(name, item, limit).value_or(0));
    return static_cast<std::uint32_t>(largest);
}

std::vector<std::uint32_t> ShapeKeys::perLayer(std::string_view name, std::uint32_t layers, std::uint32_t absent,
                                               std::uint64_t limit)
{
    const Value* value = find(name);
    const auto* array = value ? std::get_if<Array>(&value->data) : nullptr;
    std::vector<std::uint32_t> out(layers, array ? 0 : integer(name, absent, limit));
    if (!array || !enough(name, array->items.size(), layers))
        return out;
    for (std::uint32_t i = 0; i < layers; ++i)
        out[i] = static_cast<std::uint32_t>(checked(name, array->items[i], limit).value_or(0));
    return out;
}

std::vector<bool> ShapeKeys::flags(std::string_view name, std::uint32_t layers)
{
    const Value* value = find(name);
    const auto* array = value ? std::get_if<Array>(&value->data) : nullptr;
    if (!array || !enough(name, array->items.size(), layers))
        return {};
    std::vector<bool> out(layers);
    for (std::uint32_t i = 0; i < layers; ++i) {
        const auto number = asUnsigned(array->items[i]);
        if (!number)
            fail(name, "is neither true nor false");
        out[i] = number.value_or(0) != 0;
    }
    return out;
}

void ShapeKeys::nonZero(std::string_view name)
{
    if (integer(name, 1, UINT32_MAX) == 0)
        fail(name, "is zero");
}

float ShapeKeys::positive(std::string_view name, float absent)
{
    if (!has(name))
        return absent;
    const auto value = m_metadata.number(m_prefix + std::string(name));
    if (value && std::isfinite(static_cast<float>(*value)) && static_cast<float>(*value) > 0)
        return static_cast<float>(*value);
    fail(name, "is not a positive number");
    return absent;
}

float ShapeKeys::finite(std::string_view name, float absent)
{
    const auto value = has(name) ? m_metadata.number(m_prefix + std::string(name)) : std::nullopt;
    if (has(name) && !(value && std::isfinite(static_cast<float>(*value))))
        fail(name, "is not a finite 32-bit number");
    return value ? static_cast<float>(*value) : absent;
}

std::string ShapeKeys::text(std::string_view name)
{
    const Value* value = find(name);
    if (value && !std::holds_alternative<std::string>(value->data))
        fail(name, "is not a text");
    return std::string(m_metadata.text(m_prefix + std::string(name)).value_or(""));
}

bool ShapeKeys::unlessFalse(std::string_view name)
{
    const Value* value = find(name);
    const auto number = value ? asUnsigned(*value) : std::optional<std::uint64_t>(1);
    if (!number)
        fail(name, "is neither true nor false");
    return number.value_or(1) != 0;
}

void ShapeKeys::fail(std::string_view name, std::string detail)
{
    if (m_error)
        return;
    const auto stored = m_folder ? hf::storedKey(m_prefix.substr(0, m_prefix.size() - 1), name) : std::string_view();
    m_error = Error{ErrorCode::Corrupt,
                    stored.empty() ? fmt::format("{}, key \"{}{}\"", m_where, printable(m_prefix), name)
                                   : fmt::format("{}, config.json, \"{}\"", m_where, stored),
                    std::move(detail)};
}

} // namespace headroom::model
