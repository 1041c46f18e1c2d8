// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// MXFP4: 32 weights in 17 bytes, 4.25 bits each.  y = 2^(e - 127) · E2M1
//   0  u8 e    1  u8 qs[16]: weight j < 16 in the low nibble of qs[j], weight 16 + j in the high one
// e = floor(log2(largest magnitude)) - 2 + 127, the logarithm rounded to float as llama.cpp does. Importance has no
// influence. Source: OCP MX specification 1.0; ggml-common.h block_mxfp4, ggml-quants.c. Worked: e = 126, code 7 -> 3.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/fourbitfloat.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint8_t e;
    std::uint8_t qs[16];
};
static_assert(sizeof(Block) == 17);

std::uint8_t exponentFor(float largest)
{
    if (!(largest > 0) || !std::isfinite(largest))
        return 0;
    // Below 2^-125 the exponent is negative and wraps around, in llama.cpp as here.
    return static_cast<std::uint8_t>(static_cast<int>(std::floor(std::log2(largest)) - 2 + 127));
}

} // namespace

void decodeMXFP4(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 32>(packed, row, [](const Block& block, float* y) {
        const float scale = mxfp4Scale(block.e);
        for (int j = 0; j < 16; ++j) {
            y[j] = scale * static_cast<float>(kFourBitFloat[block.qs[j] & 15U]);
            y[j + 16] = scale * static_cast<float>(kFourBitFloat[block.qs[j] >> 4U]);
        }
    });
}

void encodeMXFP4(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    encodeBlocks<Block, 32>(row, {}, out, [](const float* x, const float*, Block& block) {
        block.e = exponentFor(std::fabs(signedExtreme(x, 32)));
        std::uint8_t codes[32];
        fourBitCodes<32>(x, mxfp4Scale(block.e), codes);
        for (int j = 0; j < 16; ++j)
            block.qs[j] = static_cast<std::uint8_t>(codes[j] | codes[j + 16] << 4);
    });
}

} // namespace headroom::tensor
