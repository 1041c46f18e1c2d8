// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/intbatch.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/infer/cpu/intbatch.cpp"
#include <hwy/foreach_target.h>

#include "core/infer/cpu/intblocks-inl.h"
#include "core/infer/cpu/lanes-inl.h"

#include <algorithm>
#include <cstring>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

HWY_BEFORE_NAMESPACE();
namespace headroom::infer::HWY_NAMESPACE {

#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3

using Ints = hn::Rebind<std::int32_t, Tag>;
using IntVector = hn::Vec<Ints>;

inline constexpr std::size_t kAcross = 2; ///< registers of rows side by side
inline constexpr std::size_t kRows = kAcross * kPart;
inline constexpr std::size_t kMostTokens = HWY_TARGET == HWY_AVX3 ? 6 : 3; ///< as many sums as there are registers
inline constexpr std::size_t kChunk = 512; ///< columns whose levels stay in the first cache
inline constexpr int kCentre = 8; ///< unsigned levels are moved down by this

/// 32 columns of kRows rows.
struct PanelBlock {
    std::int8_t levels[8][kAcross][kPiece]; ///< four columns of a row are one lane
    std::int32_t bias[kAcross][kPart]; ///< what the activations' move by 128 adds, negative
    float scale[kAcross][kPart];
    float offset[kAcross][kPart];
};
static_assert(sizeof(PanelBlock) * (kChunk / 32) <= kIntegerPanelBytes && kRows <= kIntegerPanelRows);

#if HWY_TARGET == HWY_AVX3
using Bytes = __m512i;
HWY_INLINE Bytes pairSums(Bytes tokens, Bytes levels)
{
    return _mm512_maddubs_epi16(tokens, levels);
}
HWY_INLINE Bytes widePairs(Bytes sums)
{
    return _mm512_madd_epi16(sums, _mm512_set1_epi16(1));
}
#else
using Bytes = __m256i;
HWY_INLINE Bytes pairSums(Bytes tokens, Bytes levels)
{
    return _mm256_maddubs_epi16(tokens, levels);
}
HWY_INLINE Bytes widePairs(Bytes sums)
{
    return _mm256_madd_epi16(sums, _mm256_set1_epi16(1));
}
#endif

HWY_INLINE Bytes loadLevels(const std::int8_t* levels)
{
    return hn::Load(hn::Repartition<std::int8_t, Tag>(), levels).raw;
}

HWY_INLINE Bytes fourColumns(const std::int8_t* token)
{
    return hn::Set(Ints(), at<std::int32_t>(reinterpret_cast<const std::uint8_t*>(token))).raw;
}

/// Sums of products of 32 columns, four at a time, of unsigned activations and signed levels.
template <bool kAccumulating> struct BlockSum;

/// By the instruction that accumulates in 32 bits.
template <> struct BlockSum<true> {
    Bytes sum;
    HWY_INLINE void start(const std::int32_t* bias) { sum = hn::Load(Ints(), bias).raw; }
    HWY_INLINE void add(Bytes tokens, const std::int8_t* levels)
    {
        // Written out: the instruction is newer than this instruction set.
        asm("vpdpbusd %2, %1, %0" : "+v"(sum) : "v"(tokens), "v"(loadLevels(levels)));
    }
    HWY_INLINE IntVector finish(const std::int32_t*) const { return IntVector{sum}; }
};

/// By sums in 16 bits, which hold for levels of at most 8: 8 · 2 · 255 · 8 < 2^15.
template <> struct BlockSum<false> {
    hn::Vec<hn::Repartition<std::int16_t, Tag>> sum;
    HWY_INLINE void start(const std::int32_t*) { sum = hn::Zero(hn::Repartition<std::int16_t, Tag>()); }
    HWY_INLINE void add(Bytes tokens, const std::int8_t* levels)
    {
        sum = hn::Add(sum, decltype(sum){pairSums(tokens, loadLevels(levels))});
    }
    HWY_INLINE IntVector finish(const std::int32_t* bias) const
    {
        return hn::Add(IntVector{widePairs(sum.raw)}, hn::Load(Ints(), bias));
    }
};

/// Levels, scales and offsets of 256 columns of one row.
template <class Block> HWY_INLINE void placeGroup(const std::uint8_t* in, std::size_t row, PanelBlock* panel)
{
    Group<8> group;
    Block::load(in, group);
    alignas(64) std::uint8_t levels[256];
    for (std::size_t piece = 0; piece < kPieces; ++piece) {
        const ByteVector moved
            = Block::kSigned ? group.levels[piece] : hn::Sub(group.levels[piece], splatByte(kCentre));
        hn::Store(moved, Unsigned(), levels + piece * kPiece);
    }
    alignas(64) float scale[kPart], offset[kPart];
    hn::Store(group.scale[0], Tag(), scale);
    hn::Store(Block::kSigned ? hn::Zero(Tag())
                             : hn::NegMulAdd(group.scale[0], hn::Set(Tag(), kCentre), group.offset[0]),
              Tag(), offset);
    const std::size_t across = row / kPart, lane = row % kPart;
    for (std::size_t b = 0; b < 8; ++b) {
        for (std::size_t k = 0; k < 8; ++k)
            std::memcpy(panel[b].levels[k][across] + 4 * lane, levels + 32 * b + 4 * k, 4);
        panel[b].scale[across][lane] = scale[b];
        panel[b].offset[across][lane] = offset[b];
    }
}

/// The activations' 128 times the sum of each row's levels.
HWY_INLINE void setBias(PanelBlock& block)
{
    const Bytes ones = hn::Set(Unsigned(), 1).raw;
    for (std::size_t v = 0; v < kAcross; ++v) {
        IntVector sums = hn::Zero(Ints());
        for (std::size_t k = 0; k < 8; ++k)
            sums = hn::Add(sums, IntVector{widePairs(pairSums(ones, loadLevels(block.levels[k][v])))});
        hn::Store(hn::Neg(hn::ShiftLeft<7>(sums)), Ints(), block.bias[v]);
    }
}

/// Columns first … first + columns of all rows; rows and columns that are missing are zero.
template <class Block> void fillPanel(const PackedRows& rows, std::size_t first, std::size_t columns, PanelBlock* panel)
{
    constexpr std::size_t kGroupBytes = kIntegerGroup / Block::kBlock * Block::kBytes;
    if (rows.count < kRows)
        std::memset(static_cast<void*>(panel), 0, columns / 32 * sizeof(PanelBlock));
    for (std::size_t r = 0; r < rows.count; ++r) {
        const auto* in
            = reinterpret_cast<const std::uint8_t*>(rows.data) + r * rows.bytes + first / Block::kBlock * Block::kBytes;
        for (std::size_t k = 0; k < columns; k += kIntegerGroup, in += kGroupBytes) {
            if (first + k + kIntegerGroup <= rows.columns) {
                placeGroup<Block>(in, r, panel + k / 32);
                continue;
            }
            std::uint8_t rest[kGroupBytes] = {}; // blocks of zeros: scale 0
            std::memcpy(rest, in, (rows.columns - first - k) / Block::kBlock * Block::kBytes);
            placeGroup<Block>(rest, r, panel + k / 32);
        }
    }
    for (std::size_t b = 0; b < columns / 32; ++b)
        setBias(panel[b]);
}

/// Where the tokens of a tile meet the panel: pointers to their first column.
struct Tile {
    const std::int8_t* values;
    const float *scales, *sums;
    std::size_t stride; ///< columns from one token to the next
    float* out;
    std::size_t outStride, rows;

