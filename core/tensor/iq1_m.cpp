// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// IQ1_M: 256 weights in 56 bytes, 1.75 bits each; 16 groups of 16.  y = d · (2s + 1) · (t ± 1/8), t in -1, 0, 1
//   0  u8 qs[32]: low 8 bits of the points of eight weights in the grid of 2048
//  32  u8 qh[16], a nibble per point: 3 high bits, highest bit: the shift is -1/8
//  48  u16 scales[4]: low 12 bits are s of four groups, the highest 4 bits of all spell f16 d
// Source: ggml-common.h block_iq1_m, ggml-quants.c. Worked: d = 0.1, s = 1, t = 1, shift +1/8 -> 0.3375.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/iqgrids.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint8_t qs[32];
    std::uint8_t qh[16];
    std::uint16_t scales[4];
};
static_assert(sizeof(Block) == 56);

} // namespace

void decodeIQ1M(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const std::uint16_t* sc = block.scales;
        const float d = halfToFloat(
            static_cast<std::uint16_t>(sc[0] >> 12 | (sc[1] >> 12) << 4 | (sc[2] >> 12) << 8 | (sc[3] >> 12) << 12));
        for (int k = 0; k < 32; ++k) {
            const int s = sc[k / 8] >> (3 * (k % 8 / 2)) & 7;
            const int high = block.qh[k / 2] >> (k % 2 * 4);
            const float scale = d * static_cast<float>(2 * s + 1);
            const float shift = (high & 8) != 0 ? -0.125F : 0.125F;
            const Octet& point = kIq1Grid[static_cast<std::size_t>(block.qs[k] | (high & 7) << 8)];
            for (std::size_t j = 0; j < 8; ++j)
                y[8 * k + static_cast<int>(j)] = scale * (static_cast<float>(point[j]) - 1 + shift);
        }
    });
}

} // namespace headroom::tensor
