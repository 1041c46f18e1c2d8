// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Compiled once per instruction set: each vector lane tries one range, so that no sum is split.
#include "core/tensor/nonlinear.h"

#include "core/tensor/blocks.h"
#include "core/tensor/search.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/tensor/nonlinear.cpp"
#include <hwy/foreach_target.h>

#include <hwy/highway.h>

#ifndef HEADROOM_NONLINEAR_TRIES
#define HEADROOM_NONLINEAR_TRIES
namespace headroom::tensor {

constexpr std::size_t kTries = 16; ///< the plain range, then the fifteen around it

/// The levels around each whole number, as floats.
struct NonlinearValues {
    alignas(64) float lower[256];
    alignas(64) float upper[256];
};
struct NonlinearSums { ///< per range
    alignas(64) float withX[kTries]; ///< Σ w·q·x
    alignas(64) float squares[kTries]; ///< Σ w·q²
};

} // namespace headroom::tensor
#endif

HWY_BEFORE_NAMESPACE();
namespace headroom::tensor::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;

void tryRanges(const NonlinearValues& values, const float* x, const float* weights, const float* inverses,
               NonlinearSums& sums)
{
    const hn::CappedTag<float, 8> d;
    const hn::RebindToSigned<decltype(d)> di;
    for (std::size_t part = 0; part < kTries; part += hn::Lanes(d)) {
        const auto inverse = hn::Load(d, inverses + part);
        auto withX = hn::Zero(d);
        auto squares = hn::Zero(d);
        for (int j = 0; j < 32; ++j) {
            const auto value = hn::Mul(inverse, hn::Set(d, x[j]));
            const auto inside = hn::Min(hn::Max(value, hn::Set(d, -128.0F)), hn::Set(d, 127.0F));
            const auto whole = hn::And(hn::ConvertTo(di, hn::Add(inside, hn::Set(d, 128.0F))), hn::Set(di, 255));
            const auto below = hn::GatherIndex(d, values.lower, whole);
            const auto above = hn::GatherIndex(d, values.upper, whole);
            const auto q = hn::IfThenElse(hn::Lt(hn::Sub(value, below), hn::Sub(above, value)), below, above);
            const auto wq = hn::Mul(hn::Set(d, weights[j]), q);
            withX = hn::Add(withX, hn::Mul(wq, hn::Set(d, x[j])));
            squares = hn::Add(squares, hn::Mul(wq, q));
        }
        hn::Store(withX, d, sums.withX + part);
        hn::Store(squares, d, sums.squares + part);
    }
}

} // namespace headroom::tensor::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::tensor {

HWY_EXPORT(tryRanges);

namespace {

NonlinearValues valuesOfNeighbours()
{
    NonlinearValues values;
    for (std::size_t i = 0; i < 256; ++i) {
        values.lower[i] = kNonlinear[kNonlinearNeighbours.lower[i]];
        values.upper[i] = kNonlinear[kNonlinearNeighbours.upper[i]];
    }
    return values;
}

} // namespace

void nonlinearWeights(const float* x, const float* importance, float sigma2, float* weights)
{
    if (importance)
        return searchWeights(x, importance, sigma2, 32, weights);
    for (int j = 0; j < 32; ++j)
        weights[j] = x[j] * x[j];
}

float nonlinearScale(const float* x, const float* weights)
{
    static const NonlinearValues values = valuesOfNeighbours();
    const float extreme = signedExtreme(x, 32);
    if (!(std::fabs(extreme) >= kAllZero))
        return 0;
    alignas(64) float inverses[kTries];
    inverses[0] = 1 / (-extreme / static_cast<float>(kNonlinear[0]));
    for (int step = -7; step <= 7; ++step)
        inverses[step + 8] = static_cast<float>(step + kNonlinear[0]) / extreme;
    NonlinearSums sums;
    HWY_DYNAMIC_DISPATCH(tryRanges)(values, x, weights, inverses, sums);
    float scale = sums.squares[0] > 0 ? sums.withX[0] / sums.squares[0] : 0.0F;
    float best = scale * sums.withX[0];
    for (std::size_t t = 1; t < kTries; ++t) {
        if (sums.squares[t] > 0 && sums.withX[t] * sums.withX[t] > best * sums.squares[t]) {
            scale = sums.withX[t] / sums.squares[t];
            best = scale * sums.withX[t];
        }
    }
    return scale;
}

} // namespace headroom::tensor
#endif
