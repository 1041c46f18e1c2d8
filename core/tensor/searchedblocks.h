// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the simple formats of 32 weights share how they search with importance: kLanes blocks at a time, so that
// each lane of lanesearch.h has one. The last group of a row is filled up with zeros.
#pragma once

#include "core/tensor/blocks.h"
#include "core/tensor/lanesearch.h"

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

} // namespace headroom::tensor
