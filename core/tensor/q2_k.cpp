// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q2_K: 256 weights in 84 bytes, 2.625 bits each; 16 sub-blocks of 16.  y = d · scale · n - dmin · minimum
//   0  u8 scales[16]: scale in the low, minimum in the high nibble    16  u8 qs[64]    80  f16 d    82  f16 dmin
//      weight e, H = e / 128, j = e % 128 / 32, l = e % 32: (qs[32H + l] >> 2j) & 3
// Plain: affineSearch of absolute error, weights |x|, grid -0.5 … 1; d = largest scale / 15, dmin = largest minimum
// / 15. Source: ggml-common.h block_q2_K, ggml-quants.c. Worked: d = 0.01, scale 10, dmin = 0.02, minimum 5, n = 3 ->
// 0.2.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/lanesearch.h"

#include <numeric>

namespace headroom::tensor {

namespace {

struct Block {
    std::uint8_t scales[16];
    std::uint8_t qs[64];
    std::uint16_t d;
    std::uint16_t dmin;
};
static_assert(sizeof(Block) == 84);

constexpr AffineGrid kGrid{-0.5F, 0.1F, 15, true};

struct Fit {
    float scales[16];
    float minima[16];
    float weights[16];
};

Fit fitSubBlocks(const float* x, const float* importance, std::uint8_t* levels)
{
    Fit fit;
    float weights[256];
    if (importance)
        searchWeights(x, importance, sumOfSquares(x, 256) / 256, 256, weights);
    else
        std::transform(x, x + 256, weights, [](float value) { return std::fabs(value); });
    Affine best[16];
    for (int b = 0; b < 16; b += kLanes)
        affineSearches(16, 3, x + 16 * b, weights + 16 * b, importance ? kWeightedGrid : kGrid, best + b,
                       levels + 16 * b);
    for (int b = 0; b < 16; ++b) {
        fit.scales[b] = best[b].scale;
        fit.minima[b] = best[b].minimum;
        fit.weights[b] = std::accumulate(weights + 16 * b, weights + 16 * b + 16, 0.0F);
    }
    return fit;
}

/// Four-bit multiples of largest / 15; returns largest / 15.
float plainFourBits(const float* values, std::uint8_t* levels)
{
    const float largest = std::max(0.0F, rangeOf(values, 16).largest);
    const float inverse = largest > 0 ? 15.0F / largest : 0.0F;
    for (int b = 0; b < 16; ++b)
        levels[b] = static_cast<std::uint8_t>(nearestInt(inverse * values[b]));
    return largest / 15.0F;
}

void encodeBlock(const float* x, const float* importance, Block& block)
{
    std::uint8_t levels[256];
    std::uint8_t scales[16];
    std::uint8_t minima[16];
    const Fit fit = fitSubBlocks(x, importance, levels);
    if (importance) {
        block.d = floatToHalf(positiveSearch(16, 15, fit.scales, fit.weights, scales));
        block.dmin = floatToHalf(positiveSearch(16, 15, fit.minima, fit.weights, minima));
    } else {
        block.d = floatToHalf(plainFourBits(fit.scales, scales));
        block.dmin = floatToHalf(plainFourBits(fit.minima, minima));
    }
    float stored[16];
    float offsets[16];
    for (int b = 0; b < 16; ++b) {
        block.scales[b] = static_cast<std::uint8_t>(scales[b] | (minima[b] << 4));
        stored[b] = halfToFloat(block.d) * static_cast<float>(block.scales[b] & 15);
        offsets[b] = halfToFloat(block.dmin) * static_cast<float>(block.scales[b] >> 4);
    }
    levelsAgainst(16, 16, x, stored, offsets, 0, 3, levels);
    for (int e = 0; e < 64; ++e) {
        const std::uint8_t* q = levels + 128 * (e / 32) + e % 32;
        block.qs[e] = static_cast<std::uint8_t>(q[0] | (q[32] << 2) | (q[64] << 4) | (q[96] << 6));
    }
}

} // namespace

void decodeQ2K(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        const float dmin = halfToFloat(block.dmin);
        for (int b = 0; b < 16; ++b) {
            const float step = d * static_cast<float>(block.scales[b] & 15);
            const float offset = dmin * static_cast<float>(block.scales[b] >> 4);
            const std::uint8_t* qs = block.qs + 32 * (b / 8) + 16 * (b % 2);
            const int shift = b % 8 / 2 * 2;
            for (int l = 0; l < 16; ++l)
                y[16 * b + l] = step * static_cast<float>((qs[l] >> shift) & 3) - offset;
        }
    });
}

void encodeQ2K(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, importance, out, encodeBlock);
}

} // namespace headroom::tensor
