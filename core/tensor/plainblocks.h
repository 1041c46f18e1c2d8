// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the simple formats without importance take their scale from a block's extremes and round: memory's speed is
// within reach if many weights are handled at a time. Every float operation is the one of the scalar definition in the
// format's own file, so the bytes are the same with any instruction set.
// Shapes: x holds `blocks` blocks of 32 finite values, levels as many bytes.
#pragma once

#include "core/tensor/blocks.h"

namespace headroom::tensor {

inline constexpr std::size_t kPlainBlocks = 8; ///< at most so many at a time

/// scale = (value of largest magnitude, the first of equals) / -middle; level = trunc(x/scale + middle + 1/2), at most
/// 2 · middle - 1, of which the low byte counts. middle: 8 or 16.
void signedPlain(const float* x, std::size_t blocks, int middle, float* scales, std::uint8_t* levels);

/// scale = (largest - smallest) / most; level = trunc((x - smallest)/scale + 1/2), at most `cap`. minima: the smallest.
void affinePlain(const float* x, std::size_t blocks, int most, int cap, float* minima, float* scales,
                 std::uint8_t* levels);

/// scale = largest magnitude / 127; level = x/scale rounded, ties away from zero, in two's complement.
void roundedPlain(const float* x, std::size_t blocks, float* scales, std::uint8_t* levels);

/// y = scale of its block times level.
void plainValues(const std::int8_t* levels, const float* scales, std::size_t blocks, float* y);

/// unpack(block, levels) gives the scale, for groups of blocks of a row.
template <class Block, class Unpack>
void decodePlainBlocks(std::span<const std::byte> packed, std::span<float> row, Unpack unpack)
{
    const std::size_t count = std::min(packed.size() / sizeof(Block), row.size() / 32);
    for (std::size_t first = 0; first < count; first += kPlainBlocks) {
        const std::size_t here = std::min(kPlainBlocks, count - first);
        Block blocks[kPlainBlocks];
        std::int8_t levels[32 * kPlainBlocks];
        float scales[kPlainBlocks];
        std::memcpy(blocks, packed.data() + first * sizeof(Block), here * sizeof(Block));
        for (std::size_t b = 0; b < here; ++b)
            scales[b] = unpack(blocks[b], levels + 32 * b);
        plainValues(levels, scales, here, row.data() + 32 * first);
    }
}

/// Level e < 16 is the low nibble of byte e, the high one of byte e - 16 from there on.
inline void packNibbles(const std::uint8_t* levels, std::uint8_t* nibbles)
{
    for (int j = 0; j < 16; ++j)
        nibbles[j] = static_cast<std::uint8_t>((levels[j] & 15) | ((levels[j + 16] & 15) << 4));
}

/// search(x, blocks, levels) for groups of blocks of a row, then pack(b, levels of that block, block) for each.
template <class Block, class Search, class Pack>
void encodePlainBlocks(std::span<const float> row, std::span<std::byte> out, Search search, Pack pack)
{
    const std::size_t count = std::min(out.size() / sizeof(Block), row.size() / 32);
    for (std::size_t first = 0; first < count; first += kPlainBlocks) {
        const std::size_t here = std::min(kPlainBlocks, count - first);
        std::uint8_t levels[32 * kPlainBlocks];
        Block blocks[kPlainBlocks];
        search(row.data() + 32 * first, here, levels);
        for (std::size_t b = 0; b < here; ++b)
            pack(b, levels + 32 * b, blocks[b]);
        std::memcpy(out.data() + first * sizeof(Block), blocks, here * sizeof(Block));
    }
}

} // namespace headroom::tensor
