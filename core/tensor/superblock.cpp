// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/tensor/superblock.h"

#include "core/tensor/blocks.h"
#include "core/tensor/half.h"
#include "core/tensor/lanesearch.h"

#include <numeric>

namespace headroom::tensor {

namespace {

struct Fit { ///< one scale and minimum per sub-block
    float scales[8];
    float minima[8];
    float weights[8]; ///< sum of each sub-block's weights
};

/// Weights |x| + sqrt(mean x² of the sub-block).
void plainWeights(const float* x, float* weights)
{
    const float average = std::sqrt(sumOfSquares(x, 32) / 32);
    for (int l = 0; l < 32; ++l)
        weights[l] = average + std::fabs(x[l]);
}

Fit fitSubBlocks(const float* x, const float* importance, int nmax, const AffineGrid& grid, std::uint8_t* levels)
{
    Fit fit;
    const float sigma2 = importance ? 2 * sumOfSquares(x, 256) / 256 : 0.0F;
    float weights[256];
    if (importance)
        searchWeights(x, importance, sigma2, 256, weights);
    else
        for (int b = 0; b < 8; ++b)
            plainWeights(x + 32 * b, weights + 32 * b);
    Affine best[8];
    affineSearchEight(32, nmax, x, weights, grid, best, levels);
    for (int b = 0; b < 8; ++b) {
        fit.scales[b] = best[b].scale;
        fit.minima[b] = best[b].minimum;
        fit.weights[b] = std::accumulate(weights + 32 * b, weights + 32 * b + 32, 0.0F);
    }
    return fit;
}

/// Six-bit multiples of largest / 63; returns largest / 63.
float plainSixBits(const float* values, std::uint8_t* levels)
{
    const float largest = std::max(0.0F, rangeOf(values, 8).largest);
    const float inverse = largest > 0 ? 63.0F / largest : 0.0F;
    for (int b = 0; b < 8; ++b)
        levels[b] = std::min<std::uint8_t>(63, static_cast<std::uint8_t>(nearestInt(inverse * values[b])));
    return largest / 63.0F;
}

void packScales(const std::uint8_t* scales, const std::uint8_t* minima, std::uint8_t* packed)
{
    for (int b = 0; b < 4; ++b) {
        packed[b] = static_cast<std::uint8_t>((scales[b] & 63) | ((scales[b + 4] >> 4) << 6));
        packed[b + 4] = static_cast<std::uint8_t>((minima[b] & 63) | ((minima[b + 4] >> 4) << 6));
        packed[b + 8] = static_cast<std::uint8_t>((scales[b + 4] & 15) | ((minima[b + 4] & 15) << 4));
    }
}

/// Levels once more, against the scales as they are stored; a zero scale keeps the search's levels.
void requantize(const float* x, const SuperBlock& block, int nmax, std::uint8_t* levels)
{
    for (int b = 0; b < 8; ++b) {
        const auto [scale, minimum] = scalePair(block.scales, b);
        const float d = halfToFloat(block.d) * static_cast<float>(scale);
        const float m = halfToFloat(block.dmin) * static_cast<float>(minimum);
        if (d == 0)
            continue;
        for (int e = 32 * b; e < 32 * b + 32; ++e)
            levels[e] = static_cast<std::uint8_t>(std::clamp(nearestInt((x[e] + m) / d), 0, nmax));
    }
}

} // namespace

SuperBlock encodeSuperBlock(const float* x, const float* importance, int nmax, const AffineGrid& plainGrid,
                            std::uint8_t* levels)
{
    const Fit fit = fitSubBlocks(x, importance, nmax, importance ? kWeightedGrid : plainGrid, levels);
    std::uint8_t scales[8];
    std::uint8_t minima[8];
    SuperBlock block{};
    if (importance) {
        block.d = floatToHalf(positiveSearch(8, 63, fit.scales, fit.weights, scales));
        block.dmin = floatToHalf(positiveSearch(8, 63, fit.minima, fit.weights, minima));
    } else {
        block.d = floatToHalf(plainSixBits(fit.scales, scales));
        block.dmin = floatToHalf(plainSixBits(fit.minima, minima));
    }
    packScales(scales, minima, block.scales);
    requantize(x, block, nmax, levels);
    return block;
}

} // namespace headroom::tensor
