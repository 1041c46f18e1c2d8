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
#include "core/tensor/plainblocks.h"
#include "core/tensor/searchedblocks.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint8_t qs[16];
};
static_assert(sizeof(Block) == 18);

} // namespace

void decodeQ4_0(std::span<const std::byte> packed, std::span<float> row)
{
    decodePlainBlocks<Block>(packed, row, [](const Block& block, std::int8_t* levels) {
        for (int j = 0; j < 16; ++j) {
            levels[j] = static_cast<std::int8_t>((block.qs[j] & 15) - 8);
            levels[j + 16] = static_cast<std::int8_t>((block.qs[j] >> 4) - 8);
        }
        return halfToFloat(block.d);
    });
}

void encodeQ4_0(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeSigned<Block>(row, importance, out, 8,
                        [](const std::uint8_t* levels, Block& block) { packNibbles(levels, block.qs); });
}

} // namespace headroom::tensor
