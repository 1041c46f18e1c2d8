// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/settings.h"

#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace headroom::infer {

namespace {

std::optional<double> asNumber(const model::Value& value)
{
    if (const bool* flag = std::get_if<bool>(&value.data))
        return *flag ? 1.0 : 0.0;
    model::Metadata one;
    one.set("value", value);
    return one.number("value");
}

} // namespace

std::string KeyReader::whole(std::string_view name) const
{
    return (name.starts_with("xielu.") ? std::string() : m_prefix) + std::string(name); // which stand by themselves
}

const model::Value* KeyReader::find(std::string_view name) const
{
    return ofFolder() || m_family.heeds(name) ? m_file.metadata().find(whole(name)) : nullptr;
}

bool KeyReader::has(std::string_view name) const
{
    return find(name) != nullptr;
}

bool KeyReader::isArray(std::string_view name) const
{
    return m_file.metadata().array(m_prefix + std::string(name)) != nullptr;
}

std::optional<double> KeyReader::number(std::string_view name, std::size_t layer)
{
    const model::Value* value = find(name);
    if (!value)
        return std::nullopt;
    if (const auto* array = std::get_if<model::Array>(&value->data)) {
        if (layer >= array->items.size()) {
            fail(ErrorCode::Corrupt, name,
                 fmt::format("has {} values, layer {} needs one", array->items.size(), layer));
            return std::nullopt;
        }
        value = &array->items[layer];
    }
    const auto found = asNumber(*value);
    if (!found || !std::isfinite(static_cast<float>(*found))) { // as it is computed with
        fail(ErrorCode::Corrupt, name, "is not a finite 32-bit number");
        return std::nullopt;
    }
    return found;
}

std::uint32_t KeyReader::integer(std::string_view name, std::uint32_t absent, std::size_t layer)
{
    const auto found = number(name, layer);
    if (!found)
        return absent;
    if (*found < 0 || *found > double(std::numeric_limits<std::uint32_t>::max()) || *found != std::floor(*found)) {
        fail(ErrorCode::Corrupt, name, "is not a whole number");
        return absent;
    }
    return static_cast<std::uint32_t>(*found);
}

bool KeyReader::boolean(std::string_view name, bool absent)
{
    const auto found = number(name, std::size_t{0});
    return found ? *found != 0 : absent;
}

std::string KeyReader::text(std::string_view name)
{
    const model::Value* value = m_file.metadata().find(m_prefix + std::string(name));
    if (value && !std::holds_alternative<std::string>(value->data))
        fail(ErrorCode::Corrupt, name, "is not a text");
    return std::string(m_file.metadata().text(m_prefix + std::string(name)).value_or(""));
}

std::string KeyReader::where(std::string_view name) const
{
    return fmt::format("{}, key \"{}\"", m_file.path().string(), whole(name));
}

void KeyReader::fail(ErrorCode code, std::string_view name, std::string detail)
{
    if (m_status)
        m_status = headroom::fail(code, where(name), std::move(detail));
}

} // namespace headroom::infer
