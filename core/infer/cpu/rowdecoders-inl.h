// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the block formats in vector form, written once and used twice: to unpack rows into floats and to multiply them
// straight from registers. decoder::block(in, sink) calls sink(offset, floats) for every register of the block, the
// same floats bit for bit as core/tensor's decoders, which stay the definition. Included once per instruction set.
#if defined(HEADROOM_INFER_ROWDECODERS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef HEADROOM_INFER_ROWDECODERS_INL
#undef HEADROOM_INFER_ROWDECODERS_INL
#else
#define HEADROOM_INFER_ROWDECODERS_INL
#endif

#include "core/infer/cpu/lanes-inl.h"
#include "core/tensor/fourbitfloat.h"
#include "core/tensor/half.h"
#include "core/tensor/nonlinear.h"
#include "core/tensor/superblock.h"

#include <array>
#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace headroom::infer::HWY_NAMESPACE {

using Bytes = hn::Rebind<std::uint8_t, Tag>;
using SignedBytes = hn::Rebind<std::int8_t, Tag>;
using Words = hn::Rebind<std::uint16_t, Tag>;
using Ints = hn::Rebind<std::int32_t, Tag>;
using UnsignedInts = hn::Rebind<std::uint32_t, Tag>;
using IntVector = hn::Vec<Ints>;

HWY_INLINE float halfAt(const std::uint8_t* at)
{
    std::uint16_t bits = 0;
    std::memcpy(&bits, at, sizeof bits);
    return tensor::halfToFloat(bits);
}

HWY_INLINE Vector splat(float value)
{
    return hn::Set(Tag(), value);
}

HWY_INLINE IntVector loadInts(const std::uint8_t* at)
{
    return hn::PromoteTo(Ints(), hn::LoadU(Bytes(), at));
}

/// Bits shift … shift + width of each byte.
template <int kMask> HWY_INLINE IntVector bits(IntVector bytes, int shift)
{
    return hn::And(hn::ShiftRightSame(bytes, shift), hn::Set(Ints(), kMask));
}

HWY_INLINE Vector toFloat(IntVector level)
{
    return hn::ConvertTo(Tag(), level);
}

/// What the sixteen codes of a nibble stand for.
using Levels = std::array<float, 16>;

constexpr Levels linearLevels(int centre)
{
    Levels out{};
    for (int i = 0; i < 16; ++i)
        out[static_cast<std::size_t>(i)] = static_cast<float>(i - centre);
    return out;
}

constexpr Levels levelsOf(const std::array<std::int8_t, 16>& table)
{
    Levels out{};
    for (std::size_t i = 0; i < 16; ++i)
        out[i] = static_cast<float>(table[i]);
    return out;
}

/// Looks the low nibble of each lane up; the other bits do not matter.
HWY_INLINE Vector lookUp(const Levels& levels, IntVector codes)
{
#if HWY_TARGET == HWY_AVX3
    return Vector{_mm512_permutexvar_ps(codes.raw, _mm512_loadu_ps(levels.data()))};
#elif HWY_TARGET == HWY_AVX2
    const __m256 low = _mm256_permutevar8x32_ps(_mm256_loadu_ps(levels.data()), codes.raw);
    const __m256 high = _mm256_permutevar8x32_ps(_mm256_loadu_ps(levels.data() + 8), codes.raw);
    return Vector{_mm256_blendv_ps(low, high, _mm256_castsi256_ps(_mm256_slli_epi32(codes.raw, 28)))};
#else
    alignas(64) std::int32_t index[kPart];
    alignas(64) float out[kPart];
    hn::Store(codes, Ints(), index);
    for (std::size_t i = 0; i < kPart; ++i)
        out[i] = levels[static_cast<std::size_t>(index[i] & 15)];
    return hn::Load(Tag(), out);
#endif
}

/// 32 weights in 16 bytes: the first half in the low nibbles, the second in the high ones.
template <class Sink, class Value>
HWY_INLINE void nibbles(const Levels& levels, const std::uint8_t* qs, std::size_t offset, Sink& sink, Value value)
{
    HWY_UNROLL(4)
    for (std::size_t l = 0; l < 16; l += kPart) {
        const IntVector pair = loadInts(qs + l);
        sink(offset + l, value(lookUp(levels, pair)));
        sink(offset + 16 + l, value(lookUp(levels, hn::ShiftRight<4>(pair))));
    }
}

