// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/tensor/levels.h"

#include "core/tensor/fourbitfloat.h"
#include "core/tensor/nonlinear.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace headroom::tensor {

namespace {

// Where element e of a block lies; the byte layouts stand in each format's own file.
BitPlace wholeByte(unsigned e)
{
    return {e, 0};
}
BitPlace halves32(unsigned e) ///< 16 bytes per 32: low nibbles first, then high ones
{
    return {16 * (e / 32) + e % 16, e % 32 < 16 ? 0U : 4U};
}
BitPlace halves16(unsigned e) ///< 8 bytes per 16
{
    return {8 * (e / 16) + e % 8, e % 16 < 8 ? 0U : 4U};
}
BitPlace halves64(unsigned e) ///< 32 bytes per 64
{
    return {32 * (e / 64) + e % 32, e % 64 < 32 ? 0U : 4U};
}
BitPlace quarters(unsigned e) ///< 32 bytes per 128, two bits each
{
    return {32 * (e / 128) + e % 32, 2 * (e % 128 / 32)};
}
BitPlace nibblesOf128(unsigned e) ///< 64 bytes per 128: first and second 32 low, third and fourth high
{
    const unsigned j = e % 128 / 32;
    return {64 * (e / 128) + 32 * (j & 1U) + e % 32, 4 * (j >> 1U)};
}
BitPlace bitOfColumn(unsigned e) ///< 32 bytes, bit e / 32
{
    return {e % 32, e / 32};
}
BitPlace bitInOrder(unsigned e)
{
    return {e / 8, e % 8};
}
BitPlace pairInOrder(unsigned e)
{
    return {e / 4, 2 * (e % 4)};
}

constexpr BitPlane kNone{};
constexpr std::span<const std::int8_t> kEven{};

constexpr std::array kTable{
    Levels{Type::Q4_0, {16, kEven}, 0, {BitPlane{2, 4, halves32}, kNone}, 15},
    Levels{Type::Q4_1, {16, kEven}, 0, {BitPlane{4, 4, halves32}, kNone}, 15},
    Levels{Type::Q5_0, {32, kEven}, 0, {BitPlane{6, 4, halves32}, BitPlane{2, 1, bitInOrder}}, 31},
    Levels{Type::Q5_1, {32, kEven}, 0, {BitPlane{8, 4, halves32}, BitPlane{4, 1, bitInOrder}}, 31},
    // -127 … 127: -128 would overflow in kernels that split sign and magnitude
    Levels{Type::Q8_0, {255, kEven}, 129, {BitPlane{2, 8, wholeByte}, kNone}, 254},
    Levels{Type::Q2_K, {4, kEven}, 0, {BitPlane{16, 2, quarters}, kNone}, 3},
    Levels{Type::Q3_K, {8, kEven}, 0, {BitPlane{32, 2, quarters}, BitPlane{0, 1, bitOfColumn}}, 7},
    Levels{Type::Q4_K, {16, kEven}, 0, {BitPlane{16, 4, halves64}, kNone}, 15},
    Levels{Type::Q5_K, {32, kEven}, 0, {BitPlane{48, 4, halves64}, BitPlane{16, 1, bitOfColumn}}, 31},
    Levels{Type::Q6_K, {64, kEven}, 0, {BitPlane{0, 4, nibblesOf128}, BitPlane{128, 2, quarters}}, 63},
    Levels{Type::IQ4_NL, {16, kNonlinear}, 0, {BitPlane{2, 4, halves32}, kNone}, 15},
    Levels{Type::IQ4_XS, {16, kNonlinear}, 0, {BitPlane{8, 4, halves32}, kNone}, 15},
    Levels{Type::MXFP4, {16, kFourBitFloat}, 0, {BitPlane{1, 4, halves32}, kNone}, 7},
    Levels{Type::NVFP4, {16, kFourBitFloat}, 0, {BitPlane{4, 4, halves16}, kNone}, 7},
    Levels{Type::TQ2_0, {3, kEven}, 0, {BitPlane{0, 2, quarters}, kNone}, 2},
    Levels{Type::Q2_0, {4, kEven}, 0, {BitPlane{2, 2, pairInOrder}, kNone}, 3},
    Levels{Type::Q1_0, {2, kEven}, 0, {BitPlane{2, 1, bitInOrder}, kNone}, 1},
};

unsigned mask(unsigned bits)
{
    return (1U << bits) - 1U;
}

/// The row with every level replaced by one, decoded.
void probe(const Levels& levels, unsigned level, std::span<std::byte> packed, std::span<float> out)
{
    const std::vector<std::uint8_t> all(out.size(), static_cast<std::uint8_t>(level));
    writeLevels(levels, all, packed);
    format(levels.type).decode(packed, out);
}

} // namespace

unsigned LevelPoints::nearest(float position) const
{
    if (!(position > 0) && table.empty())
        return 0; // also where a step of zero gave no number
    if (table.empty())
        return static_cast<unsigned>(std::nearbyint(std::min(position, float(count - 1))));
    unsigned best = 0;
    float distance = std::fabs(position);
    for (unsigned level = 1; level < count; ++level) {
        const float other = std::fabs(position - point(level));
        best = other < distance ? level : best;
        distance = std::min(distance, other);
    }
    return best;
}

const Levels* findLevels(Type type)
{
    const auto* row = std::ranges::find(kTable, type, &Levels::type);
    return row == kTable.end() ? nullptr : row;
}

unsigned readLevel(const Levels& levels, std::span<const std::byte> block, unsigned element)
{
    unsigned stored = 0;
    unsigned shift = 0;
    for (const BitPlane& plane : levels.planes) {
        if (plane.bits == 0)
            break;
        const BitPlace place = plane.place(element);
        const auto byte = static_cast<unsigned>(block[plane.offset + place.byte]);
        stored |= ((byte >> place.shift) & mask(plane.bits)) << shift;
        shift += plane.bits;
    }
    return (stored - levels.bias) & mask(shift);
}

void writeLevel(const Levels& levels, std::span<std::byte> block, unsigned element, unsigned level)
{
    unsigned stored = level + levels.bias;
    for (const BitPlane& plane : levels.planes) {
        if (plane.bits == 0)
            break;
        const BitPlace place = plane.place(element);
        std::byte& byte = block[plane.offset + place.byte];
        const unsigned others = static_cast<unsigned>(byte) & ~(mask(plane.bits) << place.shift);
        byte = static_cast<std::byte>((others | ((stored & mask(plane.bits)) << place.shift)) & 0xFFU);
        stored >>= plane.bits;
    }
}

void levelGrid(const Levels& levels, std::span<const std::byte> packed, std::span<float> low, std::span<float> step)
{
    std::vector<std::byte> copy(packed.begin(), packed.end());
    probe(levels, levels.last, copy, step);
    probe(levels, 0, copy, low);
    const float distance = levels.points.point(levels.last);
    for (std::size_t i = 0; i < low.size(); ++i)
        step[i] = (step[i] - low[i]) / distance;
}

void writeLevels(const Levels& levels, std::span<const std::uint8_t> row, std::span<std::byte> packed)
{
    const Format& f = format(levels.type);
    const std::size_t blocks = std::min(row.size() / f.blockSize, packed.size() / f.blockBytes);
    for (std::size_t b = 0; b < blocks; ++b) {
        const auto block = packed.subspan(b * f.blockBytes, f.blockBytes);
        for (unsigned e = 0; e < f.blockSize; ++e)
            writeLevel(levels, block, e, row[b * f.blockSize + e]);
    }
}

} // namespace headroom::tensor
