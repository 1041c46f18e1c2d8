// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q5_1: 32 weights in 24 bytes, 6 bits each.  y = d · n + m
//   0  f16 d    2  f16 m    4  u8 qh[4]    8  u8 qs[16]: bits as in Q5_0
// Plain: m = smallest value, d = (largest - smallest) / 31; n = trunc((x - m)/d + 0.5).
// With importance: affineSearch over (d, m) with weights importance · sqrt(mean row x² + x²).
// Source: ggml-common.h block_q5_1, ggml-quants.c. Worked: values -0.3 … 1.25 -> d = 0.05, m = -0.3; x = 0.7 -> n = 20.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/fivebits.h"
#include "core/tensor/half.h"
#include "core/tensor/plainblocks.h"
#include "core/tensor/searchedblocks.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint16_t m;
    std::uint8_t qh[4];
    std::uint8_t qs[16];
};
static_assert(sizeof(Block) == 24);

} // namespace

void decodeQ5_1(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 32>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        const float m = halfToFloat(block.m);
        int levels[32];
        unpackFiveBits(block.qh, block.qs, levels);
        for (int e = 0; e < 32; ++e)
            y[e] = d * static_cast<float>(levels[e]) + m;
    });
}

void encodeQ5_1(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeAffine<Block>(row, importance, out, 31, 127,
                        [](const std::uint8_t* levels, Block& block) { packFiveBits(levels, block.qh, block.qs); });
}

} // namespace headroom::tensor
