// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: Q5_0 and Q5_1 split their 32 five-bit numbers the same way: bit 4 of number e is bit e of a 32-bit word,
// the low four bits are nibbles (low half of the block in the low nibbles).
#pragma once

#include <cstdint>
#include <cstring>

namespace headroom::tensor {

inline void packFiveBits(const std::uint8_t* levels, std::uint8_t* high, std::uint8_t* nibbles)
{
    std::uint32_t bits = 0;
    for (unsigned e = 0; e < 32; ++e)
        bits |= ((levels[e] >> 4) & 1U) << e;
    std::memcpy(high, &bits, sizeof bits);
    for (int j = 0; j < 16; ++j)
        nibbles[j] = static_cast<std::uint8_t>((levels[j] & 15) | ((levels[j + 16] & 15) << 4));
}

/// Fills 32 numbers of 0 … 31.
inline void unpackFiveBits(const std::uint8_t* high, const std::uint8_t* nibbles, int* levels)
{
    std::uint32_t bits = 0;
    std::memcpy(&bits, high, sizeof bits);
    for (unsigned j = 0; j < 16; ++j) {
        levels[j] = static_cast<int>((nibbles[j] & 15U) | (((bits >> j) & 1U) << 4));
        levels[j + 16] = static_cast<int>((nibbles[j] >> 4) | (((bits >> (j + 16)) & 1U) << 4));
    }
}

} // namespace headroom::tensor
