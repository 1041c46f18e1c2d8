// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q4_1: 32 weights in 20 bytes, 5 bits each.  y = d · n + m
//   0  f16 d    2  f16 m    4  u8 qs[16]: nibbles as in Q4_0
// Plain: m = smallest value, d = (largest - smallest) / 15; n = trunc((x - m)/d + 0.5), at most 15.
// With importance: affineSearch over (d, m) with weights importance · sqrt(mean row x² + x²).
// Source: ggml-common.h block_q4_1, ggml-quants.c. Worked: values -0.3 … 0.45 -> d = 0.05, m = -0.3; x = 0.1 -> n = 8.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/plainblocks.h"
#include "core/tensor/searchedblocks.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint16_t m;
    std::uint8_t qs[16];
};
static_assert(sizeof(Block) == 20);

} // namespace

void decodeQ4_1(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 32>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        const float m = halfToFloat(block.m);
        for (int j = 0; j < 16; ++j) {
            y[j] = d * static_cast<float>(block.qs[j] & 15) + m;
            y[j + 16] = d * static_cast<float>(block.qs[j] >> 4) + m;
        }
    });
}

void encodeQ4_1(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeAffine<Block>(row, importance, out, 15, 15,
                        [](const std::uint8_t* levels, Block& block) { packNibbles(levels, block.qs); });
}

} // namespace headroom::tensor
