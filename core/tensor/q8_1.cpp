// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q8_1: 32 values in 36 bytes, 9 bits each: activations beside Q4_1 and Q5_1 weights.  y = d · q
//   0  f16 d    2  f16 d · Σ q    4  i8 qs[32]
// As Q8_0. Source: ggml-common.h block_q8_1, ggml-quants.c. Worked: d = 0.01, q = -35 -> -0.35.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint16_t sum;
    std::int8_t qs[32];
};
static_assert(sizeof(Block) == 36);

} // namespace

void decodeQ8_1(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 32>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int j = 0; j < 32; ++j)
            y[j] = d * static_cast<float>(block.qs[j]);
    });
}

void encodeQ8_1(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    encodeBlocks<Block, 32>(row, {}, out, [](const float* x, const float*, Block& block) {
        const float d = std::fabs(signedExtreme(x, 32)) / 127.0F;
        const float inverse = d != 0.0F ? 1.0F / d : 0.0F;
        int sum = 0;
        for (int j = 0; j < 32; ++j) {
            block.qs[j] = static_cast<std::int8_t>(roundedAway(x[j] * inverse));
            sum += block.qs[j];
        }
        block.d = floatToHalf(d);
        block.sum = floatToHalf(static_cast<float>(sum) * d);
    });
}

} // namespace headroom::tensor
