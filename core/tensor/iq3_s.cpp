// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// IQ3_S: 256 weights in 110 bytes, 3.4375 bits each; 8 groups of 32.  y = d · (2s + 1) · ±magnitude
//   0  f16 d    2  u8 qs[64]: low 8 bits of the points of four weights in the grid of 512
//  66  u8 qh[8]: bit k of byte g is the high bit of point 8g + k    74  u8 signs[32]    106  u8 scales[4]: s of two
//      groups
// A defect of llama.cpp v0.5.0, kept because the bytes are to be the same: after a group of 32 zeros, points and signs
// (not qh and s) of the following groups are stored one group too early.
// Source: ggml-common.h block_iq3_s, ggml-quants.c. Worked: d = 0.01, s = 1, magnitude 7 -> 0.21.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/gridsearch.h"
#include "core/tensor/half.h"

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

constexpr GridFormat kFormat{.map = iq3sMap,
                             .group = 32,
                             .evenSigns = false,
                             .positiveStart = false,
                             .sigma = 2,
                             .floor = 0,
                             .tiny = 0,
                             .steps = 9,
                             .step = 0.2F,
                             .refit = Refit::AllIfAnyOffGrid,
                             .stretch = 1.033F};

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

void encodeIQ3S(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, importance, out, [](const float* x, const float* columns, Block& block) {
        const GridBlock grid = encodeGridBlock(kFormat, x, columns);
        block.d = grid.d;
        int place = 0; // of the group among those that are not zero
        for (int g = 0; g < 8; ++g) {
            if (grid.empty[g])
                continue;
            std::copy_n(grid.signs + 4 * g, 4, block.signs + 4 * place);
            for (int k = 0; k < 8; ++k) {
                const unsigned point = grid.points[8 * g + k];
                block.qs[8 * place + k] = static_cast<std::uint8_t>(point & 255U);
                block.qh[g] = static_cast<std::uint8_t>(block.qh[g] | point >> 8 << k);
            }
            ++place;
        }
        for (int g = 0; g < 4; ++g)
            block.scales[g] = static_cast<std::uint8_t>(grid.scales[2 * g] | grid.scales[2 * g + 1] << 4);
    });
}

} // namespace headroom::tensor
