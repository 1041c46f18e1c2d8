// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A unit holds the label in bits 0–7, "a value follows" in bit 8, and the offset to the children in bits 10–30, to be
// multiplied by 256 when bit 9 is set. The child for byte c lies at (position XOR offset) XOR c, and the value at
// (position XOR offset); units with bit 31 set hold values.
#include "core/model/tokenizer/charsmap.h"

#include <fmt/format.h>

namespace headroom::model {

namespace {

std::uint32_t offsetOf(std::uint32_t unit)
{
    return (unit >> 10U) << ((unit & (1U << 9U)) >> 6U);
}

} // namespace

Result<CharsMap> CharsMap::parse(std::string_view bytes, std::string where)
{
    CharsMap map;
    if (bytes.empty())
        return map;
    const auto number = [bytes](std::size_t at) {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < 4; ++i)
            value |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
        return value;
    };
    if (bytes.size() < 4 || number(0) % 4 != 0 || number(0) >= bytes.size() - 4 || bytes.back() != '\0')
        return fail(ErrorCode::Corrupt, std::move(where), "the sizes in the normalization table contradict each other");
    const std::size_t units = number(0) / 4;
    map.m_units.reserve(units);
    for (std::size_t i = 0; i < units; ++i)
        map.m_units.push_back(number(4 + 4 * i));
    map.m_replacements = bytes.substr(4 + 4 * units);
    return map;
}

std::optional<CharsMap::Replacement> CharsMap::find(std::string_view text, Prefer prefer) const
{
    std::optional<Replacement> best;
    if (m_units.empty())
        return best;
    std::size_t position = offsetOf(m_units[0]);
    for (std::size_t i = 0; i < text.size() && text[i] != '\0'; ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        position ^= byte;
        if (position >= m_units.size() || (m_units[position] & (1U << 31U | 0xffU)) != byte)
            break;
        const std::uint32_t unit = m_units[position];
        position ^= offsetOf(unit);
        if (!(unit & (1U << 8U)) || position >= m_units.size())
            continue;
        const std::size_t offset = m_units[position] & ~(1U << 31U);
        if (offset >= m_replacements.size())
            continue;
        best = Replacement{i + 1, m_replacements.c_str() + offset};
        if (prefer == Prefer::Shortest)
            break;
    }
    return best;
}

} // namespace headroom::model
