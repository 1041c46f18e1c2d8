// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q1_0: 128 weights in 18 bytes, 1.125 bits each.  y = d where the bit is set, else -d
//   0  f16 d    2  u8 qs[16]: weight e is bit e % 8 of qs[e / 8]
// d = mean magnitude; the bit says x >= 0. Importance has no influence.
// Source: ggml-common.h block_q1_0, ggml-quants.c. Worked: d = 0.25, bit 0 -> -0.25.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint8_t qs[16];
};
static_assert(sizeof(Block) == 18);

} // namespace

void decodeQ1_0(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 128>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int e = 0; e < 128; ++e)
            y[e] = (block.qs[e / 8] >> (e % 8) & 1) != 0 ? d : -d;
    });
}

void encodeQ1_0(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    encodeBlocks<Block, 128>(row, {}, out, [](const float* x, const float*, Block& block) {
        float sum = 0;
        for (int e = 0; e < 128; ++e) {
            sum += std::fabs(x[e]);
            block.qs[e / 8] = static_cast<std::uint8_t>(block.qs[e / 8] | (x[e] >= 0 ? 1 : 0) << (e % 8));
        }
        block.d = floatToHalf(sum / 128);
    });
}

} // namespace headroom::tensor
