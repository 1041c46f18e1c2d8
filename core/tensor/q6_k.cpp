// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q6_K: 256 weights in 210 bytes, 6.5625 bits each; 16 sub-blocks of 16.  y = d · scale · (n - 32)
//   0  u8 ql[128]    128  u8 qh[64]    192  i8 scales[16]    208  f16 d
//      weight e, H = e / 128, j = e % 128 / 32, l = e % 32: low 4 bits in ql[64H + 32(j & 1) + l] >> 4(j >> 1),
//      high 2 bits in qh[32H + l] >> 2j
// Search: signedSearch per sub-block, weights x², or the importance alone; d maps the largest scale to -128.
// Source: ggml-common.h block_q6_K, ggml-quants.c. Worked: d = 0.001, scale -128, n = 20 -> 1.536.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/lanesearch.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint8_t ql[128];
    std::uint8_t qh[64];
    std::int8_t scales[16];
    std::uint16_t d;
};
static_assert(sizeof(Block) == 210);

void pack(const std::uint8_t* levels, Block& block)
{
    for (int h = 0; h < 2; ++h) {
        for (int l = 0; l < 32; ++l) {
            const std::uint8_t* q = levels + 128 * h + l;
            block.ql[64 * h + l] = static_cast<std::uint8_t>((q[0] & 15) | ((q[64] & 15) << 4));
            block.ql[64 * h + 32 + l] = static_cast<std::uint8_t>((q[32] & 15) | ((q[96] & 15) << 4));
            block.qh[32 * h + l] = static_cast<std::uint8_t>((q[0] >> 4) | ((q[32] >> 4) << 2) | ((q[64] >> 4) << 4)
                                                             | ((q[96] >> 4) << 6));
        }
    }
}

void encodeBlock(const float* x, const float* importance, Block& block)
{
    std::uint8_t levels[256];
    float scales[16];
    for (int b = 0; b < 16; b += kLanes)
        signedSearches(16, 32, x + 16 * b, importance ? importance + 16 * b : nullptr, scales + b, levels + 16 * b);
    const float extreme = signedExtreme(scales, 16);
    if (!(std::fabs(extreme) >= kAllZero))
        return;
    const float inverse = -128.0F / extreme;
    block.d = floatToHalf(1 / inverse);
    for (int b = 0; b < 16; ++b) {
        block.scales[b] = static_cast<std::int8_t>(std::min(127, nearestInt(inverse * scales[b])));
        scales[b] = halfToFloat(block.d) * static_cast<float>(block.scales[b]);
    }
    constexpr float kNoMinima[16] = {};
    levelsAgainst(16, 16, x, scales, kNoMinima, -32, 31, levels);
    pack(levels, block);
}

} // namespace

void decodeQ6K(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int b = 0; b < 16; ++b) {
            const int h = b / 8;
            const int j = b % 8 / 2;
            const float step = d * static_cast<float>(block.scales[b]);
            const std::uint8_t* ql = block.ql + 64 * h + 32 * (j & 1) + 16 * (b % 2);
            const std::uint8_t* qh = block.qh + 32 * h + 16 * (b % 2);
            for (int l = 0; l < 16; ++l) {
                const int level = ((ql[l] >> (4 * (j >> 1))) & 15) | (((qh[l] >> (2 * j)) & 3) << 4);
                y[16 * b + l] = step * static_cast<float>(level - 32);
            }
        }
    });
}

void encodeQ6K(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, importance, out, encodeBlock);
}

} // namespace headroom::tensor
