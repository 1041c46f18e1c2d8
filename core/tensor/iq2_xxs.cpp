// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// IQ2_XXS: 256 weights in 66 bytes, 2.0625 bits each; 8 groups of 32.  y = d · (s + 1/2) / 4 · ±magnitude
//   0  f16 d    2  per group 8 bytes: u8 point[4] of the grid of 256, u32: 4 × 7 bits of signs, 4 bits s (highest)
// Source: ggml-common.h block_iq2_xxs, ggml-quants.c. Worked: d = 0.08, s = 0, magnitude 25 -> 0.25.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/gridsearch.h"
#include "core/tensor/half.h"

namespace headroom::tensor {

namespace {

struct Group {
    std::uint8_t points[4];
    std::uint16_t signsLow; ///< with signsHigh one u32, which stands at an even offset only
    std::uint16_t signsHigh;
};
struct Block {
    std::uint16_t d;
    Group groups[8];
};
static_assert(sizeof(Block) == 66);

constexpr GridFormat kFormat{.map = iq2xxsMap,
                             .group = 32,
                             .evenSigns = true,
                             .positiveStart = true,
                             .sigma = 1,
                             .floor = 0,
                             .tiny = 1e-15F,
                             .steps = 6,
                             .step = 0.1F,
                             .refit = Refit::Always,
                             .stretch = 1};

} // namespace

void decodeIQ2XXS(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (const Group& group : block.groups) {
            const std::uint32_t bits = group.signsLow | static_cast<std::uint32_t>(group.signsHigh) << 16;
            const float scale = d * (0.5F + static_cast<float>(bits >> 28)) * 0.25F;
            for (int k = 0; k < 4; ++k, y += 8)
                decodePoint(scale, kIq2xxsGrid[group.points[k]], evenSigns(bits >> (7 * k) & 127U), y);
        }
    });
}

void encodeIQ2XXS(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, importance, out, [](const float* x, const float* columns, Block& block) {
        const GridBlock grid = encodeGridBlock(kFormat, x, columns);
        block.d = grid.d;
        for (int g = 0; g < 8; ++g) {
            std::uint32_t bits = static_cast<std::uint32_t>(grid.scales[g]) << 28;
            for (int k = 0; k < 4; ++k) {
                bits |= static_cast<std::uint32_t>(grid.signs[4 * g + k]) << (7 * k);
                block.groups[g].points[k] = static_cast<std::uint8_t>(grid.points[4 * g + k]);
            }
            block.groups[g].signsLow = static_cast<std::uint16_t>(bits & 0xFFFFU);
            block.groups[g].signsHigh = static_cast<std::uint16_t>(bits >> 16);
        }
    });
}

} // namespace headroom::tensor
