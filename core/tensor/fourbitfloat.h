// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: MXFP4 and NVFP4 share the float of four bits (OCP MX specification 1.0, E2M1): sign, 2 bits exponent, 1 bit
// mantissa, values 0, 0.5, 1, 1.5, 2, 3, 4, 6. llama.cpp keeps them doubled, so scales here are halved.
// Its rounding takes the first of equally near values in order of code, so ties go to the smaller magnitude.
#pragma once

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace headroom::tensor {

inline constexpr std::array<std::int8_t, 16> kFourBitFloat{0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

/// 2^(e - 128): half the scale of MXFP4, because the table of values is doubled.
inline float mxfp4Scale(std::uint8_t e)
{
    return std::bit_cast<float>(e < 2 ? 0x00200000U << e : static_cast<std::uint32_t>(e - 1) << 23);
}

/// Code nearest to x / scale, scale >= 0; a zero has no sign.
inline unsigned fourBitCode(float x, float scale)
{
    const float magnitude = std::fabs(x);
    float bestError = magnitude;
    unsigned best = 0;
    for (unsigned code = 1; code < 8; ++code) {
        const float error = std::fabs(static_cast<float>(kFourBitFloat[code]) * scale - magnitude);
        best = error < bestError ? code : best;
        bestError = error < bestError ? error : bestError;
    }
    return best == 0 || !(x < 0) ? best : best | 8U;
}

} // namespace headroom::tensor
