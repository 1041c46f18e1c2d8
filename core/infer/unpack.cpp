// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/unpack.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/infer/unpack.cpp"
#include <hwy/foreach_target.h>

#include "core/infer/lanes-inl.h"
#include "core/tensor/half.h"
#include "core/tensor/superblock.h"

#include <cstring>

HWY_BEFORE_NAMESPACE();
namespace headroom::infer::HWY_NAMESPACE {

using Bytes = hn::Rebind<std::uint8_t, Tag>;
using SignedBytes = hn::Rebind<std::int8_t, Tag>;
using Words = hn::Rebind<std::uint16_t, Tag>;
using Ints = hn::Rebind<std::int32_t, Tag>;
using UnsignedInts = hn::Rebind<std::uint32_t, Tag>;
using IntVector = hn::Vec<Ints>;

HWY_INLINE const std::uint8_t* bytesOf(std::span<const std::byte> packed)
{
    return reinterpret_cast<const std::uint8_t*>(packed.data());
}

HWY_INLINE float halfAt(const std::uint8_t* at)
{
    std::uint16_t bits = 0;
    std::memcpy(&bits, at, sizeof bits);
    return tensor::halfToFloat(bits);
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

/// y = step · level
HWY_INLINE void storeScaled(IntVector level, Vector step, float* y)
{
    hn::StoreU(hn::Mul(step, hn::ConvertTo(Tag(), level)), Tag(), y);
}

/// y = step · level - offset, rounded twice as in the definition
HWY_INLINE void storeAffine(IntVector level, Vector step, Vector offset, float* y)
{
    hn::StoreU(hn::Sub(hn::Mul(step, hn::ConvertTo(Tag(), level)), offset), Tag(), y);
}

void f16(std::span<const std::byte> packed, std::span<float> row)
{
    const hn::Rebind<hwy::float16_t, Tag> halves;
    const std::uint8_t* in = bytesOf(packed);
    std::size_t k = 0;
    for (; k + kPart <= row.size(); k += kPart)
        hn::StoreU(hn::PromoteTo(Tag(), hn::LoadU(halves, reinterpret_cast<const hwy::float16_t*>(in + 2 * k))), Tag(),
                   row.data() + k);
    for (; k < row.size(); ++k)
        row[k] = halfAt(in + 2 * k);
}

void bf16(std::span<const std::byte> packed, std::span<float> row)
{
    const std::uint8_t* in = bytesOf(packed);
    std::size_t k = 0;
    for (; k + kPart <= row.size(); k += kPart) {
        const auto words = hn::LoadU(Words(), reinterpret_cast<const std::uint16_t*>(in + 2 * k));
        const auto wide = hn::ShiftLeft<16>(hn::PromoteTo(UnsignedInts(), words));
        hn::StoreU(hn::BitCast(Tag(), wide), Tag(), row.data() + k);
    }
    for (; k < row.size(); ++k) {
        std::uint16_t word = 0;
        std::memcpy(&word, in + 2 * k, sizeof word);
        row[k] = tensor::bfloatToFloat(word);
    }
}

void q8_0(std::span<const std::byte> packed, std::span<float> row)
{
    const std::uint8_t* in = bytesOf(packed);
    for (float* y = row.data(); y < row.data() + row.size(); y += 32, in += 34) {
        const Vector step = hn::Set(Tag(), halfAt(in));
        for (std::size_t l = 0; l < 32; l += kPart)
            storeScaled(
                hn::PromoteTo(Ints(), hn::LoadU(SignedBytes(), reinterpret_cast<const std::int8_t*>(in + 2 + l))), step,
                y + l);
    }
}

void q4_0(std::span<const std::byte> packed, std::span<float> row)
{
    const std::uint8_t* in = bytesOf(packed);
    const IntVector centre = hn::Set(Ints(), 8);
    for (float* y = row.data(); y < row.data() + row.size(); y += 32, in += 18) {
        const Vector step = hn::Set(Tag(), halfAt(in));
        for (std::size_t l = 0; l < 16; l += kPart) {
            const IntVector pair = loadInts(in + 2 + l);
            storeScaled(hn::Sub(bits<15>(pair, 0), centre), step, y + l);
            storeScaled(hn::Sub(bits<15>(pair, 4), centre), step, y + 16 + l);
        }
    }
}

/// Q4_K and Q5_K: eight sub-blocks of 32 with 6-bit scale and minimum; Q5_K has a fifth bit in qh.
template <bool kFive> HWY_INLINE void superBlocks(std::span<const std::byte> packed, std::span<float> row)
{
    const std::uint8_t* in = bytesOf(packed);
    for (float* y = row.data(); y < row.data() + row.size(); y += 256, in += kFive ? 176 : 144) {
        const float d = halfAt(in);
        const float dmin = halfAt(in + 2);
        const std::uint8_t* qh = in + 16;
        const std::uint8_t* qs = in + (kFive ? 48 : 16);
        for (int b = 0; b < 8; ++b) {
            const auto pair = tensor::scalePair(in + 4, b);
            const Vector step = hn::Set(Tag(), d * static_cast<float>(pair.scale));
            const Vector offset = hn::Set(Tag(), dmin * static_cast<float>(pair.minimum));
            for (std::size_t l = 0; l < 32; l += kPart) {
                IntVector level = bits<15>(loadInts(qs + 32 * (b / 2) + l), 4 * (b % 2));
                if constexpr (kFive)
                    level = hn::Or(level, hn::ShiftLeft<4>(bits<1>(loadInts(qh + l), b)));
                storeAffine(level, step, offset, y + 32 * b + l);
            }
        }
    }
}

void q4_K(std::span<const std::byte> packed, std::span<float> row)
{
    superBlocks<false>(packed, row);
}

void q5_K(std::span<const std::byte> packed, std::span<float> row)
{
    superBlocks<true>(packed, row);
}

void q6_K(std::span<const std::byte> packed, std::span<float> row)
{
    const std::uint8_t* in = bytesOf(packed);
    const IntVector centre = hn::Set(Ints(), 32);
    for (float* y = row.data(); y < row.data() + row.size(); y += 256, in += 210) {
        const float d = halfAt(in + 208);
        for (int b = 0; b < 16; ++b) {
            const int j = b % 8 / 2;
            const auto scale = static_cast<std::int8_t>(in[192 + b]);
            const Vector step = hn::Set(Tag(), d * static_cast<float>(scale));
            const std::uint8_t* ql = in + 64 * (b / 8) + 32 * (j & 1) + 16 * (b % 2);
            const std::uint8_t* qh = in + 128 + 32 * (b / 8) + 16 * (b % 2);
            for (std::size_t l = 0; l < 16; l += kPart) {
                const IntVector low = bits<15>(loadInts(ql + l), 4 * (j >> 1));
                const IntVector high = hn::ShiftLeft<4>(bits<3>(loadInts(qh + l), 2 * j));
                storeScaled(hn::Sub(hn::Or(low, high), centre), step, y + 16 * b + static_cast<int>(l));
            }
        }
    }
}

/// Null when there is no vector form.
tensor::DecodeRow vectorDecoder(tensor::Type type)
{
    switch (type) {
    case tensor::Type::F16:
        return kPart >= 8 ? f16 : nullptr; // narrower sets emulate it, wrongly for infinities
    case tensor::Type::BF16:
        return bf16;
    case tensor::Type::Q8_0:
        return q8_0;
    case tensor::Type::Q4_0:
        return q4_0;
    case tensor::Type::Q4_K:
        return q4_K;
    case tensor::Type::Q5_K:
        return q5_K;
    case tensor::Type::Q6_K:
        return q6_K;
    default:
        return nullptr;
    }
}

} // namespace headroom::infer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::infer {
HWY_EXPORT(vectorDecoder);

tensor::DecodeRow fastestDecoder(const tensor::Format& format)
{
    const auto decoder = HWY_DYNAMIC_DISPATCH(vectorDecoder)(format.type);
    return decoder ? decoder : format.decode;
}

} // namespace headroom::infer
#endif
