// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how each packed format fills registers with unsigned bytes for the integer dot products. 256 weights make a
// group: their levels in order, and per sub-block of 32 (or 16) y = scale · level - offset. Where the levels are signed
// the bytes are two's complement. Layouts: core/tensor. Included once per instruction set; AVX2 and AVX-512 only.
#if defined(HEADROOM_INFER_INTBLOCKS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HEADROOM_INFER_INTBLOCKS_INL
#undef HEADROOM_INFER_INTBLOCKS_INL
#else
#define HEADROOM_INFER_INTBLOCKS_INL
#endif

#include "core/infer/cpu/lanes-inl.h"
#include "core/tensor/fourbitfloat.h"
#include "core/tensor/half.h"
#include "core/tensor/nonlinear.h"

#include <cstring>

#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
HWY_BEFORE_NAMESPACE();
namespace headroom::infer::HWY_NAMESPACE {

using Unsigned = hn::ScalableTag<std::uint8_t>;
using ByteVector = hn::Vec<Unsigned>;
inline constexpr std::size_t kPiece = 4 * kPart; ///< bytes per register
inline constexpr std::size_t kPieces = 256 / kPiece;

/// kSubs sub-blocks of 256 / kSubs weights; the lanes of `scale` beyond kSubs are zero.
template <std::size_t kSubs> struct Group {
    static constexpr std::size_t kRegisters = kSubs <= kPart ? 1 : kSubs / kPart;
    ByteVector levels[kPieces];
    Vector scale[kRegisters];
    Vector offset[kRegisters];
};

template <class T> HWY_INLINE T at(const std::uint8_t* in)
{
    T out;
    std::memcpy(&out, in, sizeof out);
    return out;
}

HWY_INLINE ByteVector splatByte(std::uint8_t value)
{
    return hn::Set(Unsigned(), value);
}

HWY_INLINE ByteVector loadPiece(const std::uint8_t* in)
{
    return hn::LoadU(Unsigned(), in);
}

/// Eight floats, then zeros.
HWY_INLINE Vector widened(__m256 eight)
{
#if HWY_TARGET == HWY_AVX3
    return Vector{_mm512_zextps256_ps512(eight)};
#else
    return Vector{eight};
#endif
}

HWY_INLINE __m256 floatsOfHalves(__m128i halves)
{
    return _mm256_cvtph_ps(halves);
}

/// The f16 at the start of each of eight blocks.
template <std::size_t kStride> HWY_INLINE __m256 eightHalves(const std::uint8_t* in)
{
    const auto half = [&](std::size_t i) HWY_ATTR { return at<short>(in + i * kStride); };
#if HWY_TARGET == HWY_AVX3
    if constexpr (kStride >= 18 && kStride <= 24) { // six or more are among the first 64 words: one instruction
        constexpr auto kWord = [](std::size_t i) { return static_cast<short>(i * kStride / 2 % 64); };
        const __m128i words = _mm_set_epi16(kWord(7), kWord(6), kWord(5), kWord(4), kWord(3), kWord(2), kWord(1), 0);
        const __m512i low = _mm512_loadu_si512(in), high = _mm512_loadu_si512(in + 64);
        __m128i out = _mm512_castsi512_si128(_mm512_permutex2var_epi16(low, _mm512_castsi128_si512(words), high));
        if constexpr (6 * kStride / 2 >= 64)
            out = _mm_insert_epi16(out, half(6), 6);
        if constexpr (7 * kStride / 2 >= 64)
            out = _mm_insert_epi16(out, half(7), 7);
        return floatsOfHalves(out);
    }
#endif
    return floatsOfHalves(_mm_set_epi16(half(7), half(6), half(5), half(4), half(3), half(2), half(1), half(0)));
}

HWY_INLINE __m256 floatsOfBytes(std::uint64_t eight)
{
    return _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_cvtsi64_si128(static_cast<long long>(eight))));
}

HWY_INLINE __m256 floatsOfSignedBytes(std::uint64_t eight)
{
    return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_cvtsi64_si128(static_cast<long long>(eight))));
}

HWY_INLINE __m256 times(float d, __m256 values)
{
    return _mm256_mul_ps(_mm256_set1_ps(d), values);
}

HWY_INLINE float halfFloat(const std::uint8_t* in)
{
    return _mm_cvtss_f32(_mm_cvtph_ps(_mm_cvtsi32_si128(at<std::uint16_t>(in))));
}

