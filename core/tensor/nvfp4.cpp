// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// NVFP4: 64 weights in 36 bytes, 4.5 bits each; 4 groups of 16.  y = UE4M3 scale · E2M1
//   0  u8 d[4]: exponent 4 bits (bias 7), mantissa 3 bits    4  u8 qs[32]: 8 bytes per group, weight j < 8 in the low
//      nibble of byte j, weight 8 + j in the high one
// d = largest magnitude / 6, rounded half up on the fourth mantissa bit; 256 and more become 448. No scale of the whole
// tensor. Importance has no influence. Source: ggml-common.h block_nvfp4, ggml-quants.c. Worked: d = 0x38 (1),
// code 15 -> -6.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/fourbitfloat.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint8_t d[4];
    std::uint8_t qs[32];
};
static_assert(sizeof(Block) == 36);

/// Half the scale, because the table of values is doubled.
float halvedScale(std::uint8_t code)
{
    if (code == 0 || code == 0x7F)
        return 0;
    const int exponent = code >> 3 & 15;
    const auto mantissa = static_cast<float>(code & 7);
    return 0.5F * (exponent == 0 ? mantissa * 0x1p-9F : std::ldexp(1 + mantissa / 8, exponent - 7));
}

std::uint8_t scaleCode(float scale)
{
    if (!(scale > 0))
        return 0;
    const auto bits = std::bit_cast<std::uint32_t>(std::min(scale, 448.0F));
    const int exponent = static_cast<int>(bits >> 23) - 127 + 7;
    if (exponent <= 0)
        return static_cast<std::uint8_t>(std::min(7, static_cast<int>(scale * 512 + 0.5F)));
    const auto rounded = static_cast<std::uint32_t>(exponent) * 8 + (bits >> 20 & 7U) + (bits >> 19 & 1U);
    return static_cast<std::uint8_t>(rounded >= 15 * 8 ? 0x7EU : rounded);
}

} // namespace

void decodeNVFP4(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 64>(packed, row, [](const Block& block, float* y) {
        for (int g = 0; g < 4; ++g, y += 16) {
            const float scale = halvedScale(block.d[g]);
            for (int j = 0; j < 8; ++j) {
                y[j] = scale * static_cast<float>(kFourBitFloat[block.qs[8 * g + j] & 15U]);
                y[j + 8] = scale * static_cast<float>(kFourBitFloat[block.qs[8 * g + j] >> 4U]);
            }
        }
    });
}

void encodeNVFP4(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    encodeBlocks<Block, 64>(row, {}, out, [](const float* x, const float*, Block& block) {
        for (int g = 0; g < 4; ++g, x += 16) {
            block.d[g] = scaleCode(std::fabs(signedExtreme(x, 16)) / 6.0F);
            std::uint8_t codes[16];
            fourBitCodes<16>(x, halvedScale(block.d[g]), codes);
            for (int j = 0; j < 8; ++j)
                block.qs[8 * g + j] = static_cast<std::uint8_t>(codes[j] | codes[j + 8] << 4);
        }
    });
}

} // namespace headroom::tensor
