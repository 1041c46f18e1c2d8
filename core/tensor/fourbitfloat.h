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
#include <limits>

namespace headroom::tensor {

inline constexpr std::array<std::int8_t, 16> kFourBitFloat{0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};

/// 2^(e - 128): half the scale of MXFP4, because the table of values is doubled.
inline float mxfp4Scale(std::uint8_t e)
{
    return std::bit_cast<float>(e < 2 ? 0x00200000U << e : static_cast<std::uint32_t>(e - 1) << 23);
}

/// Codes nearest to x / scale of N values, scale >= 0; a zero has no sign. Scales have few bits (a power of two,
/// UE4M3), so the middles between two values are exact, and so is the comparison of distances that they stand for.
template <int N> void fourBitCodes(const float* x, float scale, std::uint8_t* codes)
{
    std::int32_t counts[N] = {};
    const float factor = scale > 0 ? scale : std::numeric_limits<float>::infinity(); // 0: all codes are 0
    for (const float middle : {0.5F, 1.5F, 2.5F, 3.5F, 5.0F, 7.0F, 10.0F}) {
        const float limit = middle * factor;
        for (int i = 0; i < N; ++i)
            counts[i] += std::fabs(x[i]) > limit ? 1 : 0;
    }
    for (int i = 0; i < N; ++i)
        codes[i] = static_cast<std::uint8_t>(counts[i] | (counts[i] > 0 && x[i] < 0 ? 8 : 0));
}

} // namespace headroom::tensor
