// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// IQ1_S: 256 weights in 50 bytes, 1.5625 bits each; 8 groups of 32.  y = d · (2s + 1) · (t ± 1/8), t in -1, 0, 1
//   0  f16 d    2  u8 qs[32]: low 8 bits of the points of eight weights in the grid of 2048
//  34  u16 qh[8], one per group: 4 × 3 high bits of its points, 3 bits s, highest bit: the shift is -1/8
// Source: ggml-common.h block_iq1_s, ggml-quants.c. Worked: d = 0.1, s = 1, t = 1, shift +1/8 -> 0.3375.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/iqgrids.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint8_t qs[32];
    std::uint16_t qh[8];
};
static_assert(sizeof(Block) == 50);

} // namespace

void decodeIQ1S(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int k = 0; k < 32; ++k) {
            const unsigned high = block.qh[k / 4];
            const float scale = d * static_cast<float>(2 * (high >> 12 & 7U) + 1);
            const float shift = (high & 0x8000U) != 0 ? -0.125F : 0.125F;
            const Octet& point = kIq1Grid[block.qs[k] | (high >> (3 * (k % 4)) & 7U) << 8];
            for (std::size_t j = 0; j < 8; ++j)
                y[8 * k + static_cast<int>(j)] = scale * (static_cast<float>(point[j]) - 1 + shift);
        }
    });
}

} // namespace headroom::tensor