/// A piece of 32-byte runs, each byte shifted right by `low` in the first 32 weights and by `high` in the next.
/// AVX-512: both halves from the same 32 bytes. AVX2 has one half: first says which.
template <int kLow, int kHigh> HWY_INLINE ByteVector shiftedRuns(const std::uint8_t* run, bool first)
{
#if HWY_TARGET == HWY_AVX3
    (void)first;
    const __m512i both = _mm512_broadcast_i64x4(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(run)));
    const __m512i shifts = _mm512_inserti64x4(_mm512_set1_epi32(kLow), _mm256_set1_epi32(kHigh), 1);
    return ByteVector{_mm512_srlv_epi32(both, shifts)};
#else
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(run));
    return ByteVector{first ? _mm256_srli_epi32(bytes, kLow) : _mm256_srli_epi32(bytes, kHigh)};
#endif
}

/// Runs over the pieces of 64 weights that share 32 bytes: body(run of 64, first 32?, piece).
template <class Body> HWY_INLINE void eachPiece(Body body)
{
    HWY_UNROLL(8)
    for (std::size_t piece = 0; piece < kPieces; ++piece)
        body(piece * kPiece / 64, piece * kPiece % 64 == 0, piece);
}

/// Nibbles of 16-byte runs: the first 16 weights of a run low, the next 16 high. The piece starts at block i.
template <std::size_t kStride> HWY_INLINE ByteVector nibblePiece(const std::uint8_t* firstRun, std::size_t i)
{
    const auto* run = reinterpret_cast<const __m128i*>(firstRun + i * kStride);
#if HWY_TARGET == HWY_AVX3
    const auto* next = reinterpret_cast<const __m128i*>(firstRun + (i + 1) * kStride);
    const __m512i first = _mm512_broadcast_i32x4(_mm_loadu_si128(run));
    const __m512i both = _mm512_mask_broadcast_i32x4(first, 0xFF00, _mm_loadu_si128(next));
    const __m512i shifts = _mm512_set_epi32(4, 4, 4, 4, 0, 0, 0, 0, 4, 4, 4, 4, 0, 0, 0, 0);
    return hn::And(ByteVector{_mm512_srlv_epi32(both, shifts)}, splatByte(15));
#else
    const __m256i both = _mm256_broadcastsi128_si256(_mm_loadu_si128(run));
    const __m256i shifts = _mm256_set_epi32(4, 4, 4, 4, 0, 0, 0, 0);
    return hn::And(ByteVector{_mm256_srlv_epi32(both, shifts)}, splatByte(15));
#endif
}

template <std::size_t kStride> HWY_INLINE void nibbleLevels(const std::uint8_t* firstRun, ByteVector* levels)
{
    HWY_UNROLL(8)
    for (std::size_t piece = 0; piece < kPieces; ++piece)
        levels[piece] = nibblePiece<kStride>(firstRun, piece * kPiece / 32);
}

HWY_INLINE ByteVector tableLevels(const std::array<std::int8_t, 16>& table, ByteVector nibbles)
{
    const auto bytes = hn::LoadDup128(Unsigned(), reinterpret_cast<const std::uint8_t*>(table.data()));
    return hn::TableLookupBytes(bytes, nibbles);
}

/// 16 where the bit of Q5_0's and Q5_1's high words is set; bit e belongs to weight e of its block.
template <std::size_t kStride> HWY_INLINE ByteVector fifthBits(const std::uint8_t* firstWord, std::size_t i)
{
    std::uint8_t mask[8];
    std::memcpy(mask, firstWord + i * kStride, 4);
    if constexpr (kPiece == 64)
        std::memcpy(mask + 4, firstWord + (i + 1) * kStride, 4);
    return hn::IfThenElseZero(hn::LoadMaskBits(Unsigned(), mask), splatByte(16));
}

namespace intblock {

struct Q8_0 {
    static constexpr std::size_t kBlock = 32, kBytes = 34, kSubs = 8;
    static constexpr bool kSigned = true;
    static HWY_INLINE void load(const std::uint8_t* in, Group<kSubs>& g)
    {
        g.scale[0] = widened(eightHalves<kBytes>(in));
        eachPiece([&](std::size_t, bool, std::size_t piece) HWY_ATTR {
            const std::uint8_t* run = in + piece * kPiece / 32 * kBytes + 2;
#if HWY_TARGET == HWY_AVX3
            const __m512i low = _mm512_castsi256_si512(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(run)));
            const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(run + kBytes));
            g.levels[piece] = ByteVector{_mm512_inserti64x4(low, high, 1)};
#else
            g.levels[piece] = loadPiece(run);
#endif
        });
    }
};

