// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q5_K: 256 weights in 176 bytes, 5.5 bits each; 8 sub-blocks of 32.  y = d · scale · n - dmin · minimum
//   0  f16 d    2  f16 dmin    4  u8 scales[12], see superblock.h
//  16  u8 qh[32]: bit b of qh[l] is bit 4 of weight l of sub-block b    48  u8 qs[128]: low 4 bits, as in Q4_K
// Plain: affineSearch with weights sqrt(mean x²) + |x|, grid -0.5 … 1; d = largest scale / 63, dmin = largest minimum
// / 63. Source: ggml-common.h block_q5_K, ggml-quants.c. Worked: d = 0.01, scale 10, dmin = 0.02, minimum 5, n = 19
// -> 1.8.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/superblock.h"

namespace headroom::tensor {

namespace {

struct Block {
    SuperBlock head;
    std::uint8_t qh[32];
    std::uint8_t qs[128];
};
static_assert(sizeof(Block) == 176);

constexpr AffineGrid kGrid{-0.5F, 0.1F, 15, false};

void pack(const std::uint8_t* levels, Block& block)
{
    for (int b = 0; b < 8; ++b) {
        for (int l = 0; l < 32; ++l) {
            const int level = levels[32 * b + l];
            std::uint8_t& low = block.qs[32 * (b / 2) + l];
            low = static_cast<std::uint8_t>(low | ((level & 15) << (4 * (b % 2))));
            block.qh[l] = static_cast<std::uint8_t>(block.qh[l] | ((level >> 4) << b));
        }
    }
}

} // namespace

void decodeQ5K(std::span<const std::byte> packed, std::span<float> row)
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
            for (int l = 0; l < 32; ++l) {
                const int level = ((qs[l] >> shift) & 15) | (((block.qh[l] >> b) & 1) << 4);
                y[32 * b + l] = step * static_cast<float>(level) - offset;
            }
        }
    });
}

void encodeQ5K(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeSuperBlockRow<Block>(row, importance, out, 31, kGrid, pack);
}

} // namespace headroom::tensor
