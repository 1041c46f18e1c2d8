// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the IQ formats store not weights but numbers of points: vectors of four or eight magnitudes out of a fixed list,
// the grid. Which vectors a grid has is a fact of the format (llama.cpp, ggml-common.h); their order is that of the
// number which their digits spell, first digit lowest. iqgrids.cpp keeps one bit per possible vector.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace headroom::tensor {

using Octet = std::array<std::uint8_t, 8>;
using Quartet = std::array<std::uint8_t, 4>;

extern const std::array<Octet, 256> kIq2xxsGrid; ///< magnitudes 8, 25, 43: digit = magnitude >> 4
extern const std::array<Octet, 512> kIq2xsGrid;
extern const std::array<Octet, 1024> kIq2sGrid;
extern const std::array<Octet, 2048> kIq1Grid; ///< digits 0, 1, 2 stand for -1, 0, 1
extern const std::array<Quartet, 256> kIq3xxsGrid; ///< magnitudes 4, 12, 20 … 52, 62: digit = magnitude >> 3
extern const std::array<Quartet, 512> kIq3sGrid; ///< magnitudes 1, 3 … 15: digit = magnitude >> 1

/// Eight signs out of seven bits: the eighth makes the number of minuses even.
inline unsigned evenSigns(unsigned sevenBits)
{
    unsigned parity = sevenBits ^ (sevenBits >> 4);
    parity ^= parity >> 2;
    parity ^= parity >> 1;
    return sevenBits | ((parity & 1U) << 7);
}

/// y = scale · magnitude, negative where the bit of signs is set.
template <std::size_t N>
void decodePoint(float scale, const std::array<std::uint8_t, N>& point, unsigned signs, float* y)
{
    for (std::size_t j = 0; j < N; ++j) {
        const float value = scale * static_cast<float>(point[j]);
        y[j] = (signs >> j & 1U) != 0 ? -value : value;
    }
}

} // namespace headroom::tensor