/// The fifth bits of Q5_0 and Q5_1, kPart of them from bit l on: 0 or 16.
HWY_INLINE Vector fifthBits(const std::uint8_t* qh, std::size_t l)
{
    std::uint32_t word = 0;
    std::memcpy(&word, qh, sizeof word);
    word >>= l;
    const auto mask = hn::TestBit(hn::Set(Ints(), static_cast<std::int32_t>(word)),
                                  hn::Shl(hn::Set(Ints(), 1), hn::Iota(Ints(), 0)));
    return hn::IfThenElseZero(hn::RebindMask(Tag(), mask), splat(16.0F));
}

namespace decoder {

struct F16 {
    static constexpr std::size_t kWeights = kLanes, kBytes = 2 * kLanes;
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        const hn::Rebind<hwy::float16_t, Tag> halves;
        HWY_UNROLL(4)
        for (std::size_t l = 0; l < kLanes; l += kPart)
            sink(l, hn::PromoteTo(Tag(), hn::LoadU(halves, reinterpret_cast<const hwy::float16_t*>(in + 2 * l))));
    }
};

struct BF16 {
    static constexpr std::size_t kWeights = kLanes, kBytes = 2 * kLanes;
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        HWY_UNROLL(4)
        for (std::size_t l = 0; l < kLanes; l += kPart) {
            const auto words = hn::LoadU(Words(), reinterpret_cast<const std::uint16_t*>(in + 2 * l));
            sink(l, hn::BitCast(Tag(), hn::ShiftLeft<16>(hn::PromoteTo(UnsignedInts(), words))));
        }
    }
};

struct F32 {
    static constexpr std::size_t kWeights = kLanes, kBytes = 4 * kLanes;
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        HWY_UNROLL(4)
        for (std::size_t l = 0; l < kLanes; l += kPart)
            sink(l, hn::LoadU(Tag(), reinterpret_cast<const float*>(in + 4 * l)));
    }
};

struct Q8_0 {
    static constexpr std::size_t kWeights = 32, kBytes = 34;
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        const Vector step = splat(halfAt(in));
        HWY_UNROLL(8)
        for (std::size_t l = 0; l < 32; l += kPart) {
            const auto bytes = hn::LoadU(SignedBytes(), reinterpret_cast<const std::int8_t*>(in + 2 + l));
            sink(l, hn::Mul(step, toFloat(hn::PromoteTo(Ints(), bytes))));
        }
    }
};

/// step · level for 32 nibbles, the scale in front of them.
template <class Sink>
HWY_INLINE void scaledNibbles(const Levels& levels, float scale, const std::uint8_t* qs, std::size_t offset, Sink& sink)
{
    const Vector step = splat(scale);
    nibbles(levels, qs, offset, sink, [&](Vector level) HWY_ATTR { return hn::Mul(step, level); });
}

struct Q4_0 {
    static constexpr std::size_t kWeights = 32, kBytes = 18;
    static constexpr Levels kLevels = linearLevels(8);
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        scaledNibbles(kLevels, halfAt(in), in + 2, 0, sink);
    }
};

struct IQ4_NL {
    static constexpr std::size_t kWeights = 32, kBytes = 18;
    static constexpr Levels kLevels = levelsOf(tensor::kNonlinear);
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        scaledNibbles(kLevels, halfAt(in), in + 2, 0, sink);
    }
};

struct MXFP4 {
    static constexpr std::size_t kWeights = 32, kBytes = 17;
    static constexpr Levels kLevels = levelsOf(tensor::kFourBitFloat);
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        scaledNibbles(kLevels, tensor::mxfp4Scale(in[0]), in + 1, 0, sink);
    }
};

struct IQ4_XS {
    static constexpr std::size_t kWeights = 256, kBytes = 136;
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        const float d = halfAt(in);
        std::uint16_t high = 0;
        std::memcpy(&high, in + 2, sizeof high);
        for (std::size_t g = 0; g < 8; ++g) {
            const int scale = ((in[4 + g / 2] >> (4 * (g % 2))) & 15) | (((high >> (2 * g)) & 3) << 4);
            scaledNibbles(IQ4_NL::kLevels, d * static_cast<float>(scale - 32), in + 8 + 16 * g, 32 * g, sink);
        }
    }
};

