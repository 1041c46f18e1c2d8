// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q8_0: 32 weights in 34 bytes, 8.5 bits each.  y = d · q
//   0  f16 d    2  i8 qs[32]
// d = largest magnitude / 127; q = x/d rounded, ties away from zero. Importance has no influence.
// Source: ggml-common.h block_q8_0, ggml-quants.c. Worked: largest magnitude 1.27 -> d = 0.01; x = -0.345 -> q = -35 (a
// tie).
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::int8_t qs[32];
};
static_assert(sizeof(Block) == 34);

} // namespace

void decodeQ8_0(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 32>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int j = 0; j < 32; ++j)
            y[j] = d * static_cast<float>(block.qs[j]);
    });
}

void encodeQ8_0(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    encodeBlocks<Block, 32>(row, {}, out, [](const float* x, const float*, Block& block) {
        const float d = std::fabs(signedExtreme(x, 32)) / 127.0F;
        const float inverse = d != 0.0F ? 1.0F / d : 0.0F;
        block.d = floatToHalf(d);
        for (int j = 0; j < 32; ++j)
            block.qs[j] = static_cast<std::int8_t>(roundedAway(x[j] * inverse));
    });
}

} // namespace headroom::tensor
