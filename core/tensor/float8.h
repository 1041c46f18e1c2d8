// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the two 8-bit float formats of checkpoints (OCP OFP8 specification, Micikevicius et al. 2022), both ways.
// E4M3FN: sign 1, exponent 4 (bias 7), mantissa 3; no infinity, 0x7F and 0xFF are NaN; largest 448, smallest 2^-9.
// E5M2: sign 1, exponent 5 (bias 15), mantissa 2: the upper byte of a binary16. E8M0: the scale 2^(e - 127), 255 is
// NaN. Every value is exact in bfloat16 and float. Worked: 0x38 (E4M3) = 2^(7-7) × 1.0 = 1; 0x3C (E5M2) = 1.
#pragma once

#include "core/tensor/half.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::tensor {

inline float e4m3ToFloat(std::uint8_t code)
{
    const std::uint32_t exponent = code >> 3U & 15U;
    const std::uint32_t mantissa = code & 7U;
    float value = 0;
    if (exponent == 0)
        value = static_cast<float>(mantissa) * 0x1p-9F;
    else if (exponent == 15 && mantissa == 7)
        value = std::numeric_limits<float>::quiet_NaN();
    else
        value = std::bit_cast<float>((exponent + 120U) << 23U | mantissa << 20U);
    return code & 0x80U ? -value : value;
}

inline float e5m2ToFloat(std::uint8_t code)
{
    return halfToFloat(static_cast<std::uint16_t>(code << 8U));
}

inline float e8m0ToFloat(std::uint8_t code)
{
    return code == 255 ? std::numeric_limits<float>::quiet_NaN() : std::ldexp(1.0F, int{code} - 127);
}

/// To nearest, ties to even; beyond the largest value, the largest. Not-a-number keeps its sign.
inline std::uint8_t floatToE4m3(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = bits >> 24U & 0x80U;
    const float magnitude = std::fabs(value);
    std::uint32_t code = 0x7F;
    if (magnitude >= 448)
        code = 0x7E;
    else if (magnitude < 0x1p-6F) // adding 1.5 · 2^14 leaves multiples of 2^-9; 8 of them are the smallest normal
        code = static_cast<std::uint32_t>(((magnitude + 0x1.8p14F) - 0x1.8p14F) * 0x1p9F);
    else if (magnitude < 448)
        code = ((bits & 0x7FFFFFFFU) + 0x7FFFFU + (bits >> 20U & 1U) - (120U << 23U)) >> 20U;
    return static_cast<std::uint8_t>(sign | code);
}

/// The same with 57344 as the largest value.
inline std::uint8_t floatToE5m2(float value)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t sign = bits >> 24U & 0x80U;
    const float magnitude = std::fabs(value);
    std::uint32_t code = 0x7F;
    if (magnitude >= 57344)
        code = 0x7B;
    else if (magnitude < 0x1p-14F)
        code = static_cast<std::uint32_t>(((magnitude + 0x1.8p7F) - 0x1.8p7F) * 0x1p16F);
    else if (magnitude < 57344)
        code = ((bits & 0x7FFFFFFFU) + 0xFFFFFU + (bits >> 21U & 1U) - (112U << 23U)) >> 21U;
    return static_cast<std::uint8_t>(sign | code);
}

/// The power of two that is stored for a block whose largest magnitude is this. Floor: 2^⌊log2⌋ / 4, the OCP rule,
/// which clips up to a quarter of an octave above 6; Ceiling: the smallest with which 6 reaches it.
enum class PowerRule { Floor, Ceiling };
inline std::uint8_t e8m0Scale(float largest, PowerRule rule)
{
    if (!(largest > 0))
        return 0;
    int exponent = 0;
    const float fraction = std::frexp(largest, &exponent); // [0.5, 1)
    // Floor: exponent − 1 − 2. Ceiling: largest / 6 = fraction / 0.75 · 2^(exponent − 3).
    const int power = rule == PowerRule::Floor ? exponent - 3 : fraction > 0.75F ? exponent - 2 : exponent - 3;
    return static_cast<std::uint8_t>(std::clamp(power + 127, 0, 254));
}

} // namespace headroom::tensor
