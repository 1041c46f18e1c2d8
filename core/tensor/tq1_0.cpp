// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// TQ1_0: 256 weights in 54 bytes, 1.6875 bits each.  y = d · (trit - 1)
//   0  u8 qs[48]    48  u8 qh[4]    52  f16 d
//      five trits to a byte, first one highest: byte = ceil(256/243 · number), so that (byte · 3^n mod 256) · 3 >> 8 is
//      trit n. Bytes 0 … 31 hold weights m, m + 32 … m + 128; bytes 32 … 47 weights 160 + m, + 16 … + 64;
//      qh[j] the four weights 240 + j, + 4 … + 12 and an unused trit.
// Importance has no influence. Source: ggml-common.h block_tq1_0, ggml-quants.c. Worked: trits 2 0 1 2 1 ->
// number 178 -> byte 188.
#include "core/tensor/codecs.h"
#include "core/tensor/ternary.h"

namespace headroom::tensor {

namespace {

struct Block {
    std::uint8_t qs[48];
    std::uint8_t qh[4];
    std::uint16_t d;
};
static_assert(sizeof(Block) == 54);

/// Where the trits of a byte lie: the first weight, and the distance to the next.
struct Place {
    int first;
    int distance;
    int count;
};
Place placeOf(int byte)
{
    if (byte < 32)
        return {byte, 32, 5};
    return byte < 48 ? Place{160 + byte - 32, 16, 5} : Place{240 + byte - 48, 4, 4};
}

} // namespace

void decodeTQ1_0(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Block, 256>(packed, row, [](const Block& block, float* y) {
        const float d = halfToFloat(block.d);
        for (int byte = 0; byte < 52; ++byte) {
            unsigned rest = byte < 48 ? block.qs[byte] : block.qh[byte - 48];
            const auto [first, distance, count] = placeOf(byte);
            for (int n = 0; n < count; ++n) {
                y[first + n * distance] = static_cast<float>(static_cast<int>(rest * 3 >> 8) - 1) * d;
                rest = rest * 3 & 255U;
            }
        }
    });
}

void encodeTQ1_0(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    encodeBlocks<Block, 256>(row, {}, out, [](const float* x, const float*, Block& block) {
        std::uint8_t trits[256];
        block.d = ternarize(x, trits);
        for (int byte = 0; byte < 52; ++byte) {
            const auto [first, distance, count] = placeOf(byte);
            unsigned number = 0;
            for (int n = 0; n < 5; ++n)
                number = 3 * number + (n < count ? trits[first + n * distance] : 0U);
            (byte < 48 ? block.qs[byte] : block.qh[byte - 48]) = static_cast<std::uint8_t>((number * 256 + 242) / 243);
        }
    });
}

} // namespace headroom::tensor
