// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// IQ3_S: 256 weights in 110 bytes, 3.4375 bits each; 8 groups of 32.  y = d · (2s + 1) · ±magnitude
//   0  f16 d    2  u8 qs[64]: low 8 bits of the points of four weights in the grid of 512
//  66  u8 qh[8]: bit k of byte g is the high bit of point 8g + k    74  u8 signs[32]    106  u8 scales[4]: s of two
//      groups
// Source: ggml-common.h block_iq3_s, ggml-quants.c. Worked: d = 0.01, s = 1, magnitude 7 -> 0.21.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/iqgrids.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint8_t qs[64];
    std::uint8_t qh[8];
    std::uint8_t signs[32];
    std::uint8_t scales[4];
};
static_assert(sizeof(Block) == 110);

} // namespace

void decodeIQ3S(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int k = 0; k < 64; ++k) {
            const int s = block.scales[k / 16] >> (k % 16 / 8 * 4) & 15;
            const int point = block.qs[k] | (block.qh[k / 8] >> (k % 8) & 1) << 8;
            const float scale = d * static_cast<float>(1 + 2 * s);
            decodePoint(scale, kIq3sGrid[static_cast<std::size_t>(point)], block.signs[k / 2] >> (k % 2 * 4),
                        y + 4 * k);
        }
    });
}

} // namespace headroom::tensor
