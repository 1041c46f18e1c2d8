// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q4_K: 256 weights in 144 bytes, 4.5 bits each; 8 sub-blocks of 32.  y = d · scale · n - dmin · minimum
//   0  f16 d    2  f16 dmin    4  u8 scales[12]: 6-bit scale and minimum per sub-block, see superblock.h
//  16  u8 qs[128]: weight e of pair c = e / 64 is in qs[32c + e % 32], low nibble for the even sub-block, high for the
//  odd
// Plain: affineSearch with weights sqrt(mean x²) + |x|, grid -1 … 1; d = largest scale / 63, dmin = largest minimum
// / 63. Source: ggml-common.h block_q4_K, ggml-quants.c. Worked: d = 0.01, scale 10, dmin = 0.02, minimum 5, n = 3 ->
// 0.2.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/superblock.h"

namespace headroom::tensor {

namespace {

struct Block {
    SuperBlock head;
    std::uint8_t qs[128];
};
static_assert(sizeof(Block) == 144);

constexpr AffineGrid kGrid{-1.0F, 0.1F, 20, false};

} // namespace

void decodeQ4K(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.head.d);
        const float dmin = halfToFloat(block.head.dmin);
        for (int b = 0; b < 8; ++b) {
            const auto [scale, minimum] = scalePair(block.head.scales, b);
            const float step = d * static_cast<float>(scale);
            const float offset = dmin * static_cast<float>(minimum);
            const std::uint8_t* qs = block.qs + 32 * (b / 2);
            const int shift = 4 * (b % 2);
            for (int l = 0; l < 32; ++l)
                y[32 * b + l] = step * static_cast<float>((qs[l] >> shift) & 15) - offset;
        }
    });
}

void encodeQ4K(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeSuperBlockRow<Block>(row, importance, out, 15, kGrid, [](const std::uint8_t* levels, Block& block) {
        for (int c = 0; c < 4; ++c)
            for (int l = 0; l < 32; ++l)
                block.qs[32 * c + l] = static_cast<std::uint8_t>(levels[64 * c + l] | (levels[64 * c + 32 + l] << 4));
    });
}

} // namespace headroom::tensor
