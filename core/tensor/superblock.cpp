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

void fitSubBlocks(const float* x, const float* importance, int nmax, const AffineGrid& grid, Fit* fits,
                  std::uint8_t* levels)
{
    constexpr int kValues = 256 * int{kSuperBlocks};
    static_assert(kValues == 32 * kLanes);
    float weights[kValues];
    for (int e = 0; e < kValues; e += 256)
        if (importance)
            searchWeights(x + e, importance + e, 2 * sumOfSquares(x + e, 256) / 256, 256, weights + e);
    for (int e = 0; e < kValues && !importance; e += 32)
        plainWeights(x + e, weights + e);
    Affine best[kLanes];
    affineSearches(32, nmax, x, weights, grid, best, levels);
    for (int b = 0; b < kLanes; ++b) {
        Fit& fit = fits[b / 8];
        fit.scales[b % 8] = best[b].scale;
        fit.minima[b % 8] = best[b].minimum;
        fit.weights[b % 8] = std::accumulate(weights + 32 * b, weights + 32 * b + 32, 0.0F);
    }
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

/// Levels once more, against the scales as they are stored.
void requantize(const float* x, const SuperBlock& block, int nmax, std::uint8_t* levels)
{
    float scales[8];
    float minima[8];
    for (int b = 0; b < 8; ++b) {
        const auto [scale, minimum] = scalePair(block.scales, b);
        scales[b] = halfToFloat(block.d) * static_cast<float>(scale);
        minima[b] = halfToFloat(block.dmin) * static_cast<float>(minimum);
    }
    levelsAgainst(32, 8, x, scales, minima, 0, nmax, levels);
}

SuperBlock encodeOne(const float* x, const Fit& fit, bool weighted, int nmax, std::uint8_t* levels)
{
    std::uint8_t scales[8];
    std::uint8_t minima[8];
    SuperBlock block{};
    if (weighted) {
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

} // namespace

void encodeSuperBlocks(const float* x, const float* importance, int nmax, const AffineGrid& plainGrid,
                       SuperBlock* blocks, std::uint8_t* levels)
{
    Fit fits[kSuperBlocks];
    fitSubBlocks(x, importance, nmax, importance ? kWeightedGrid : plainGrid, fits, levels);
    for (std::size_t s = 0; s < kSuperBlocks; ++s)
        blocks[s] = encodeOne(x + 256 * s, fits[s], importance != nullptr, nmax, levels + 256 * s);
}

} // namespace headroom::tensor
