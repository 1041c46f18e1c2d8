// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The search's sums are compiled once per instruction set; no fused multiply-add.
#include "core/tensor/integers.h"

#include "core/tensor/half.h"
#include "core/tensor/integersteps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/tensor/integers.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace headroom::tensor::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

using Floats = hn::CappedTag<float, 8>; // the same sums whatever a vector could hold

/// levelOf() of each.
template <class V> HWY_INLINE V levelsOf(Floats d, V steps, float zero, float top)
{
    const auto push = hn::Set(d, kPush), bound = hn::Set(d, kBound);
    const auto bounded = hn::Min(hn::Max(steps, hn::Neg(bound)), bound);
    const auto level = hn::Add(hn::Sub(hn::Add(bounded, push), push), hn::Set(d, zero));
    return hn::Min(hn::Max(level, hn::Zero(d)), hn::Set(d, top));
}

/// Every eighth weight from `first` on, as many side by side as a vector has; the count is a multiple of eight.
/// importance: null for 1.
HWY_INLINE void sumSteps(const float* weights, const float* importance, std::size_t count, std::size_t first,
                         float scale, float zero, float top, float* sums)
{
    const Floats d;
    auto sum = hn::Zero(d);
    for (std::size_t i = first; i < count; i += kStepSums) {
        const auto steps = hn::Div(hn::LoadU(d, weights + i), hn::Set(d, scale));
        const auto difference = hn::Sub(steps, hn::Sub(levelsOf(d, steps, zero, top), hn::Set(d, zero)));
        const auto square = hn::Mul(difference, difference);
        sum = hn::Add(sum, importance ? hn::Mul(square, hn::LoadU(d, importance + i)) : square);
    }
    hn::StoreU(sum, d, sums + first);
}

void stepErrors(const float* weights, const float* importance, std::size_t count, float scale, float zero, float top,
                float* sums)
{
    const std::size_t whole = count - count % kStepSums;
    for (std::size_t first = 0; first < kStepSums; first += hn::Lanes(Floats()))
        sumSteps(weights, importance, whole, first, scale, zero, top, sums);
    for (std::size_t i = whole; i < count; ++i) {
        const float steps = weights[i] / scale;
        const float difference = steps - (levelOf(steps, zero, top) - zero);
        sums[i % kStepSums] += difference * difference * (importance ? importance[i] : 1.0F);
    }
}

void stepCodes(const float* weights, std::size_t count, float scale, float zero, float top, std::uint8_t* codes)
{
    const Floats d;
    const hn::Rebind<std::int32_t, Floats> whole;
    const hn::Rebind<std::uint8_t, Floats> bytes;
    const std::size_t lanes = hn::Lanes(d);
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        const auto steps = hn::Div(hn::LoadU(d, weights + i), hn::Set(d, scale));
        const auto levels = hn::ConvertTo(whole, levelsOf(d, steps, zero, top));
        hn::StoreU(hn::DemoteTo(bytes, levels), bytes, codes + i);
    }
    for (; i < count; ++i)
        codes[i] = static_cast<std::uint8_t>(levelOf(weights[i] / scale, zero, top));
}

void endsOf(const float* weights, std::size_t count, float* lowest, float* highest)
{
    const Floats d;
    const std::size_t lanes = hn::Lanes(d);
    auto low = hn::Set(d, weights[0]), high = low;
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        const auto some = hn::LoadU(d, weights + i);
        low = hn::Min(low, some);
        high = hn::Max(high, some);
    }
    *lowest = hn::GetLane(hn::MinOfLanes(d, low));
    *highest = hn::GetLane(hn::MaxOfLanes(d, high));
    for (; i < count; ++i) {
        *lowest = std::min(*lowest, weights[i]);
        *highest = std::max(*highest, weights[i]);
    }
}

} // namespace headroom::tensor::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::tensor {

HWY_EXPORT(stepErrors);
HWY_EXPORT(stepCodes);
HWY_EXPORT(endsOf);

namespace {

constexpr int kShrinks = 32; ///< ranges of 1, 0.98, … 0.38 of the whole
constexpr int kPatience = 8; ///< so many without gain end the search

/// Σ importance · (error in steps)², which cannot underflow; weight i belongs to sum i mod 8.
float errorOf(std::span<const float> weights, std::span<const float> importance, IntegerScale scale, IntegerCode code)
{
    std::array<float, kStepSums> sums{};
    HWY_DYNAMIC_DISPATCH(stepErrors)
    (weights.data(), importance.empty() ? nullptr : importance.data(), weights.size(), scale.scale, float(scale.zero),
     float(code.top()), sums.data());
    float sum = 0;
    for (const float lane : sums)
        sum += lane;
    return sum;
}

IntegerScale scaleOf(float lower, float upper, IntegerCode code, StoredScale stored)
{
    const float steps = static_cast<float>(code.symmetric ? code.middle() - 1 : code.top());
    const float exact = code.symmetric ? std::max(-lower, upper) / steps : upper / steps - lower / steps;
    const float scale = stored(std::max(exact, std::numeric_limits<float>::min())); // what a float can divide by
    if (code.symmetric)
        return {scale, code.middle()};
    const float zero = std::min(nearest(-lower / scale), static_cast<float>(code.top()));
    return {scale, static_cast<std::uint8_t>(zero)};
}

float positive(float stored, float scale, float smallest)
{
    return stored == 0 && scale > 0 ? smallest : stored;
}

} // namespace

float asFloatScale(float scale)
{
    return scale;
}

float asHalfScale(float scale)
{
    return positive(halfToFloat(floatToHalf(scale)), scale, 0x1p-24F);
}

float asBfloatScale(float scale)
{
    return positive(bfloatToFloat(floatToBfloat(scale)), scale, 0x1p-126F);
}

IntegerScale rangeScale(float lowest, float highest, IntegerCode code, StoredScale stored)
{
    const float lower = std::min(lowest, 0.0F), upper = std::max(highest, 0.0F);
    if (lower == upper)
        return {1.0F, code.symmetric ? code.middle() : std::uint8_t{0}};
    return scaleOf(lower, upper, code, stored);
}

IntegerScale searchScale(std::span<const float> weights, std::span<const float> importance, IntegerCode code,
                         StoredScale stored)
{
    float lowest = 0, highest = 0;
    HWY_DYNAMIC_DISPATCH(endsOf)(weights.data(), weights.size(), &lowest, &highest);
    IntegerScale best = rangeScale(lowest, highest, code, stored);
    if ((lowest == 0 && highest == 0) || !std::isfinite(best.scale))
        return best;
    const double unit = best.scale;
    double bestError = double(errorOf(weights, importance, best, code)) * unit * unit;
    for (int i = 1, idle = 0; i < kShrinks && idle < kPatience; ++i) {
        const float shrink = 1.0F - 0.02F * static_cast<float>(i);
        const IntegerScale tried = rangeScale(lowest * shrink, highest * shrink, code, stored);
        const double error
            = double(errorOf(weights, importance, tried, code)) * double(tried.scale) * double(tried.scale);
        idle = error < bestError ? 0 : idle + 1;
        if (error < bestError) {
            best = tried;
            bestError = error;
        }
    }
    return best;
}

void encodeIntegers(std::span<const float> weights, IntegerScale scale, IntegerCode code, std::span<std::uint8_t> out)
{
    HWY_DYNAMIC_DISPATCH(stepCodes)
    (weights.data(), weights.size(), scale.scale, float(scale.zero), float(code.top()), out.data());
}

} // namespace headroom::tensor
#endif
