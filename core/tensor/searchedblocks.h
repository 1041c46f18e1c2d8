// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the simple formats of 32 weights share how they find scale and levels, by extremes where every weight counts the
// same, by search with importance: kLanes blocks at a time, so that each lane of lanesearch.h has one. The last group
// of a row is filled up with zeros.
#pragma once

#include "core/tensor/blocks.h"
#include "core/tensor/half.h"
#include "core/tensor/lanesearch.h"
#include "core/tensor/plainblocks.h"

namespace headroom::tensor {

inline bool hasImportance(std::span<const float> row, std::span<const float> importance)
{
    return !importance.empty() && importance.size() >= row.size();
}

/// Calls search(x, weights, levels, blocks) for each kLanes blocks; weights are importance · sqrt(mean row x² + x²).
template <class Block, class Search>
void encodeSearched(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out,
                    Search search)
{
    const float sigma2 = sumOfSquares(row.data(), row.size()) / static_cast<float>(row.size());
    const std::size_t count = std::min(out.size() / sizeof(Block), row.size() / 32);
    for (std::size_t first = 0; first < count; first += kLanes) {
        const std::size_t blocksHere = std::min<std::size_t>(kLanes, count - first);
        float x[32 * kLanes] = {};
        float weights[32 * kLanes] = {};
        std::uint8_t levels[32 * kLanes];
        Block blocks[kLanes] = {};
        std::copy_n(row.data() + 32 * first, 32 * blocksHere, x);
        searchWeights(x, importance.data() + 32 * first, sigma2, static_cast<int>(32 * blocksHere), weights);
        search(x, weights, levels, blocks);
        std::memcpy(out.data() + first * sizeof(Block), blocks, blocksHere * sizeof(Block));
    }
}

/// y = d · (n - middle). pack(levels of a block, block) stores n.
template <class Block, class Pack>
void encodeSigned(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out, int middle,
                  Pack pack)
{
    const auto store = [&](float scale, const std::uint8_t* levels, Block& block) {
        block.d = floatToHalf(scale);
        pack(levels, block);
    };
    if (hasImportance(row, importance))
        return encodeSearched<Block>(row, importance, out,
                                     [&](const float* x, const float* weights, std::uint8_t* levels, Block* blocks) {
                                         float scales[kLanes];
                                         signedSearches(32, middle, x, weights, scales, levels);
                                         for (int b = 0; b < kLanes; ++b)
                                             store(scales[b], levels + 32 * b, blocks[b]);
                                     });
    float scales[kPlainBlocks];
    encodePlainBlocks<Block>(
        row, out,
        [&](const float* x, std::size_t blocks, std::uint8_t* levels) {
            signedPlain(x, blocks, middle, scales, levels);
        },
        [&](std::size_t b, const std::uint8_t* levels, Block& block) { store(scales[b], levels, block); });
}

/// y = d · n + m, n at most `most`; `cap`: see affinePlain(). pack as above.
template <class Block, class Pack>
void encodeAffine(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out, int most,
                  int cap, Pack pack)
{
    const auto store = [&](float scale, float minimum, const std::uint8_t* levels, Block& block) {
        block.d = floatToHalf(scale);
        block.m = floatToHalf(minimum);
        pack(levels, block);
    };
    if (hasImportance(row, importance))
        return encodeSearched<Block>(row, importance, out,
                                     [&](const float* x, const float* weights, std::uint8_t* levels, Block* blocks) {
                                         Affine best[kLanes];
                                         affineSearches(32, most, x, weights, kWeightedGrid, best, levels);
                                         for (int b = 0; b < kLanes; ++b)
                                             store(best[b].scale, -best[b].minimum, levels + 32 * b, blocks[b]);
                                     });
    float minima[kPlainBlocks], scales[kPlainBlocks];
    encodePlainBlocks<Block>(
        row, out,
        [&](const float* x, std::size_t blocks, std::uint8_t* levels) {
            affinePlain(x, blocks, most, cap, minima, scales, levels);
        },
        [&](std::size_t b, const std::uint8_t* levels, Block& block) { store(scales[b], minima[b], levels, block); });
}

} // namespace headroom::tensor
