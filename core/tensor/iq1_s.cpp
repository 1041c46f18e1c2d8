// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// IQ1_S: 256 weights in 50 bytes, 1.5625 bits each; 8 groups of 32.  y = d · (2s + 1) · (t ± 1/8), t in -1, 0, 1
//   0  f16 d    2  u8 qs[32]: low 8 bits of the points of eight weights in the grid of 2048
//  34  u16 qh[8], one per group: 4 × 3 high bits of its points, 3 bits s, highest bit: the shift is -1/8
// Source: ggml-common.h block_iq1_s, ggml-quants.c. Worked: d = 0.1, s = 1, t = 1, shift +1/8 -> 0.3375.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/iqgrids.h"
#include "core/tensor/search.h"
#include "core/tensor/ternarysearch.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint8_t qs[32];
    std::uint16_t qh[8];
};
static_assert(sizeof(Block) == 50);

/// Weights of 256 values: importance · sqrt(2 mean x² + x²), or x² without importance.
void weigh(const float* x, const float* importance, float* weights)
{
    if (importance)
        return searchWeights(x, importance, 2 * sumOfSquares(x, 256) / 256, 256, weights);
    for (int i = 0; i < 256; ++i)
        weights[i] = x[i] * x[i];
}

void encodeBlock(const float* x, const float* importance, Block& block)
{
    float weights[256];
    TernaryGroup groups[8];
    float largest = 0;
    weigh(x, importance, weights);
    for (int g = 0; g < 8; ++g) {
        groups[g] = ternarySearch32(x + 32 * g, weights + 32 * g, 1e-12F);
        largest = std::max(largest, groups[g].scale);
        unsigned high = 0;
        for (int k = 0; k < 4; ++k) {
            block.qs[4 * g + k] = static_cast<std::uint8_t>(groups[g].points[k] & 255);
            high |= static_cast<unsigned>(groups[g].points[k]) >> 8 << (3 * k);
        }
        block.qh[g] = static_cast<std::uint16_t>(high);
    }
    if (largest == 0)
        return;
    const float d = largest / 15;
    const float inverse = 1 / d;
    block.d = floatToHalf(d * 1.125F); // a correction found by experiment
    for (int g = 0; g < 8; ++g) {
        const int s = std::clamp(nearestInt(0.5F * (inverse * groups[g].scale - 1)), 0, 7);
        block.qh[g] = static_cast<std::uint16_t>(block.qh[g] | (s | (groups[g].minus[0] ? 8 : 0)) << 12);
    }
}

} // namespace

void decodeIQ1S(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int k = 0; k < 32; ++k) {
            const unsigned high = block.qh[k / 4];
            const float scale = d * static_cast<float>(2 * (high >> 12 & 7U) + 1);
            const float shift = (high & 0x8000U) != 0 ? -0.125F : 0.125F;
            const Octet& point = kIq1Grid[block.qs[k] | (high >> (3 * (k % 4)) & 7U) << 8];
            for (std::size_t j = 0; j < 8; ++j)
                y[8 * k + static_cast<int>(j)] = scale * (static_cast<float>(point[j]) - 1 + shift);
        }
    });
}

void encodeIQ1S(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, importance, out, encodeBlock);
}

} // namespace headroom::tensor