    HWY_INLINE auto mask(std::size_t v) const
    {
        return hn::FirstN(Tag(), std::min(kPart, rows - std::min(rows, v * kPart)));
    }
};

template <bool kAccumulating, bool kOffset, std::size_t kTokens>
HWY_INLINE void addTile(const PanelBlock* panel, std::size_t blocks, const Tile& tile)
{
    Vector sums[kTokens][kAcross];
    for (std::size_t t = 0; t < kTokens; ++t)
        for (std::size_t v = 0; v < kAcross; ++v)
            sums[t][v] = hn::MaskedLoad(tile.mask(v), Tag(), tile.out + t * tile.outStride + v * kPart);
    for (std::size_t b = 0; b < blocks; ++b) {
        const PanelBlock& block = panel[b];
        BlockSum<kAccumulating> dots[kTokens][kAcross];
        HWY_UNROLL(6)
        for (std::size_t t = 0; t < kTokens; ++t)
            for (std::size_t v = 0; v < kAcross; ++v)
                dots[t][v].start(block.bias[v]);
        HWY_UNROLL(8)
        for (std::size_t k = 0; k < 8; ++k)
            HWY_UNROLL(6)
        for (std::size_t t = 0; t < kTokens; ++t) {
            const auto four = fourColumns(tile.values + t * tile.stride + 32 * b + 4 * k);
            for (std::size_t v = 0; v < kAcross; ++v)
                dots[t][v].add(four, block.levels[k][v]);
        }
        HWY_UNROLL(6)
        for (std::size_t t = 0; t < kTokens; ++t) {
            const std::size_t at = t * (tile.stride / 32) + b;
            for (std::size_t v = 0; v < kAcross; ++v) {
                const Vector scale = hn::Mul(hn::Load(Tag(), block.scale[v]), hn::Set(Tag(), tile.scales[at]));
                sums[t][v] = hn::MulAdd(hn::ConvertTo(Tag(), dots[t][v].finish(block.bias[v])), scale, sums[t][v]);
                if constexpr (kOffset)
                    sums[t][v]
                        = hn::NegMulAdd(hn::Load(Tag(), block.offset[v]), hn::Set(Tag(), tile.sums[at]), sums[t][v]);
            }
        }
    }
    for (std::size_t t = 0; t < kTokens; ++t)
        for (std::size_t v = 0; v < kAcross; ++v)
            hn::BlendedStore(sums[t][v], tile.mask(v), Tag(), tile.out + t * tile.outStride + v * kPart);
}

/// A panel of at most kRows rows.
template <class Block, bool kAccumulating, bool kOffset>
void panelTimesTokens(const PackedRows& rows, const IntegerRows& tokens, PanelBlock* panel, float* out,
                      std::size_t outStride)
{
    for (std::size_t t = 0; t < tokens.count; ++t)
        std::fill_n(out + t * outStride, rows.count, 0.0F);
    for (std::size_t first = 0; first < tokens.columns; first += kChunk) {
        const std::size_t columns = std::min(kChunk, tokens.columns - first);
        fillPanel<Block>(rows, first, columns, panel);
        const auto tile = [&](std::size_t token) {
            const std::size_t at = token * tokens.columns + first;
            return Tile{tokens.values + at, tokens.scales + at / 32, tokens.sums + at / 32,
                        tokens.columns,     out + token * outStride, outStride,
                        rows.count};
        };
        std::size_t token = 0;
        for (; token + kMostTokens <= tokens.count; token += kMostTokens)
            addTile<kAccumulating, kOffset, kMostTokens>(panel, columns / 32, tile(token));
        for (; token < tokens.count; ++token)
            addTile<kAccumulating, kOffset, 1>(panel, columns / 32, tile(token));
    }
}

template <class Block, bool kAccumulating, bool kOffset>
void batch(const PackedRows& rows, const IntegerRows& tokens, std::byte* scratch, float* out, std::size_t outStride)
{
    for (std::size_t row = 0; row < rows.count; row += kRows) {
        PackedRows some = rows;
        some.data += row * rows.bytes;
        some.count = std::min(kRows, rows.count - row);
        panelTimesTokens<Block, kAccumulating, kOffset>(some, tokens, reinterpret_cast<PanelBlock*>(scratch), out + row,
                                                        outStride);
    }
}

template <class Block, bool kOffset> IntegerBatch find(std::size_t columns, bool accumulating)
{
    if (columns % Block::kBlock != 0)
        return nullptr;
    if (HWY_TARGET == HWY_AVX3 && accumulating)
        return batch<Block, HWY_TARGET == HWY_AVX3, kOffset>;
    return Block::kSigned ? nullptr : batch<Block, false, kOffset>; // those levels are too large for 16 bits
}

IntegerBatch chooseBatch(tensor::Type type, std::size_t columns, bool accumulating)
{
    switch (type) {
    case tensor::Type::Q4_0:
        return find<intblock::Q4_0, false>(columns, accumulating);
    case tensor::Type::Q4_1:
        return find<intblock::Q4_1, true>(columns, accumulating);
    case tensor::Type::Q4_K:
        return find<intblock::Q4_K, true>(columns, accumulating);
    case tensor::Type::IQ4_NL:
        return find<intblock::IQ4_NL, false>(columns, accumulating);
    case tensor::Type::IQ4_XS:
        return find<intblock::IQ4_XS, false>(columns, accumulating);
    case tensor::Type::MXFP4:
        return find<intblock::MXFP4, false>(columns, accumulating);
    default:
        return nullptr;
    }
}

#else

IntegerBatch chooseBatch(tensor::Type, std::size_t, bool)
{
    return nullptr;
}

#endif

} // namespace headroom::infer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::infer {
HWY_EXPORT(chooseBatch);

IntegerSupport IntegerSupport::detect()
{
    IntegerSupport out;
#if defined(__x86_64__)
    unsigned a = 0, b = 0, c = 0, d = 0;
    if (__get_cpuid_count(7, 0, &a, &b, &c, &d) != 0)
        out.bfloatTiles = (d & (1U << 22U)) != 0;
    out.accumulating = __builtin_cpu_supports("avx512vnni") != 0;
#endif
    return out;
}

IntegerBatch integerBatch(tensor::Type type, std::size_t columns, IntegerSupport support)
{
    if (support.bfloatTiles)
        return nullptr;
    return HWY_DYNAMIC_DISPATCH(chooseBatch)(type, columns, support.accumulating);
}

void biasTokens(std::int8_t* bytes, std::size_t values)
{
    for (std::size_t i = 0; i < values; ++i)
        bytes[i] = static_cast<std::int8_t>(bytes[i] ^ -128);
}

} // namespace headroom::infer
#endif
