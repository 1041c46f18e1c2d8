// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Compiled once per instruction set; no fused multiply-add.
#include "core/quant/round/rowerror.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/quant/round/rowerror.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace headroom::quant::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

constexpr std::size_t kSums = 8;

/// Every eighth weight from `first` on, as many side by side as a vector has; the count is a multiple of eight.
HWY_INLINE void sumUp(const float* original, const float* decoded, std::size_t count, std::size_t first, double* errors,
                      double* squares, double* largest)
{
    const hn::CappedTag<double, kSums> d;
    const hn::Rebind<float, decltype(d)> single;
    auto error = hn::Zero(d), square = hn::Zero(d), most = hn::Zero(d);
    for (std::size_t i = first; i < count; i += kSums) {
        const auto weight = hn::PromoteTo(d, hn::LoadU(single, original + i));
        const auto difference = hn::Sub(weight, hn::PromoteTo(d, hn::LoadU(single, decoded + i)));
        error = hn::Add(error, hn::Mul(difference, difference));
        square = hn::Add(square, hn::Mul(weight, weight));
        most = hn::Max(most, hn::Abs(difference));
    }
    hn::StoreU(error, d, errors + first);
    hn::StoreU(square, d, squares + first);
    hn::StoreU(most, d, largest + first);
}

void sumsOf(const float* original, const float* decoded, std::size_t count, double* errors, double* squares,
            double* largest)
{
    const std::size_t whole = count - count % kSums;
    for (std::size_t first = 0; first < kSums; first += hn::Lanes(hn::CappedTag<double, kSums>()))
        sumUp(original, decoded, whole, first, errors, squares, largest);
    for (std::size_t i = whole; i < count; ++i) {
        const double difference = double(original[i]) - double(decoded[i]);
        errors[i % kSums] += difference * difference;
        squares[i % kSums] += double(original[i]) * double(original[i]);
        largest[i % kSums] = std::max(largest[i % kSums], std::fabs(difference));
    }
}

} // namespace headroom::quant::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::quant {

HWY_EXPORT(sumsOf);

void EncodedSums::add(const EncodedSums& other)
{
    squaredError += other.squaredError;
    squares += other.squares;
    maxError = std::max(maxError, other.maxError);
}

EncodedSums rowError(std::span<const float> original, std::span<const float> decoded)
{
    constexpr std::size_t kLanes = 8;
    double errors[kLanes], squares[kLanes], largest[kLanes];
    HWY_DYNAMIC_DISPATCH(sumsOf)(original.data(), decoded.data(), original.size(), errors, squares, largest);
    EncodedSums sums;
    for (std::size_t lane = 0; lane < kLanes; ++lane)
        sums.add({errors[lane], squares[lane], largest[lane]});
    return sums;
}

} // namespace headroom::quant
#endif