struct Q4_0 {
    static constexpr std::size_t kBlock = 32, kBytes = 18, kSubs = 8;
    static constexpr bool kSigned = false;
    static HWY_INLINE void load(const std::uint8_t* in, Group<kSubs>& g)
    {
        const __m256 d = eightHalves<kBytes>(in);
        g.scale[0] = widened(d);
        g.offset[0] = widened(times(8, d));
        nibbleLevels<kBytes>(in + 2, g.levels);
    }
};

struct IQ4_NL {
    static constexpr std::size_t kBlock = 32, kBytes = 18, kSubs = 8;
    static constexpr bool kSigned = true;
    static HWY_INLINE void load(const std::uint8_t* in, Group<kSubs>& g)
    {
        g.scale[0] = widened(eightHalves<kBytes>(in));
        nibbleLevels<kBytes>(in + 2, g.levels);
        for (ByteVector& levels : g.levels)
            levels = tableLevels(tensor::kNonlinear, levels);
    }
};

struct MXFP4 {
    static constexpr std::size_t kBlock = 32, kBytes = 17, kSubs = 8;
    static constexpr bool kSigned = true;
    static HWY_INLINE void load(const std::uint8_t* in, Group<kSubs>& g)
    {
        float scales[8];
        for (std::size_t b = 0; b < 8; ++b)
            scales[b] = tensor::mxfp4Scale(in[b * kBytes]);
        g.scale[0] = widened(_mm256_loadu_ps(scales));
        nibbleLevels<kBytes>(in + 1, g.levels);
        for (ByteVector& levels : g.levels)
            levels = tableLevels(tensor::kFourBitFloat, levels);
    }
};

struct IQ4_XS {
    static constexpr std::size_t kBlock = 256, kBytes = 136, kSubs = 8;
    static constexpr bool kSigned = true;
    static HWY_INLINE void load(const std::uint8_t* in, Group<kSubs>& g)
    {
        const auto high = at<std::uint16_t>(in + 2);
        std::uint8_t scales[8];
        for (unsigned b = 0; b < 8; ++b)
            scales[b]
                = static_cast<std::uint8_t>(((in[4 + b / 2] >> (4 * (b % 2))) & 15) | (((high >> (2 * b)) & 3) << 4));
        const __m256 centred = _mm256_sub_ps(floatsOfBytes(at<std::uint64_t>(scales)), _mm256_set1_ps(32));
        g.scale[0] = widened(times(halfFloat(in), centred));
        nibbleLevels<16>(in + 8, g.levels);
        for (ByteVector& levels : g.levels)
            levels = tableLevels(tensor::kNonlinear, levels);
    }
};

struct Q4_1 {
    static constexpr std::size_t kBlock = 32, kBytes = 20, kSubs = 8;
    static constexpr bool kSigned = false;
    static HWY_INLINE void load(const std::uint8_t* in, Group<kSubs>& g)
    {
        g.scale[0] = widened(eightHalves<kBytes>(in));
        g.offset[0] = widened(times(-1, eightHalves<kBytes>(in + 2)));
        nibbleLevels<kBytes>(in + 4, g.levels);
    }
};

struct Q5_0 {
    static constexpr std::size_t kBlock = 32, kBytes = 22, kSubs = 8;
    static constexpr bool kSigned = false;
    static HWY_INLINE void load(const std::uint8_t* in, Group<kSubs>& g)
    {
        const __m256 d = eightHalves<kBytes>(in);
        g.scale[0] = widened(d);
        g.offset[0] = widened(times(16, d));
        nibbleLevels<kBytes>(in + 6, g.levels);
        for (std::size_t piece = 0; piece < kPieces; ++piece)
            g.levels[piece] = hn::Or(g.levels[piece], fifthBits<kBytes>(in + 2, piece * kPiece / 32));
    }
};

struct Q5_1 {
    static constexpr std::size_t kBlock = 32, kBytes = 24, kSubs = 8;
    static constexpr bool kSigned = false;
    static HWY_INLINE void load(const std::uint8_t* in, Group<kSubs>& g)
    {
        g.scale[0] = widened(eightHalves<kBytes>(in));
        g.offset[0] = widened(times(-1, eightHalves<kBytes>(in + 2)));
        nibbleLevels<kBytes>(in + 8, g.levels);
        for (std::size_t piece = 0; piece < kPieces; ++piece)
            g.levels[piece] = hn::Or(g.levels[piece], fifthBits<kBytes>(in + 4, piece * kPiece / 32));
    }
};

