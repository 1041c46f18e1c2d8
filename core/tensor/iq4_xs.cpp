// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// IQ4_XS: 256 weights in 136 bytes, 4.25 bits each; 8 groups of 32.  y = d · (s - 32) · level[n], see nonlinear.h
//   0  f16 d    2  u16 high 2 bits of s, group g at 2g    4  u8 low 4 bits of s [4], two groups to a byte
//   8  u8 qs[128]: 16 bytes per group, weight j < 16 in the low nibble of byte j, weight 16 + j in the high one
// Search: nonlinearScale per group; d maps the scale of largest magnitude to -32.
// Source: ggml-common.h block_iq4_xs, ggml-quants.c. Worked: d = 0.001, s = 22 (-10), n = 0 -> 1.27.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/nonlinear.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint16_t scalesHigh;
    std::uint8_t scalesLow[4];
    std::uint8_t qs[128];
};
static_assert(sizeof(Block) == 136);

void encodeBlock(const float* x, const float* importance, Block& block)
{
    float scales[8];
    float weights[32];
    const float sigma2 = sumOfSquares(x, 256) * (2.0F / 256);
    for (int g = 0; g < 8; ++g) {
        nonlinearWeights(x + 32 * g, importance ? importance + 32 * g : nullptr, sigma2, weights);
        scales[g] = nonlinearScale(x + 32 * g, weights);
    }
    const float d = -signedExtreme(scales, 8) / 32; // not rounded to f16 where the levels are chosen
    const float inverse = d != 0 ? 1 / d : 0.0F;
    block.d = floatToHalf(d);
    for (int g = 0; g < 8; ++g) {
        const int s = std::clamp(nearestInt(inverse * scales[g]), -32, 31);
        const float step = d * static_cast<float>(s);
        const float inverseStep = step != 0 ? 1 / step : 0.0F;
        const float* values = x + 32 * g;
        for (int j = 0; j < 16; ++j)
            block.qs[16 * g + j] = static_cast<std::uint8_t>(nonlinearLevel(inverseStep * values[j])
                                                             | nonlinearLevel(inverseStep * values[j + 16]) << 4);
        const int stored = s + 32;
        block.scalesLow[g / 2] = static_cast<std::uint8_t>(block.scalesLow[g / 2] | (stored & 15) << (4 * (g % 2)));
        block.scalesHigh = static_cast<std::uint16_t>(block.scalesHigh | (stored >> 4) << (2 * g));
    }
}

} // namespace

void decodeIQ4XS(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int g = 0; g < 8; ++g, y += 32) {
            const int low = block.scalesLow[g / 2] >> (4 * (g % 2)) & 15;
            const int s = low | (block.scalesHigh >> (2 * g) & 3) << 4;
            const float step = d * static_cast<float>(s - 32);
            for (int j = 0; j < 16; ++j) {
                y[j] = step * static_cast<float>(kNonlinear[block.qs[16 * g + j] & 15U]);
                y[j + 16] = step * static_cast<float>(kNonlinear[block.qs[16 * g + j] >> 4U]);
            }
        }
    });
}

void encodeIQ4XS(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, importance, out, encodeBlock);
}

} // namespace headroom::tensor
