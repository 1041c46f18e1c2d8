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

void storeScales(const float* scales, Block& block)
{
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
        signedSearches(16, 4, x + 16 * b, weights + 16 * b, scales + b, levels + 16 * b);
    for (int b = 0; b < 16; ++b)
        sums[b] = std::accumulate(weights + 16 * b, weights + 16 * b + 16, 0.0F);
    std::uint8_t sixBits[16];
    block.d = floatToHalf(signedSearch(16, 32, scales, sums, sixBits));
    packScales(sixBits, block);
}

/// Levels once more, against the scales as they are stored, and their bits.
void storeLevels(const float* x, std::uint8_t* levels, Block& block)
{
    float scales[16];
    for (int b = 0; b < 16; ++b)
        scales[b] = halfToFloat(block.d) * static_cast<float>(scaleOf(block, b));
    constexpr float kNoMinima[16] = {};
    levelsAgainst(16, 16, x, scales, kNoMinima, -4, 3, levels);
    for (int e = 0; e < 64; ++e) {
        const std::uint8_t* q = levels + 128 * (e / 32) + e % 32;
        block.qs[e]
            = static_cast<std::uint8_t>((q[0] & 3) | ((q[32] & 3) << 2) | ((q[64] & 3) << 4) | ((q[96] & 3) << 6));
    }
    for (int e = 0; e < 32; ++e) {
        int mask = 0;
        for (int h = 0; h < 8; ++h)
            mask |= (levels[32 * h + e] >> 2) << h;
        block.hmask[e] = static_cast<std::uint8_t>(mask);
    }
}

/// Two blocks at a time: they have kDescents sub-blocks. The last group is filled up with zeros.
void encodePlain(std::span<const float> row, std::span<std::byte> out)
{
    constexpr std::size_t kTogether = kDescents / 16;
    const std::size_t count = std::min(out.size() / sizeof(Block), row.size() / 256);
    for (std::size_t first = 0; first < count; first += kTogether) {
        const std::size_t here = std::min(kTogether, count - first);
        float x[256 * kTogether] = {};
        float scales[16 * kTogether];
        std::uint8_t levels[256 * kTogether];
        std::copy_n(row.data() + 256 * first, 256 * here, x);
        signedDescents(16, 4, x, scales, levels);
        for (std::size_t b = 0; b < here; ++b) {
            Block block{};
            storeScales(scales + 16 * b, block);
            storeLevels(x + 256 * b, levels + 256 * b, block);
            std::memcpy(out.data() + (first + b) * sizeof(Block), &block, sizeof(Block));
        }
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
    if (importance.empty() || importance.size() < row.size())
        return encodePlain(row, out);
    encodeBlocks<Block, 256>(row, importance, out, [](const float* x, const float* weights, Block& block) {
        std::uint8_t levels[256];
        fitWeighted(x, weights, levels, block);
        storeLevels(x, levels, block);
    });
}

} // namespace headroom::tensor
