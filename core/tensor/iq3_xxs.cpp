// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// IQ3_XXS: 256 weights in 98 bytes, 3.0625 bits each; 8 groups of 32.  y = d · (s + 1/2) / 2 · ±magnitude
//   0  f16 d    2  u8 qs[64]: points of four weights in the grid of 256
//  66  per group u32: 4 × 7 bits of signs for eight weights each, 4 bits s (highest)
// Source: ggml-common.h block_iq3_xxs, ggml-quants.c. Worked: d = 0.04, s = 0, magnitude 28 -> 0.28.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/gridsearch.h"
#include "core/tensor/half.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint8_t qs[64];
    std::uint16_t signs[16]; ///< pairs: one u32, which stands at an even offset only
};
static_assert(sizeof(Block) == 98);

constexpr GridFormat kFormat{.map = iq3xxsMap,
                             .group = 32,
                             .evenSigns = true,
                             .positiveStart = false,
                             .sigma = 2,
                             .floor = 0,
                             .tiny = 1e-8F,
                             .steps = 15,
                             .step = 0.2F,
                             .refit = Refit::OffGrid,
                             .stretch = 1.0125F};

} // namespace

void decodeIQ3XXS(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int g = 0; g < 8; ++g) {
            const std::uint32_t bits = block.signs[2 * g] | static_cast<std::uint32_t>(block.signs[2 * g + 1]) << 16;
            const float scale = d * (0.5F + static_cast<float>(bits >> 28)) * 0.5F;
            for (int k = 0; k < 4; ++k, y += 8) {
                const unsigned signs = evenSigns(bits >> (7 * k) & 127U);
                decodePoint(scale, kIq3xxsGrid[block.qs[8 * g + 2 * k]], signs, y);
                decodePoint(scale, kIq3xxsGrid[block.qs[8 * g + 2 * k + 1]], signs >> 4, y + 4);
            }
        }
    });
}

void encodeIQ3XXS(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, importance, out, [](const float* x, const float* columns, Block& block) {
        const GridBlock grid = encodeGridBlock(kFormat, x, columns);
        block.d = grid.d;
        for (int k = 0; k < 64; ++k)
            block.qs[k] = static_cast<std::uint8_t>(grid.points[k]);
        for (int g = 0; g < 8; ++g) {
            std::uint32_t bits = static_cast<std::uint32_t>(grid.scales[g]) << 28;
            for (int k = 0; k < 4; ++k)
                bits |= static_cast<std::uint32_t>(grid.signs[4 * g + k]) << (7 * k);
            block.signs[2 * g] = static_cast<std::uint16_t>(bits & 0xFFFFU);
            block.signs[2 * g + 1] = static_cast<std::uint16_t>(bits >> 16);
        }
    });
}

} // namespace headroom::tensor
