// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the two 8-bit float formats of checkpoints (OCP OFP8 specification, Micikevicius et al. 2022), decoded.
// E4M3FN: sign 1, exponent 4 (bias 7), mantissa 3; no infinity, 0x7F and 0xFF are NaN; largest 448, smallest 2^-9.
// E5M2: sign 1, exponent 5 (bias 15), mantissa 2: the upper byte of a binary16. E8M0: the scale 2^(e - 127), 255 is
// NaN. Every value is exact in bfloat16 and float. Worked: 0x38 (E4M3) = 2^(7-7) × 1.0 = 1; 0x3C (E5M2) = 1.
#pragma once

#include "core/tensor/half.h"

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

} // namespace headroom::tensor
