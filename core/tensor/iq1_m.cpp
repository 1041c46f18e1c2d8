// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// IQ1_M: 256 weights in 56 bytes, 1.75 bits each; 16 groups of 16.  y = d · (2s + 1) · (t ± 1/8), t in -1, 0, 1
//   0  u8 qs[32]: low 8 bits of the points of eight weights in the grid of 2048
//  32  u8 qh[16], a nibble per point: 3 high bits, highest bit: the shift is -1/8
//  48  u16 scales[4]: low 12 bits are s of four groups, the highest 4 bits of all spell f16 d
// Source: ggml-common.h block_iq1_m, ggml-quants.c. Worked: d = 0.1, s = 1, t = 1, shift +1/8 -> 0.3375.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/iqgrids.h"
#include "core/tensor/search.h"
#include "core/tensor/ternarysearch.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint8_t qs[32];
    std::uint8_t qh[16];
    std::uint16_t scales[4];
};
static_assert(sizeof(Block) == 56);

/// Weights of 256 values: importance · sqrt(2 mean x² + x²), or x² without importance.
void weigh(const float* x, const float* importance, float* weights)
{
    if (importance)
        return searchWeights(x, importance, 2 * sumOfSquares(x, 256) / 256, 256, weights);
    for (int i = 0; i < 256; ++i)
        weights[i] = x[i] * x[i];
}

struct Sums {
    float products = 0; ///< Σ w·q·x
    float squares = 0; ///< Σ w·q²
};

void add(const TernaryGroup& group, int s, const float* x, const float* weights, Sums& sums)
{
    for (int i = 0; i < 16; ++i) {
        const float level
            = kTernaryLevels[group.minus[i / 8]][kIq1Grid[group.points[i / 8]][static_cast<std::size_t>(i % 8)]];
        const float q = level * static_cast<float>(2 * s + 1);
        sums.products += weights[i] * q * x[i];
        sums.squares += weights[i] * q * q;
    }
}

void storeScale(float d, Block& block)
{
    const unsigned bits = floatToHalf(d * 1.1125F); // a correction found by experiment
    for (int i = 0; i < 4; ++i)
        block.scales[i] = static_cast<std::uint16_t>(block.scales[i] | (bits >> (4 * i) & 15U) << 12);
}

void encodeBlock(const float* x, const float* importance, Block& block)
{
    float weights[256];
    TernaryGroup groups[16];
    float largest = 0;
    weigh(x, importance, weights);
    for (int g = 0; g < 16; ++g) {
        groups[g] = ternarySearch16(x + 16 * g, weights + 16 * g, 1e-7F);
        largest = std::max(largest, groups[g].scale);
        for (int k = 0; k < 2; ++k) {
            const int high = groups[g].points[k] >> 8 | (groups[g].minus[k] ? 8 : 0);
            block.qs[2 * g + k] = static_cast<std::uint8_t>(groups[g].points[k] & 255);
            block.qh[g] = static_cast<std::uint8_t>(block.qh[g] | high << (4 * k));
        }
    }
    if (largest == 0)
        return;
    const float d = largest / 15;
    const float inverse = 1 / d;
    Sums sums;
    for (int g = 0; g < 16; ++g) {
        const int s = std::clamp(nearestInt(0.5F * (inverse * groups[g].scale - 1)), 0, 7);
        block.scales[g / 4] = static_cast<std::uint16_t>(block.scales[g / 4] | s << (3 * (g % 4)));
        add(groups[g], s, x + 16 * g, weights + 16 * g, sums);
    }
    storeScale(sums.squares > 0 ? sums.products / sums.squares : d, block);
}

} // namespace

void decodeIQ1M(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const std::uint16_t* sc = block.scales;
        const float d = halfToFloat(
            static_cast<std::uint16_t>(sc[0] >> 12 | (sc[1] >> 12) << 4 | (sc[2] >> 12) << 8 | (sc[3] >> 12) << 12));
        for (int k = 0; k < 32; ++k) {
            const int s = sc[k / 8] >> (3 * (k % 8 / 2)) & 7;
            const int high = block.qh[k / 2] >> (k % 2 * 4);
            const float scale = d * static_cast<float>(2 * s + 1);
            const float shift = (high & 8) != 0 ? -0.125F : 0.125F;
            const Octet& point = kIq1Grid[static_cast<std::size_t>(block.qs[k] | (high & 7) << 8)];
            for (std::size_t j = 0; j < 8; ++j)
                y[8 * k + static_cast<int>(j)] = scale * (static_cast<float>(point[j]) - 1 + shift);
        }
    });
}

void encodeIQ1M(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, importance, out, encodeBlock);
}

} // namespace headroom::tensor
