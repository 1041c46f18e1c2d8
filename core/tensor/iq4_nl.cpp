// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// IQ4_NL: 32 weights in 18 bytes, 4.5 bits each.  y = d · level[n], the sixteen levels of nonlinear.h
//   0  f16 d    2  u8 qs[16]: weight j < 16 in the low nibble of qs[j], weight 16 + j in the high one
// Search: nonlinearScale with weights x², or importance · sqrt(2 mean x² + x²).
// Source: ggml-common.h block_iq4_nl, ggml-quants.c. Worked: d = 0.01, n = 15 -> 1.13.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/nonlinear.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint8_t qs[16];
};
static_assert(sizeof(Block) == 18);

} // namespace

void decodeIQ4NL(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 32>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int j = 0; j < 16; ++j) {
            y[j] = d * static_cast<float>(kNonlinear[block.qs[j] & 15U]);
            y[j + 16] = d * static_cast<float>(kNonlinear[block.qs[j] >> 4U]);
        }
    });
}

void encodeIQ4NL(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeBlocks<Block, 32>(row, importance, out, [](const float* x, const float* columns, Block& block) {
        float weights[32];
        nonlinearWeights(x, columns, sumOfSquares(x, 32) * (2.0F / 32), weights);
        const float scale = nonlinearScale(x, weights);
        const float inverse = scale != 0 ? 1 / scale : 0.0F;
        block.d = floatToHalf(scale);
        for (int j = 0; j < 16; ++j)
            block.qs[j]
                = static_cast<std::uint8_t>(nonlinearLevel(inverse * x[j]) | nonlinearLevel(inverse * x[j + 16]) << 4);
    });
}

} // namespace headroom::tensor
