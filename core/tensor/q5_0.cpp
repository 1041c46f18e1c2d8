// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q5_0: 32 weights in 22 bytes, 5.5 bits each.  y = d · (n - 16)
//   0  f16 d    2  u8 qh[4]: bit e of this little-endian word is bit 4 of weight e    6  u8 qs[16]: low 4 bits as in
//   Q4_0
// Plain: d = (value of largest magnitude) / -16; n = trunc(x/d + 16.5), at most 31.
// With importance: signedSearch over d with weights importance · sqrt(mean row x² + x²).
// Source: ggml-common.h block_q5_0, ggml-quants.c. Worked: largest magnitude -0.8 -> d = 0.05; x = 0.2 -> n = 20.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/fivebits.h"
#include "core/tensor/half.h"
#include "core/tensor/plainblocks.h"
#include "core/tensor/searchedblocks.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::uint8_t qh[4];
    std::uint8_t qs[16];
};
static_assert(sizeof(Block) == 22);

} // namespace

void decodeQ5_0(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 32>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        int levels[32];
        unpackFiveBits(block.qh, block.qs, levels);
        for (int e = 0; e < 32; ++e)
            y[e] = d * static_cast<float>(levels[e] - 16);
    });
}

void encodeQ5_0(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeSigned<Block>(row, importance, out, 16,
                        [](const std::uint8_t* levels, Block& block) { packFiveBits(levels, block.qh, block.qs); });
}

} // namespace headroom::tensor
