// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: Q4_K and Q5_K share their super-block: 256 weights in 8 sub-blocks of 32, each with a 6-bit scale and a 6-bit
// minimum packed into 12 bytes.
//   sub-block b < 4: scale = s[b] & 63, minimum = s[b+4] & 63
//   b >= 4: scale = (s[b+4] & 15) | (s[b-4] >> 6) << 4, minimum = (s[b+4] >> 4) | (s[b] >> 6) << 4
#pragma once

#include "core/tensor/search.h"

#include <cstdint>

namespace headroom::tensor {

struct ScalePair {
    int scale;
    int minimum;
};

inline ScalePair scalePair(const std::uint8_t* packed, int b)
{
    if (b < 4)
        return {packed[b] & 63, packed[b + 4] & 63};
    return {(packed[b + 4] & 15) | ((packed[b - 4] >> 6) << 4), (packed[b + 4] >> 4) | ((packed[b] >> 6) << 4)};
}

struct SuperBlock {
    std::uint16_t d; ///< f16: times a 6-bit scale
    std::uint16_t dmin; ///< f16: times a 6-bit minimum
    std::uint8_t scales[12];
};

/// Searches scales and minima of 256 values for levels 0 … nmax. importance null: the plain search.
SuperBlock encodeSuperBlock(const float* x, const float* importance, int nmax, const AffineGrid& plainGrid,
                            std::uint8_t* levels);

} // namespace headroom::tensor