struct Q4_1 {
    static constexpr std::size_t kWeights = 32, kBytes = 20;
    static constexpr Levels kLevels = linearLevels(0);
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        const Vector step = splat(halfAt(in));
        const Vector smallest = splat(halfAt(in + 2));
        nibbles(kLevels, in + 4, 0, sink,
                [&](Vector level) HWY_ATTR { return hn::Add(hn::Mul(step, level), smallest); });
    }
};

template <class Sink, class Value>
HWY_INLINE void fiveBits(const Levels& levels, const std::uint8_t* qh, const std::uint8_t* qs, Sink& sink, Value value)
{
    HWY_UNROLL(4)
    for (std::size_t l = 0; l < 16; l += kPart) {
        const IntVector pair = loadInts(qs + l);
        sink(l, value(hn::Add(lookUp(levels, pair), fifthBits(qh, l))));
        sink(16 + l, value(hn::Add(lookUp(levels, hn::ShiftRight<4>(pair)), fifthBits(qh, 16 + l))));
    }
}

struct Q5_0 {
    static constexpr std::size_t kWeights = 32, kBytes = 22;
    static constexpr Levels kLevels = linearLevels(16);
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        const Vector step = splat(halfAt(in));
        fiveBits(kLevels, in + 2, in + 6, sink, [&](Vector level) HWY_ATTR { return hn::Mul(step, level); });
    }
};

struct Q5_1 {
    static constexpr std::size_t kWeights = 32, kBytes = 24;
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        const Vector step = splat(halfAt(in));
        const Vector smallest = splat(halfAt(in + 2));
        fiveBits(Q4_1::kLevels, in + 4, in + 8, sink,
                 [&](Vector level) HWY_ATTR { return hn::Add(hn::Mul(step, level), smallest); });
    }
};

/// Q4_K and Q5_K: eight sub-blocks of 32 with 6-bit scale and minimum; Q5_K has a fifth bit in qh.
template <bool kFive> struct SuperBlock {
    static constexpr std::size_t kWeights = 256, kBytes = kFive ? 176 : 144;
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        const float d = halfAt(in);
        const float dmin = halfAt(in + 2);
        const std::uint8_t* qs = in + (kFive ? 48 : 16);
        for (std::size_t b = 0; b < 8; b += 2, qs += 32) {
            const auto first = tensor::scalePair(in + 4, static_cast<int>(b));
            const auto second = tensor::scalePair(in + 4, static_cast<int>(b) + 1);
            const Vector step1 = splat(d * static_cast<float>(first.scale));
            const Vector step2 = splat(d * static_cast<float>(second.scale));
            const Vector offset1 = splat(dmin * static_cast<float>(first.minimum));
            const Vector offset2 = splat(dmin * static_cast<float>(second.minimum));
            Vector high[32 / kPart]; // columns in order: the low nibbles are the first 32
            HWY_UNROLL(8)
            for (std::size_t l = 0; l < 32; l += kPart) {
                const IntVector pair = loadInts(qs + l);
                Vector low = lookUp(Q4_1::kLevels, pair);
                high[l / kPart] = lookUp(Q4_1::kLevels, hn::ShiftRight<4>(pair));
                if constexpr (kFive) {
                    const IntVector fifth = hn::ShiftRightSame(loadInts(in + 16 + l), static_cast<int>(b));
                    low = hn::Add(low, sixteenWhere<1>(fifth));
                    high[l / kPart] = hn::Add(high[l / kPart], sixteenWhere<2>(fifth));
                }
                sink(32 * b + l, hn::Sub(hn::Mul(step1, low), offset1)); // rounded twice as in the definition
            }
            HWY_UNROLL(8)
            for (std::size_t l = 0; l < 32; l += kPart)
                sink(32 * b + 32 + l, hn::Sub(hn::Mul(step2, high[l / kPart]), offset2));
        }
    }

private:
    template <int kBit> static HWY_INLINE Vector sixteenWhere(IntVector bitset)
    {
        return hn::IfThenElseZero(hn::RebindMask(Tag(), hn::TestBit(bitset, hn::Set(Ints(), kBit))), splat(16.0F));
    }
};
using Q4_K = SuperBlock<false>;
using Q5_K = SuperBlock<true>;

