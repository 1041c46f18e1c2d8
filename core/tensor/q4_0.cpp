// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q4_0: 32 weights in 18 bytes, 4.5 bits each.  y = d · (n - 8)
//   0  f16 d         2  u8 qs[16]: weight e is the low nibble of qs[e] for e < 16, the high one of qs[e-16] from 16 on
// Plain: d = (value of largest magnitude) / -8, so that the extreme hits -8 exactly; n = trunc(x/d + 8.5), at most 15.
// With importance: signedSearch over d with weights importance · sqrt(mean row x² + x²).
// Source: ggml-common.h block_q4_0, ggml-quants.c. Worked: largest magnitude -0.4 -> d = 0.05; x = 0.2 -> n = 12 ->
// 0.2.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/searchedblocks.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint8_t qs[16];
};
static_assert(sizeof(Block) == 18);

void encodePlain(const float* x, Block& block)
{
    const float d = signedExtreme(x, 32) / -8.0F;
    const float inverse = d != 0.0F ? 1.0F / d : 0.0F;
    block.d = floatToHalf(d);
    for (int j = 0; j < 16; ++j) {
        const int low = std::min(15, truncated(x[j] * inverse + 8.5F));
        const int high = std::min(15, truncated(x[j + 16] * inverse + 8.5F));
        block.qs[j] = static_cast<std::uint8_t>((low & 15) | ((high & 15) << 4));
    }
}

void encodeEight(const float* x, const float* weights, std::uint8_t* levels, Block* blocks)
{
    float scales[kLanes];
    signedSearchEight(32, 8, x, weights, scales, levels);
    for (int b = 0; b < kLanes; ++b) {
        Block& block = blocks[b];
        const std::uint8_t* own = levels + 32 * b;
        block.d = floatToHalf(scales[b]);
        for (int j = 0; j < 16; ++j)
            block.qs[j] = static_cast<std::uint8_t>(own[j] | (own[j + 16] << 4));
    }
}

} // namespace

void decodeQ4_0(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 32>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int j = 0; j < 16; ++j) {
            y[j] = d * static_cast<float>((block.qs[j] & 15) - 8);
            y[j + 16] = d * static_cast<float>((block.qs[j] >> 4) - 8);
        }
    });
}

void encodeQ4_0(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    if (hasImportance(row, importance))
        return encodeSearched<Block>(row, importance, out, encodeEight);
    encodeBlocks<Block, 32>(row, {}, out, [](const float* x, const float*, Block& block) { encodePlain(x, block); });
}

} // namespace headroom::tensor
