// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// TQ2_0: 256 weights in 66 bytes, 2.0625 bits each.  y = d · (n - 1), n in 0 … 2 where encoded, 3 where not
//   0  u8 qs[64]    64  f16 d
//      weight e, H = e / 128, j = e % 128 / 32, l = e % 32: (qs[32H + l] >> 2j) & 3
// Importance has no influence. Source: ggml-common.h block_tq2_0, ggml-quants.c. Worked: d = 0.5, n = 0 -> -0.5.
#include "core/tensor/codecs.h"
#include "core/tensor/ternary.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint8_t qs[64];
    std::uint16_t d;
};
static_assert(sizeof(Block) == 66);

} // namespace

void decodeTQ2_0(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int e = 0; e < 256; ++e) {
            const int n = block.qs[32 * (e / 128) + e % 32] >> (2 * (e % 128 / 32)) & 3;
            y[e] = static_cast<float>(n - 1) * d;
        }
    });
}

void encodeTQ2_0(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, {}, out, [](const float* x, const float*, Block& block) {
        std::uint8_t trits[256];
        block.d = ternarize(x, trits);
        for (int b = 0; b < 64; ++b) {
            const std::uint8_t* t = trits + 128 * (b / 32) + b % 32;
            block.qs[b] = static_cast<std::uint8_t>(t[0] | t[32] << 2 | t[64] << 4 | t[96] << 6);
        }
    });
}

} // namespace headroom::tensor