/// Q4_K and Q5_K.
template <bool kFive> struct SuperBlock {
    static constexpr std::size_t kBlock = 256, kBytes = kFive ? 176 : 144, kSubs = 8;
    static constexpr bool kSigned = false;
    static HWY_INLINE void load(const std::uint8_t* in, Group<kSubs>& g)
    {
        // Sub-blocks 0 … 3: six bits each; 4 … 7: four bits in the third word, two on top of the first two.
        const auto a = at<std::uint32_t>(in + 4), b = at<std::uint32_t>(in + 8), c = at<std::uint32_t>(in + 12);
        const std::uint32_t highScales = (c & 0x0F0F0F0FU) | ((a >> 2) & 0x30303030U);
        const std::uint32_t highMinima = ((c >> 4) & 0x0F0F0F0FU) | ((b >> 2) & 0x30303030U);
        const auto joined
            = [](std::uint32_t low, std::uint32_t high) { return std::uint64_t{high} << 32 | (low & 0x3F3F3F3FU); };
        g.scale[0] = widened(times(halfFloat(in), floatsOfBytes(joined(a, highScales))));
        g.offset[0] = widened(times(halfFloat(in + 2), floatsOfBytes(joined(b, highMinima))));
        const std::uint8_t* qs = in + (kFive ? 48 : 16);
        eachPiece([&](std::size_t run, bool first, std::size_t piece) HWY_ATTR {
            g.levels[piece] = hn::And(shiftedRuns<0, 4>(qs + 32 * run, first), splatByte(15));
            if constexpr (kFive)
                g.levels[piece] = hn::Or(g.levels[piece], fifth(in + 16, piece));
        });
    }

private:
    /// Bit b of byte l belongs to weight l of sub-block b; here as 16.
    static HWY_INLINE ByteVector fifth(const std::uint8_t* qh, std::size_t piece)
    {
        const auto first = static_cast<unsigned>(piece * kPiece / 32);
        const __m256i low = _mm256_set1_epi8(static_cast<char>(1U << first));
#if HWY_TARGET == HWY_AVX3
        const __m256i run = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(qh));
        const __m256i high = _mm256_set1_epi8(static_cast<char>(2U << first));
        const __m512i bit = _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
        const ByteVector both{_mm512_broadcast_i64x4(run)};
        return hn::IfThenElseZero(hn::TestBit(both, ByteVector{bit}), splatByte(16));
#else
        return hn::IfThenElseZero(hn::TestBit(loadPiece(qh), ByteVector{low}), splatByte(16));
#endif
    }
};
using Q4_K = SuperBlock<false>;
using Q5_K = SuperBlock<true>;

/// Sixteen scales from two times eight floats.
HWY_INLINE void setSixteen(__m256 low, __m256 high, Vector* out)
{
#if HWY_TARGET == HWY_AVX3
    out[0] = Vector{_mm512_insertf32x8(_mm512_castps256_ps512(low), high, 1)};
#else
    out[0] = Vector{low};
    out[1] = Vector{high};
#endif
}

struct Q6_K {
    static constexpr std::size_t kBlock = 256, kBytes = 210, kSubs = 16;
    static constexpr bool kSigned = false;
    static HWY_INLINE void load(const std::uint8_t* in, Group<kSubs>& g)
    {
        const float d = halfFloat(in + 208);
        const __m256 low = times(d, floatsOfSignedBytes(at<std::uint64_t>(in + 192)));
        const __m256 high = times(d, floatsOfSignedBytes(at<std::uint64_t>(in + 200)));
        setSixteen(low, high, g.scale);
        setSixteen(times(32, low), times(32, high), g.offset);
        eachPiece([&](std::size_t run, bool first, std::size_t piece) HWY_ATTR {
            // 64 weights: low bits are the low or high nibbles of 64 bytes, two more bits are in 32.
            const std::uint8_t* ql = in + 64 * (run / 2) + (first ? 0 : 32);
            const std::uint8_t* qh = in + 128 + 32 * (run / 2);
            ByteVector nibble = loadPiece(ql);
            ByteVector two;
            if (run % 2 == 0) {
                two = shiftedRuns<0, 2>(qh, first);
            } else {
                nibble = ByteVector{shiftRight<4>(nibble)};
                two = shiftedRuns<4, 6>(qh, first);
            }
            two = ByteVector{shiftLeft<4>(hn::And(two, splatByte(3)))};
            g.levels[piece] = hn::Or(hn::And(nibble, splatByte(15)), two);
        });
    }

private:
    using Wide = hn::Repartition<std::uint32_t, Unsigned>;
    /// Bits that cross into the next byte are masked by the caller, or are zero.
    template <int kBits> static HWY_INLINE ByteVector shiftRight(ByteVector v)
    {
        return hn::BitCast(Unsigned(), hn::ShiftRight<kBits>(hn::BitCast(Wide(), v)));
    }
    template <int kBits> static HWY_INLINE ByteVector shiftLeft(ByteVector v)
    {
        return hn::BitCast(Unsigned(), hn::ShiftLeft<kBits>(hn::BitCast(Wide(), v)));
    }
};

