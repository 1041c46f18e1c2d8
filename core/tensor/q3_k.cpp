// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Q3_K: 256 weights in 110 bytes, 3.4375 bits each; 16 sub-blocks of 16.  y = d · (scale - 32) · (n - 4)
//   0  u8 hmask[32]    32  u8 qs[64]    96  u8 scales[12]    108  f16 d
//      weight e, H = e / 128, j = e % 128 / 32, l = e % 32: low 2 bits in qs[32H + l] >> 2j, bit 2 in hmask[l] >> (4H +
//      j) 6-bit scale of sub-block b: low 4 bits in scales[b] (b < 8) or scales[b-8] >> 4, high 2 in scales[8 + b%4] >>
//      2(b/4)
// Plain: signedDescent per sub-block; d maps the scale of largest magnitude to -32. With importance: signedSearch for
// the weights and again for the scales. Source: ggml-common.h block_q3_K, ggml-quants.c.
// Worked: d = 0.01, scale 0 (-32), n = 3 -> 0.32.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"
#include "core/tensor/lanesearch.h"

#include <numeric>

namespace headroom::tensor {

namespace {

struct Block {
    std::uint8_t hmask[32];
    std::uint8_t qs[64];
    std::uint8_t scales[12];
    std::uint16_t d;
};
static_assert(sizeof(Block) == 110);

int scaleOf(const Block& block, int b)
{
    const int low = b < 8 ? block.scales[b] & 15 : block.scales[b - 8] >> 4;
    const int high = (block.scales[8 + b % 4] >> (2 * (b / 4))) & 3;
    return (low | (high << 4)) - 32;
}

void packScales(const std::uint8_t* scales, Block& block)
{
    for (int b = 0; b < 8; ++b)
        block.scales[b] = static_cast<std::uint8_t>((scales[b] & 15) | ((scales[b + 8] & 15) << 4));
    for (int b = 0; b < 16; ++b) {
        std::uint8_t& high = block.scales[8 + b % 4];
        high = static_cast<std::uint8_t>(high | ((scales[b] >> 4) << (2 * (b / 4))));
    }
}

void fitPlain(const float* x, std::uint8_t* levels, Block& block)
{
    float scales[16];
    for (int b = 0; b < 16; b += kLanes)
        signedDescentEight(16, 4, x + 16 * b, scales + b, levels + 16 * b);
    const float extreme = signedExtreme(scales, 16);
    if (extreme == 0)
        return; // every stored scale stays 0, that is -32, and d = 0
    const float inverse = -32.0F / extreme;
    std::uint8_t sixBits[16];
    for (int b = 0; b < 16; ++b) {
        const auto nearest = static_cast<std::int8_t>(nearestInt(inverse * scales[b]));
        sixBits[b] = static_cast<std::uint8_t>(std::clamp<int>(nearest, -32, 31) + 32);
    }
    packScales(sixBits, block);
    block.d = floatToHalf(1 / inverse);
}

void fitWeighted(const float* x, const float* importance, std::uint8_t* levels, Block& block)
{
    float scales[16];
    float sums[16];
    float weights[256];
    searchWeights(x, importance, 2 * sumOfSquares(x, 256) / 256, 256, weights);
    for (int b = 0; b < 16; b += kLanes)
        signedSearchEight(16, 4, x + 16 * b, weights + 16 * b, scales + b, levels + 16 * b);
    for (int b = 0; b < 16; ++b)
        sums[b] = std::accumulate(weights + 16 * b, weights + 16 * b + 16, 0.0F);
    std::uint8_t sixBits[16];
    block.d = floatToHalf(signedSearch(16, 32, scales, sums, sixBits));
    packScales(sixBits, block);
}

void encodeBlock(const float* x, const float* importance, Block& block)
{
    std::uint8_t levels[256];
    importance ? fitWeighted(x, importance, levels, block) : fitPlain(x, levels, block);
    for (int b = 0; b < 16; ++b) {
        const float d = halfToFloat(block.d) * static_cast<float>(scaleOf(block, b));
        if (d == 0)
            continue;
        for (int e = 16 * b; e < 16 * b + 16; ++e)
            levels[e] = static_cast<std::uint8_t>(std::clamp(nearestInt(x[e] / d), -4, 3) + 4);
    }
    for (int e = 0; e < 256; ++e) {
        const int low = levels[e] & 3;
        std::uint8_t& qs = block.qs[32 * (e / 128) + e % 32];
        qs = static_cast<std::uint8_t>(qs | (low << (2 * (e % 128 / 32))));
        std::uint8_t& mask = block.hmask[e % 32];
        mask = static_cast<std::uint8_t>(mask | ((levels[e] >> 2) << (e / 32)));
    }
}

} // namespace

void decodeQ3K(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int b = 0; b < 16; ++b) {
            const float step = d * static_cast<float>(scaleOf(block, b));
            const std::uint8_t* qs = block.qs + 32 * (b / 8) + 16 * (b % 2);
            const std::uint8_t* mask = block.hmask + 16 * (b % 2);
            for (int l = 0; l < 16; ++l) {
                const int level = ((qs[l] >> (b % 8 / 2 * 2)) & 3) | (((mask[l] >> (b / 2)) & 1) << 2);
                y[16 * b + l] = step * static_cast<float>(level - 4);
            }
        }
    });
}

void encodeQ3K(std::span<const float> row, std::span<const float> importance, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, importance, out, encodeBlock);
}

} // namespace headroom::tensor
