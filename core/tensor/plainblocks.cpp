// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Compiled once per instruction set; no fused multiply-add.
#include "core/tensor/plainblocks.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/tensor/plainblocks.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace headroom::tensor::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<float, 16>;
using IntTag = hn::RebindToSigned<Tag>;
using ByteTag = hn::Rebind<std::uint8_t, Tag>;
using Vector = hn::Vec<Tag>;
constexpr std::size_t kBlock = 32;

HWY_INLINE float largestMagnitude(const float* x)
{
    const Tag d;
    Vector largest = hn::Zero(d);
    for (std::size_t i = 0; i < kBlock; i += hn::Lanes(d))
        largest = hn::Max(largest, hn::Abs(hn::LoadU(d, x + i)));
    return hn::GetLane(hn::MaxOfLanes(d, largest));
}

/// The first value that equals this one, or its negative, with its sign.
HWY_INLINE float firstOf(const float* x, float value, bool orNegative)
{
    const Tag d;
    for (std::size_t i = 0; i < kBlock; i += hn::Lanes(d)) {
        const Vector own = hn::LoadU(d, x + i);
        const auto found = hn::FindFirstTrue(d, hn::Eq(orNegative ? hn::Abs(own) : own, hn::Set(d, value)));
        if (found >= 0)
            return x[i + std::size_t(found)];
    }
    return 0;
}

HWY_INLINE float extremeOf(const float* x)
{
    const float magnitude = largestMagnitude(x);
    return magnitude > 0 ? firstOf(x, magnitude, true) : 0.0F;
}

/// Of zeros, the first one's sign counts.
HWY_INLINE Range extentOf(const float* x)
{
    const Tag d;
    Vector smallest = hn::LoadU(d, x);
    Vector largest = smallest;
    for (std::size_t i = hn::Lanes(d); i < kBlock; i += hn::Lanes(d)) {
        smallest = hn::Min(smallest, hn::LoadU(d, x + i));
        largest = hn::Max(largest, hn::LoadU(d, x + i));
    }
    const float low = hn::GetLane(hn::MinOfLanes(d, smallest));
    const float high = hn::GetLane(hn::MaxOfLanes(d, largest));
    return {low == 0 ? firstOf(x, low, false) : low, high == 0 ? firstOf(x, high, false) : high};
}

HWY_INLINE hn::Vec<IntTag> integerPart(Vector value)
{
    const Tag d;
    const auto fits = hn::And(hn::Gt(value, hn::Set(d, -129.0F)), hn::Lt(value, hn::Set(d, 128.0F)));
    return hn::ConvertTo(IntTag(), hn::IfThenElseZero(fits, value));
}

/// The low byte of each.
HWY_INLINE void storeBytes(hn::Vec<IntTag> levels, std::uint8_t* out)
{
    const hn::RebindToUnsigned<IntTag> du;
    hn::StoreU(hn::TruncateTo(ByteTag(), hn::BitCast(du, levels)), ByteTag(), out);
}

/// scale of one block and its levels: trunc((x - from) · 1/scale + add), at most `most`.
HWY_INLINE void levelsOf(const float* x, float scale, float from, float add, int most, std::uint8_t* levels)
{
    const Tag d;
    const Vector inverse = hn::Set(d, scale != 0.0F ? 1.0F / scale : 0.0F);
    for (std::size_t i = 0; i < kBlock; i += hn::Lanes(d)) {
        const Vector offset = hn::Sub(hn::LoadU(d, x + i), hn::Set(d, from));
        const auto level = integerPart(hn::Add(hn::Mul(offset, inverse), hn::Set(d, add)));
        storeBytes(hn::Min(level, hn::Set(IntTag(), most)), levels + i);
    }
}

void signedBlocks(const float* x, std::size_t blocks, int middle, float* scales, std::uint8_t* levels)
{
    for (std::size_t b = 0; b < blocks; ++b) {
        const float* own = x + kBlock * b;
        scales[b] = extremeOf(own) / static_cast<float>(-middle);
        // x - 0 is x, whatever its sign: what -0 becomes is multiplied and has 8.5 or more added.
        levelsOf(own, scales[b], 0.0F, static_cast<float>(middle) + 0.5F, 2 * middle - 1, levels + kBlock * b);
    }
}

void affineBlocks(const float* x, std::size_t blocks, int most, int cap, float* minima, float* scales,
                  std::uint8_t* levels)
{
    for (std::size_t b = 0; b < blocks; ++b) {
        const Range range = extentOf(x + kBlock * b);
        minima[b] = range.smallest;
        scales[b] = (range.largest - range.smallest) / static_cast<float>(most);
        levelsOf(x + kBlock * b, scales[b], minima[b], 0.5F, cap, levels + kBlock * b);
    }
}

void roundedBlocks(const float* x, std::size_t blocks, float* scales, std::uint8_t* levels)
{
    const Tag d;
    const Vector half = hn::Set(d, 0x1.FFFFFEp-2F);
    for (std::size_t b = 0; b < blocks; ++b) {
        const float* own = x + kBlock * b;
        scales[b] = largestMagnitude(own) / 127.0F;
        const Vector inverse = hn::Set(d, scales[b] != 0.0F ? 1.0F / scales[b] : 0.0F);
        for (std::size_t i = 0; i < kBlock; i += hn::Lanes(d)) {
            const Vector value = hn::Mul(hn::LoadU(d, own + i), inverse);
            storeBytes(integerPart(hn::Add(value, hn::CopySign(half, value))), levels + kBlock * b + i);
        }
    }
}

void values(const std::int8_t* levels, const float* scales, std::size_t blocks, float* y)
{
    const Tag d;
    const hn::Rebind<std::int8_t, Tag> bytes;
    for (std::size_t b = 0; b < blocks; ++b) {
        const Vector scale = hn::Set(d, scales[b]);
        for (std::size_t i = kBlock * b; i < kBlock * (b + 1); i += hn::Lanes(d)) {
            const auto level = hn::PromoteTo(IntTag(), hn::LoadU(bytes, levels + i));
            hn::StoreU(hn::Mul(scale, hn::ConvertTo(d, level)), d, y + i);
        }
    }
}

} // namespace headroom::tensor::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::tensor {

HWY_EXPORT(signedBlocks);
HWY_EXPORT(affineBlocks);
HWY_EXPORT(roundedBlocks);
HWY_EXPORT(values);

void signedPlain(const float* x, std::size_t blocks, int middle, float* scales, std::uint8_t* levels)
{
    HWY_DYNAMIC_DISPATCH(signedBlocks)(x, blocks, middle, scales, levels);
}

void affinePlain(const float* x, std::size_t blocks, int most, int cap, float* minima, float* scales,
                 std::uint8_t* levels)
{
    HWY_DYNAMIC_DISPATCH(affineBlocks)(x, blocks, most, cap, minima, scales, levels);
}

void roundedPlain(const float* x, std::size_t blocks, float* scales, std::uint8_t* levels)
{
    HWY_DYNAMIC_DISPATCH(roundedBlocks)(x, blocks, scales, levels);
}

void plainValues(const std::int8_t* levels, const float* scales, std::size_t blocks, float* y)
{
    HWY_DYNAMIC_DISPATCH(values)(levels, scales, blocks, y);
}

} // namespace headroom::tensor
#endif
