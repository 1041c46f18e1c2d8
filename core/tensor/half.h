// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the two 16-bit float formats, converted bit-exactly and without branches, so that rows vectorize and
// no processor feature or compiler flag changes a byte.
// binary16: sign 1, exponent 5 (bias 15), mantissa 10; range ±65504, smallest subnormal 2^-24. IEEE 754-2008 §3.6.
// bfloat16: the upper half of a binary32. Both round to nearest, ties to even. Worked: 1/3 -> 0x3555 -> 0.33325195.
#pragma once

#include <bit>
#include <cstdint>

namespace headroom::tensor {

/// All ones where the condition holds: choosing by mask keeps loops free of branches.
inline std::uint32_t maskOf(bool condition)
{
    return 0U - static_cast<std::uint32_t>(condition);
}
inline std::uint32_t choose(std::uint32_t mask, std::uint32_t yes, std::uint32_t no)
{
    return (yes & mask) | (no & ~mask);
}

inline float halfToFloat(std::uint16_t half)
{
    constexpr std::uint32_t kRebias = 112U << 23; // 127 - 15
    const std::uint32_t magnitude = half & 0x7FFFU;
    const std::uint32_t sign = (half & 0x8000U) << 16;
    const std::uint32_t normal = (magnitude << 13) + kRebias + (kRebias & maskOf(magnitude >= 0x7C00U));
    const float subnormal = static_cast<float>(static_cast<std::int32_t>(magnitude)) * 0x1p-24F;
    return std::bit_cast<float>(sign
                                | choose(maskOf(magnitude < 0x0400U), std::bit_cast<std::uint32_t>(subnormal), normal));
}

/// Not-a-number becomes 0x7E00 with its sign; 65520 and beyond become infinity.
inline std::uint16_t floatToHalf(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t magnitude = bits & 0x7FFFFFFFU;
    const std::uint32_t sign = (bits >> 16) & 0x8000U;
    const std::uint32_t normal = (magnitude + 0xFFFU + ((magnitude >> 13) & 1U) - (112U << 23)) >> 13;
    // Adding 0.5 puts the last half bit at 2^-24: the addition itself rounds to nearest even.
    const std::uint32_t subnormal = std::bit_cast<std::uint32_t>(std::bit_cast<float>(magnitude) + 0.5F) - 0x3F000000U;
    std::uint32_t half = choose(maskOf(magnitude < 0x38800000U), subnormal, normal);
    half = choose(maskOf(magnitude >= 0x477FF000U), 0x7C00U, half);
    half = choose(maskOf(magnitude > 0x7F800000U), 0x7E00U, half);
    return static_cast<std::uint16_t>(sign | half);
}

inline float bfloatToFloat(std::uint16_t bfloat)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bfloat) << 16);
}

/// Not-a-number keeps its sign and upper payload and becomes quiet.
inline std::uint16_t floatToBfloat(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t rounded = (bits + 0x7FFFU + ((bits >> 16) & 1U)) >> 16;
    const std::uint32_t quiet = (bits >> 16) | 0x40U;
    return static_cast<std::uint16_t>(choose(maskOf((bits & 0x7FFFFFFFU) > 0x7F800000U), quiet, rounded));
}

} // namespace headroom::tensor