/// Two bits of Q2_K and Q3_K: 32 bytes hold four runs of 32 weights.
HWY_INLINE ByteVector twoBits(const std::uint8_t* qs, std::size_t run, bool first)
{
    const std::uint8_t* bytes = qs + 32 * (run / 2);
    const ByteVector shifted = run % 2 == 0 ? shiftedRuns<0, 2>(bytes, first) : shiftedRuns<4, 6>(bytes, first);
    return hn::And(shifted, splatByte(3));
}

struct Q3_K {
    static constexpr std::size_t kBlock = 256, kBytes = 110, kSubs = 16;
    static constexpr bool kSigned = false;
    static HWY_INLINE void load(const std::uint8_t* in, Group<kSubs>& g)
    {
        const float d = halfFloat(in + 108);
        const auto nibbles = at<std::uint64_t>(in + 96);
        const auto high = std::uint64_t{at<std::uint32_t>(in + 104)};
        // Scale b: four bits in nibbles, two in byte b % 4 of `high`, at bit 2 (b / 4).
        const auto top = [&](unsigned b) {
            return ((high >> (2 * b)) & 0x03030303U) << 4 | ((high >> (2 * b + 2)) & 0x03030303U) << 36;
        };
        const __m256 centre = _mm256_set1_ps(32);
        const __m256 first = floatsOfBytes((nibbles & 0x0F0F0F0F0F0F0F0FU) | top(0));
        const __m256 second = floatsOfBytes(((nibbles >> 4) & 0x0F0F0F0F0F0F0F0FU) | top(2));
        const __m256 lower = times(d, _mm256_sub_ps(first, centre));
        const __m256 upper = times(d, _mm256_sub_ps(second, centre));
        setSixteen(lower, upper, g.scale);
        setSixteen(times(4, lower), times(4, upper), g.offset);
        eachPiece([&](std::size_t run, bool begin, std::size_t piece) HWY_ATTR {
            const ByteVector third = hn::And(hmask(in, piece), splatByte(4));
            g.levels[piece] = hn::Or(twoBits(in + 32, run, begin), third);
        });
    }

private:
    /// Bit b of byte l belongs to weight l of run b of 32: all bits set where it is.
    static HWY_INLINE ByteVector hmask(const std::uint8_t* in, std::size_t piece)
    {
        const auto first = static_cast<unsigned>(piece * kPiece / 32);
        const __m256i low = _mm256_set1_epi8(static_cast<char>(1U << first));
#if HWY_TARGET == HWY_AVX3
        const __m256i high = _mm256_set1_epi8(static_cast<char>(2U << first));
        const ByteVector bit{_mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1)};
        const ByteVector both{_mm512_broadcast_i64x4(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(in)))};
#else
        const ByteVector bit{low};
        const ByteVector both = loadPiece(in);
#endif
        return hn::IfThenElseZero(hn::TestBit(both, bit), splatByte(0xFF));
    }
};

struct Q2_K {
    static constexpr std::size_t kBlock = 256, kBytes = 84, kSubs = 16;
    static constexpr bool kSigned = false;
    static HWY_INLINE void load(const std::uint8_t* in, Group<kSubs>& g)
    {
        constexpr std::uint64_t kNibbles = 0x0F0F0F0F0F0F0F0FU;
        const auto low = at<std::uint64_t>(in), high = at<std::uint64_t>(in + 8);
        const float d = halfFloat(in + 80), dmin = halfFloat(in + 82);
        setSixteen(times(d, floatsOfBytes(low & kNibbles)), times(d, floatsOfBytes(high & kNibbles)), g.scale);
        setSixteen(times(dmin, floatsOfBytes((low >> 4) & kNibbles)),
                   times(dmin, floatsOfBytes((high >> 4) & kNibbles)), g.offset);
        eachPiece([&](std::size_t run, bool first, std::size_t piece)
                      HWY_ATTR { g.levels[piece] = twoBits(in + 16, run, first); });
    }
};

} // namespace intblock

} // namespace headroom::infer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
#endif
