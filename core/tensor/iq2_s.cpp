// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// IQ2_S: 256 weights in 82 bytes, 2.5625 bits each; 16 groups of 16.  y = d · (s + 1/2) / 4 · ±magnitude
//   0  f16 d    2  u8 qs[32]: low 8 bits of the point in the grid of 1024    34  u8 signs[32]
//  66  u8 qh[8]: the points' high 2 bits, four points to a byte    74  u8 scales[8]: s of two groups
// Source: ggml-common.h block_iq2_s, ggml-quants.c. Worked: d = 0.08, s = 0, magnitude 25 -> 0.25.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/gridsearch.h"
#include "core/tensor/half.h"

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

constexpr GridFormat kFormat{.map = iq2sMap,
                             .group = 16,
                             .evenSigns = false,
                             .positiveStart = false,
                             .sigma = 2,
                             .floor = 0.25F,
                             .tiny = 1e-8F,
                             .steps = 9,
                             .step = 0.1F,
                             .refit = Refit::OffGrid,
                             .stretch = 0.9875F};

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

void encodeIQ2S(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, importance, out, [](const float* x, const float* columns, Block& block) {
        const GridBlock grid = encodeGridBlock(kFormat, x, columns);
        block.d = grid.d;
        std::copy_n(grid.signs, 32, block.signs);
        for (int k = 0; k < 32; ++k) {
            block.qs[k] = static_cast<std::uint8_t>(grid.points[k] & 255);
            block.qh[k / 4] = static_cast<std::uint8_t>(block.qh[k / 4] | grid.points[k] >> 8 << (2 * (k % 4)));
        }
        for (int g = 0; g < 8; ++g)
            block.scales[g] = static_cast<std::uint8_t>(grid.scales[2 * g] | grid.scales[2 * g + 1] << 4);
    });
}

} // namespace headroom::tensor
