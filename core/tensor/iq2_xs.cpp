// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// IQ2_XS: 256 weights in 74 bytes, 2.3125 bits each; 16 groups of 16.  y = d · (s + 1/2) / 4 · ±magnitude
//   0  f16 d    2  u16 qs[32]: 9 bits point of the grid of 512, 7 bits of signs    66  u8 scales[8]: s of two groups
// Source: ggml-common.h block_iq2_xs, ggml-quants.c. Worked: d = 0.08, s = 0, magnitude 25 -> 0.25.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/gridsearch.h"
#include "core/tensor/half.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint16_t qs[32];
    std::uint8_t scales[8];
};
static_assert(sizeof(Block) == 74);

constexpr GridFormat kFormat{.map = iq2xsMap,
                             .group = 16,
                             .evenSigns = true,
                             .positiveStart = false,
                             .sigma = 1,
                             .floor = 0,
                             .tiny = 1e-15F,
                             .steps = 9,
                             .step = 0.1F,
                             .refit = Refit::OffGrid,
                             .stretch = 1};

} // namespace

void decodeIQ2XS(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int k = 0; k < 32; ++k) {
            const int s = block.scales[k / 4] >> (k % 4 / 2 * 4) & 15;
            const float scale = d * (0.5F + static_cast<float>(s)) * 0.25F;
            decodePoint(scale, kIq2xsGrid[block.qs[k] & 511], evenSigns(block.qs[k] >> 9), y + 8 * k);
        }
    });
}

void encodeIQ2XS(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, importance, out, [](const float* x, const float* columns, Block& block) {
        const GridBlock grid = encodeGridBlock(kFormat, x, columns);
        block.d = grid.d;
        for (int k = 0; k < 32; ++k)
            block.qs[k] = static_cast<std::uint16_t>(grid.points[k] | grid.signs[k] << 9);
        for (int g = 0; g < 8; ++g)
            block.scales[g] = static_cast<std::uint8_t>(grid.scales[2 * g] | grid.scales[2 * g + 1] << 4);
    });
}

} // namespace headroom::tensor