struct Q6_K {
    static constexpr std::size_t kWeights = 256, kBytes = 210;
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        const float d = halfAt(in + 208);
        const IntVector centre = hn::Set(Ints(), 32);
        for (std::size_t b = 0; b < 16; ++b) {
            const int j = static_cast<int>(b % 8 / 2);
            const Vector step = splat(d * static_cast<float>(static_cast<std::int8_t>(in[192 + b])));
            const std::uint8_t* ql = in + 64 * (b / 8) + 32 * (b / 2 % 2) + 16 * (b % 2);
            const std::uint8_t* qh = in + 128 + 32 * (b / 8) + 16 * (b % 2);
            HWY_UNROLL(4)
            for (std::size_t l = 0; l < 16; l += kPart) {
                const IntVector low = bits<15>(loadInts(ql + l), 4 * (j >> 1));
                const IntVector high = hn::ShiftLeft<4>(bits<3>(loadInts(qh + l), 2 * j));
                sink(16 * b + l, hn::Mul(step, toFloat(hn::Sub(hn::Or(low, high), centre))));
            }
        }
    }
};

struct Q3_K {
    static constexpr std::size_t kWeights = 256, kBytes = 110;
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        const float d = halfAt(in + 108);
        const std::uint8_t* scales = in + 96;
        for (std::size_t b = 0; b < 16; ++b) {
            const int low = b < 8 ? scales[b] & 15 : scales[b - 8] >> 4;
            const int scale = low | (((scales[8 + b % 4] >> (2 * (b / 4))) & 3) << 4);
            const Vector step = splat(d * static_cast<float>(scale - 32));
            HWY_UNROLL(4)
            for (std::size_t l = 0; l < 16; l += kPart) {
                const IntVector two
                    = bits<3>(loadInts(in + 32 + 32 * (b / 8) + 16 * (b % 2) + l), static_cast<int>(b % 8 / 2 * 2));
                const IntVector third = bits<1>(loadInts(in + 16 * (b % 2) + l), static_cast<int>(b / 2));
                const IntVector level = hn::Or(two, hn::ShiftLeft<2>(third));
                sink(16 * b + l, hn::Mul(step, toFloat(hn::Sub(level, hn::Set(Ints(), 4)))));
            }
        }
    }
};

struct Q2_K {
    static constexpr std::size_t kWeights = 256, kBytes = 84;
    template <class Sink> static HWY_INLINE void block(const std::uint8_t* in, Sink sink)
    {
        const float d = halfAt(in + 80);
        const float dmin = halfAt(in + 82);
        for (std::size_t b = 0; b < 16; ++b) {
            const Vector step = splat(d * static_cast<float>(in[b] & 15));
            const Vector offset = splat(dmin * static_cast<float>(in[b] >> 4));
            HWY_UNROLL(4)
            for (std::size_t l = 0; l < 16; l += kPart) {
                const IntVector level
                    = bits<3>(loadInts(in + 16 + 32 * (b / 8) + 16 * (b % 2) + l), static_cast<int>(b % 8 / 2 * 2));
                sink(16 * b + l, hn::Sub(hn::Mul(step, toFloat(level)), offset));
            }
        }
    }
};

} // namespace decoder

/// Calls use.template operator()<Decoder>() for the type's decoder; false where there is no vector form.
template <class Use> HWY_INLINE bool withDecoder(tensor::Type type, Use use)
{
    switch (type) {
#define HEADROOM_ROW(name)                                                                                             \
    case tensor::Type::name:                                                                                           \
        use.template operator()<decoder::name>();                                                                      \
        return true
        HEADROOM_ROW(BF16);
        HEADROOM_ROW(F32);
        HEADROOM_ROW(Q8_0);
        HEADROOM_ROW(Q4_0);
        HEADROOM_ROW(Q4_1);
        HEADROOM_ROW(Q5_0);
        HEADROOM_ROW(Q5_1);
        HEADROOM_ROW(Q2_K);
        HEADROOM_ROW(Q3_K);
        HEADROOM_ROW(Q4_K);
        HEADROOM_ROW(Q5_K);
        HEADROOM_ROW(Q6_K);
        HEADROOM_ROW(IQ4_NL);
        HEADROOM_ROW(IQ4_XS);
        HEADROOM_ROW(MXFP4);
#if HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3
        HEADROOM_ROW(F16); // narrower sets emulate it, wrongly for infinities
#endif
#undef HEADROOM_ROW
    default:
        return false;
    }
}

} // namespace headroom::infer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif
