// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/preset.h"

#include "core/quant/rules.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace headroom::quant {

using tensor::Type;

namespace {

constexpr std::array kPresets{
    Preset{"Q8_0", kQ8_0, Type::Q8_0, "8.5 bits: practically the original"},
    Preset{"Q6_K", kQ6_K, Type::Q6_K, "6.6 bits: hardly distinguishable from the original"},
    Preset{"Q5_1", kQ5_1, Type::Q5_1, "6.0 bits: older format, Q5_K_M is better and smaller"},
    Preset{"Q5_K_M", kQ5_K_M, Type::Q5_K, "5.7 bits: very small loss"},
    Preset{"Q5_K_S", kQ5_K_S, Type::Q5_K, "5.6 bits: small loss"},
    Preset{"Q5_0", kQ5_0, Type::Q5_0, "5.6 bits: older format, Q5_K_S is better at the same size"},
    Preset{"Q4_1", kQ4_1, Type::Q4_1, "5.1 bits: older format, Q4_K_M is better and smaller"},
    Preset{"Q4_K_M", kQ4_K_M, Type::Q4_K, "4.9 bits: the usual choice, small loss"},
    Preset{"Q4_K_S", kQ4_K_S, Type::Q4_K, "4.7 bits: slightly smaller than Q4_K_M, slightly more loss"},
    Preset{"Q4_0", kQ4_0, Type::Q4_0, "4.6 bits: older format, fast on simple hardware, more loss than Q4_K_S"},
    Preset{"Q3_K_L", kQ3_K_L, Type::Q3_K, "4.3 bits: noticeable loss"},
    Preset{"Q3_K_M", kQ3_K_M, Type::Q3_K, "4.0 bits: noticeable loss"},
    Preset{"Q3_K_S", kQ3_K_S, Type::Q3_K, "3.6 bits: large loss"},
    Preset{"Q2_K", kQ2_K, Type::Q2_K, "3.2 bits: very large loss, for models that fit no other way"},
};

} // namespace

std::span<const Preset> presets()
{
    return kPresets;
}

const Preset* findPreset(std::string_view name)
{
    const auto upper = [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); };
    const auto row = std::ranges::find_if(
        kPresets, [&](const Preset& preset) { return std::ranges::equal(preset.name, name, {}, {}, upper); });
    return row == kPresets.end() ? nullptr : &*row;
}

std::uint64_t totalBytes(std::span<const Assignment> assignments)
{
    std::uint64_t sum = 0;
    for (const auto& assignment : assignments)
        sum += assignment.bytes;
    return sum;
}

} // namespace headroom::quant
