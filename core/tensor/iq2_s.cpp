// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// IQ2_S: 256 weights in 82 bytes, 2.5625 bits each; 16 groups of 16.  y = d · (s + 1/2) / 4 · ±magnitude
//   0  f16 d    2  u8 qs[32]: low 8 bits of the point in the grid of 1024    34  u8 signs[32]
//  66  u8 qh[8]: the points' high 2 bits, four points to a byte    74  u8 scales[8]: s of two groups
// Source: ggml-common.h block_iq2_s, ggml-quants.c. Worked: d = 0.08, s = 0, magnitude 25 -> 0.25.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/iqgrids.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint8_t qs[32];
    std::uint8_t signs[32];
    std::uint8_t qh[8];
    std::uint8_t scales[8];
};
static_assert(sizeof(Block) == 82);

} // namespace

void decodeIQ2S(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int k = 0; k < 32; ++k) {
            const int s = block.scales[k / 4] >> (k % 4 / 2 * 4) & 15;
            const int point = block.qs[k] | (block.qh[k / 4] >> (2 * (k % 4)) & 3) << 8;
            const float scale = d * (0.5F + static_cast<float>(s)) * 0.25F;
            decodePoint(scale, kIq2sGrid[static_cast<std::size_t>(point)], block.signs[k], y + 8 * k);
        }
    });
}

} // namespace headroom::tensor
