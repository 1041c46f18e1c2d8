// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/modelfile.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace headroom::model {

namespace {

template <class T> constexpr bool kIsInteger = std::is_integral_v<T> && !std::is_same_v<T, bool>;

} // namespace

const Value* Metadata::find(std::string_view key) const
{
    const auto found
        = std::find_if(m_entries.begin(), m_entries.end(), [key](const auto& entry) { return entry.first == key; });
    return found == m_entries.end() ? nullptr : &found->second;
}

void Metadata::set(std::string key, Value value)
{
    for (auto& entry : m_entries)
        if (entry.first == key) {
            entry.second = std::move(value);
            return;
        }
    m_entries.emplace_back(std::move(key), std::move(value));
}

void Metadata::erase(std::string_view key)
{
    std::erase_if(m_entries, [key](const auto& entry) { return entry.first == key; });
}

std::optional<std::uint64_t> Metadata::unsignedInteger(std::string_view key) const
{
    const Value* value = find(key);
    if (!value)
        return std::nullopt;
    return std::visit(
        [](const auto& held) -> std::optional<std::uint64_t> {
            using T = std::decay_t<decltype(held)>;
            if constexpr (kIsInteger<T>)
                if (held >= T{0})
                    return static_cast<std::uint64_t>(held);
            return std::nullopt;
        },
        value->data);
}

std::optional<double> Metadata::number(std::string_view key) const
{
    const Value* value = find(key);
    if (!value)
        return std::nullopt;
    return std::visit(
        [](const auto& held) -> std::optional<double> {
            using T = std::decay_t<decltype(held)>;
            if constexpr (kIsInteger<T> || std::is_floating_point_v<T>)
                return static_cast<double>(held);
            return std::nullopt;
        },
        value->data);
}

std::optional<bool> Metadata::boolean(std::string_view key) const
{
    const Value* value = find(key);
    const bool* held = value ? std::get_if<bool>(&value->data) : nullptr;
    return held ? std::optional(*held) : std::nullopt;
}

std::optional<std::string_view> Metadata::text(std::string_view key) const
{
    const Value* value = find(key);
    const auto* held = value ? std::get_if<std::string>(&value->data) : nullptr;
    return held ? std::optional<std::string_view>(*held) : std::nullopt;
}

const Array* Metadata::array(std::string_view key) const
{
    const Value* value = find(key);
    return value ? std::get_if<Array>(&value->data) : nullptr;
}

} // namespace headroom::model
