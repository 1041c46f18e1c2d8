// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: Q4_K and Q5_K share their super-block: 256 weights in 8 sub-blocks of 32, each with a 6-bit scale and a 6-bit
// minimum packed into 12 bytes.
//   sub-block b < 4: scale = s[b] & 63, minimum = s[b+4] & 63
//   b >= 4: scale = (s[b+4] & 15) | (s[b-4] >> 6) << 4, minimum = (s[b+4] >> 4) | (s[b] >> 6) << 4
#pragma once

#include "core/tensor/search.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

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

inline constexpr std::size_t kSuperBlocks = 2; ///< searched at a time: a vector lane for each of their sub-blocks

/// Searches scales and minima of kSuperBlocks · 256 values for levels 0 … nmax. importance null: the plain search.
void encodeSuperBlocks(const float* x, const float* importance, int nmax, const AffineGrid& plainGrid,
                       SuperBlock* blocks, std::uint8_t* levels);

/// A row of blocks that begin with a SuperBlock as `head`; pack(levels, block) does the rest. The last group is filled
/// up with zeros.
template <class Block, class Pack>
void encodeSuperBlockRow(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out,
                         int nmax, const AffineGrid& plainGrid, Pack pack)
{
    const std::size_t count = std::min(out.size() / sizeof(Block), row.size() / 256);
    const bool weighted = importance.size() >= row.size() && !importance.empty();
    for (std::size_t first = 0; first < count; first += kSuperBlocks) {
        const std::size_t here = std::min(kSuperBlocks, count - first);
        float x[256 * kSuperBlocks] = {};
        float weights[256 * kSuperBlocks] = {};
        std::uint8_t levels[256 * kSuperBlocks];
        SuperBlock heads[kSuperBlocks];
        std::copy_n(row.data() + 256 * first, 256 * here, x);
        if (weighted)
            std::copy_n(importance.data() + 256 * first, 256 * here, weights);
        encodeSuperBlocks(x, weighted ? weights : nullptr, nmax, plainGrid, heads, levels);
        for (std::size_t b = 0; b < here; ++b) {
            Block block{};
            block.head = heads[b];
            pack(levels + 256 * b, block);
            std::memcpy(out.data() + (first + b) * sizeof(Block), &block, sizeof(Block));
        }
    }
}

} // namespace headroom::tensor
