// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q8_K: 256 values in 292 bytes, 9.125 bits each: activations beside K-quant and IQ weights.  y = d · q
//   0  f32 d    4  i8 qs[256]    260  i16 sums[16] of 16 levels each
// d maps the value of largest magnitude to -127. Source: ggml-common.h block_q8_K, ggml-quants.c.
// Worked: extreme 1.27 -> d = -0.01; x = 0.35 -> q = -35.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"

namespace headroom::tensor {

namespace {

struct Block {
    float d;
    std::int8_t qs[256];
    std::int16_t sums[16];
};
static_assert(sizeof(Block) == 292);

} // namespace

void decodeQ8K(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        for (int e = 0; e < 256; ++e)
            y[e] = block.d * static_cast<float>(block.qs[e]);
    });
}

void encodeQ8K(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, {}, out, [](const float* x, const float*, Block& block) {
        const float extreme = signedExtreme(x, 256);
        if (extreme == 0)
            return;
        const float inverse = -127.0F / extreme;
        block.d = 1 / inverse;
        for (int e = 0; e < 256; ++e) {
            block.qs[e] = static_cast<std::int8_t>(std::min(127, nearestInt(inverse * x[e])));
            block.sums[e / 16] = static_cast<std::int16_t>(block.sums[e / 16] + block.qs[e]);
        }
    });
}

} // namespace headroom::tensor
