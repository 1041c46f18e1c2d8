// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q8_0: 32 weights in 34 bytes, 8.5 bits each.  y = d · q
//   0  f16 d    2  i8 qs[32]
// d = largest magnitude / 127; q = x/d rounded, ties away from zero. Importance has no influence.
// Source: ggml-common.h block_q8_0, ggml-quants.c. Worked: largest magnitude 1.27 -> d = 0.01; x = -0.345 -> q = -35 (a
// tie).
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/plainblocks.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint16_t d;
    std::int8_t qs[32];
};
static_assert(sizeof(Block) == 34);

} // namespace

void decodeQ8_0(std::span<const std::byte> packed, std::span<float> row)
{
    decodePlainBlocks<Block>(packed, row, [](const Block& block, std::int8_t* levels) {
        std::memcpy(levels, block.qs, sizeof block.qs);
        return halfToFloat(block.d);
    });
}

void encodeQ8_0(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    float scales[kPlainBlocks];
    const auto search
        = [&](const float* x, std::size_t blocks, std::uint8_t* levels) { roundedPlain(x, blocks, scales, levels); };
    const auto pack = [&](std::size_t b, const std::uint8_t* levels, Block& block) {
        block.d = floatToHalf(scales[b]);
        std::memcpy(block.qs, levels, sizeof block.qs);
    };
    encodePlainBlocks<Block>(row, out, search, pack);
}

} // namespace headroom::tensor
