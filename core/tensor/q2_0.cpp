// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q2_0: 64 weights in 18 bytes, 2.25 bits each.  y = d · (n - 1), n in 0 … 3
//   0  f16 d    2  u8 qs[16]: weight e is (qs[e / 4] >> 2(e % 4)) & 3
// d = largest magnitude, so that n = 3 stays unused; n - 1 = x/d rounded, ties away from zero. Importance has no
// influence. Source: ggml-common.h block_q2_0, ggml-quants.c. Worked: d = 0.5, x = -0.3 -> n = 0, y = -0.5.
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

void decodeQ2_0(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 64>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int e = 0; e < 64; ++e)
            y[e] = static_cast<float>((block.qs[e / 4] >> (2 * (e % 4)) & 3) - 1) * d;
    });
}

void encodeQ2_0(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    encodeBlocks<Block, 64>(row, {}, out, [](const float* x, const float*, Block& block) {
        const float d = std::fabs(signedExtreme(x, 64));
        const float inverse = d > 0 ? 1.0F / d : 0.0F;
        block.d = floatToHalf(d);
        for (int e = 0; e < 64; ++e) {
            const int n = std::clamp(roundedAway(x[e] * inverse) + 1, 0, 3);
            block.qs[e / 4] = static_cast<std::uint8_t>(block.qs[e / 4] | n << (2 * (e % 4)));
        }
    });
}

} // namespace headroom::tensor
