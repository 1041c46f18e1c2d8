// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// BF16: bfloat16, the upper half of a binary32 (see half.h), little endian. 16 bits per weight, 8 significant
// bits, the range of F32. Worked: 1/3 = AB 3E.
#include "core/tensor/blocks.h"
#include "core/tensor/codecs.h"
#include "core/tensor/half.h"

namespace headroom::tensor {

namespace {

constexpr std::size_t kChunk = 64; ///< a fixed count, so that the loops vectorize
struct Chunk {
    std::uint16_t bits[kChunk];
};

} // namespace

void decodeBF16(std::span<const std::byte> packed, std::span<float> row)
{
    decodeBlocks<Chunk, kChunk>(packed, row, [](const Chunk& chunk, float* x) {
        for (std::size_t i = 0; i < kChunk; ++i)
            x[i] = bfloatToFloat(chunk.bits[i]);
    });
    const std::size_t done = std::min(packed.size() / sizeof(Chunk), row.size() / kChunk);
    decodeBlocks<std::uint16_t, 1>(packed.subspan(done * sizeof(Chunk)), row.subspan(done * kChunk),
                                   [](std::uint16_t bits, float* x) { *x = bfloatToFloat(bits); });
}

void encodeBF16(std::span<const float> row, std::span<const float>, std::span<std::byte> out)
{
    encodeBlocks<Chunk, kChunk>(row, {}, out, [](const float* x, const float*, Chunk& chunk) {
        for (std::size_t i = 0; i < kChunk; ++i)
            chunk.bits[i] = floatToBfloat(x[i]);
    });
    const std::size_t done = std::min(out.size() / sizeof(Chunk), row.size() / kChunk);
    encodeBlocks<std::uint16_t, 1>(row.subspan(done * kChunk), {}, out.subspan(done * sizeof(Chunk)),
                                   [](const float* x, const float*, std::uint16_t& bits) { bits = floatToBfloat(*x); });
}

} // namespace headroom::tensor
