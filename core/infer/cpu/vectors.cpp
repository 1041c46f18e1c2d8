// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The row operations: norms, SwiGLU, softmax, weighted sums. exp is Highway's polynomial, within 1 ulp.
#include "core/infer/cpu/kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/infer/cpu/vectors.cpp"
#include <hwy/foreach_target.h>

#include "core/infer/cpu/lanes-inl.h"

#include <hwy/contrib/math/math-inl.h>

#include <algorithm>
#include <cmath>
#include <limits>

HWY_BEFORE_NAMESPACE();
namespace headroom::infer::HWY_NAMESPACE {

void norm(const float* x, const float* weight, std::size_t columns, float epsilon, float* out)
{
    const Tag d;
    Vector sums[kParts];
    for (std::size_t p = 0; p < kParts; ++p)
        sums[p] = hn::Zero(d);
    for (std::size_t k = 0; k < padded(columns); k += kLanes)
        for (std::size_t p = 0; p < kParts; ++p) {
            const Vector v = hn::LoadU(d, x + k + p * kPart);
            sums[p] = hn::MulAdd(v, v, sums[p]);
        }
    const float mean = sum(sums) / static_cast<float>(columns);
    const Vector scale = hn::Set(d, 1.0F / std::sqrt(mean + epsilon));
    for (std::size_t k = 0; k < padded(columns); k += kPart)
        hn::StoreU(hn::Mul(hn::Mul(hn::LoadU(d, x + k), scale), hn::LoadU(d, weight + k)), d, out + k);
}

void centred(const float* x, const float* weight, std::size_t columns, float epsilon, float* out)
{
    const Tag d;
    Vector sums[kParts];
    for (std::size_t p = 0; p < kParts; ++p)
        sums[p] = hn::Zero(d);
    for (std::size_t k = 0; k < padded(columns); k += kLanes)
        for (std::size_t p = 0; p < kParts; ++p)
            sums[p] = hn::Add(sums[p], hn::LoadU(d, x + k + p * kPart));
    const Vector mean = hn::Set(d, sum(sums) / static_cast<float>(columns));
    for (std::size_t k = 0; k < padded(columns); k += kPart)
        hn::StoreU(hn::Sub(hn::LoadU(d, x + k), mean), d, out + k);
    std::fill(out + columns, out + padded(columns), 0.0F);
    norm(out, weight, columns, epsilon, out);
}

void scaledAdd(float* x, const float* y, float factor, std::size_t count)
{
    const Tag d;
    const Vector f = hn::Set(d, factor);
    for (std::size_t k = 0; k < count; k += kPart)
        hn::StoreU(hn::MulAdd(f, hn::LoadU(d, y + k), hn::LoadU(d, x + k)), d, x + k);
}

void product(float* x, const float* y, std::size_t count)
{
    const Tag d;
    for (std::size_t k = 0; k < count; k += kPart)
        hn::StoreU(hn::Mul(hn::LoadU(d, x + k), hn::LoadU(d, y + k)), d, x + k);
}

/// x / (1 + exp(-z))
HWY_INLINE Vector logistic(Vector x, Vector z)
{
    const Tag d;
    const Vector limit = hn::Set(d, 88.0F); // exp(88) is near the largest float
    return hn::Div(x, hn::Add(hn::Set(d, 1.0F), hn::Exp(d, hn::Min(hn::Neg(z), limit))));
}

void sigmoidLinear(float* x, std::size_t count)
{
    const Tag d;
    for (std::size_t k = 0; k < count; k += kPart) {
        const Vector v = hn::LoadU(d, x + k);
        hn::StoreU(logistic(v, v), d, x + k);
    }
}

void gaussLinear(float* x, std::size_t count)
{
    const Tag d;
    const Vector a = hn::Set(d, 1.595769121605731F); // 2 · sqrt(2/π)
    const Vector b = hn::Set(d, 0.044715F);
    for (std::size_t k = 0; k < count; k += kPart) {
        const Vector v = hn::LoadU(d, x + k);
        const Vector cubic = hn::MulAdd(hn::Mul(hn::Mul(v, v), v), b, v);
        hn::StoreU(logistic(v, hn::Mul(a, cubic)), d, x + k);
    }
}

void add(float* x, const float* y, std::size_t count)
{
    const Tag d;
    for (std::size_t k = 0; k < count; k += kPart)
        hn::StoreU(hn::Add(hn::LoadU(d, x + k), hn::LoadU(d, y + k)), d, x + k);
}

void gated(float* gate, const float* up, std::size_t count)
{
    const Tag d;
    for (std::size_t k = 0; k < count; k += kPart) {
        const Vector g = hn::LoadU(d, gate + k);
        hn::StoreU(hn::Mul(logistic(g, g), hn::LoadU(d, up + k)), d, gate + k);
    }
}

void normalize(float* scores, std::size_t count, const float* sink)
{
    const Tag d;
    const Vector floor = hn::Set(d, -110.0F); // exp is zero from -104 on
    std::fill(scores + count, scores + padded(count), -std::numeric_limits<float>::max());
    Vector most = hn::Set(d, sink ? *sink : -std::numeric_limits<float>::max());
    Vector unsound = hn::Zero(d); // no number where a score is infinite or none: comparisons would pass it over
    for (std::size_t k = 0; k < padded(count); k += kPart) {
        const Vector score = hn::LoadU(d, scores + k);
        unsound = hn::Add(unsound, hn::Sub(score, score));
        most = hn::Max(score, most);
    }
    if (std::isnan(hn::GetLane(hn::SumOfLanes(d, unsound)))) {
        std::fill(scores, scores + padded(count), std::numeric_limits<float>::quiet_NaN());
        return;
    }
    most = hn::MaxOfLanes(d, most);
    const float top = hn::GetLane(most);
    Vector sums[kParts];
    for (std::size_t p = 0; p < kParts; ++p)
        sums[p] = hn::Zero(d);
    for (std::size_t k = 0; k < padded(count); k += kLanes)
        for (std::size_t p = 0; p < kParts; ++p) {
            float* at = scores + k + p * kPart;
            const Vector e = hn::Exp(d, hn::Max(hn::Sub(hn::LoadU(d, at), most), floor));
            hn::StoreU(e, d, at);
            sums[p] = hn::Add(sums[p], e);
        }
    std::fill(scores + count, scores + padded(count), 0.0F);
    const float total = sum(sums) + (sink ? std::exp(*sink - top) : 0.0F);
    const Vector scale = hn::Set(d, 1.0F / total);
    for (std::size_t k = 0; k < padded(count); k += kPart)
        hn::StoreU(hn::Mul(hn::LoadU(d, scores + k), scale), d, scores + k);
}

/// kRows sums over the same values, kAcross registers of columns each.
template <std::size_t kRows, std::size_t kAcross>
HWY_INLINE void sumColumns(const Rows& weights, const Rows& values, float* out, std::size_t outStride)
{
    const Tag d;
    Vector sums[kRows][kAcross];
    HWY_UNROLL(4)
    for (std::size_t r = 0; r < kRows; ++r)
        HWY_UNROLL(8)
    for (std::size_t i = 0; i < kAcross; ++i)
        sums[r][i] = hn::LoadU(d, out + r * outStride + i * kPart);
    for (std::size_t p = 0; p < values.count; ++p) {
        Vector row[kAcross];
        HWY_UNROLL(8)
        for (std::size_t i = 0; i < kAcross; ++i)
            row[i] = hn::LoadU(d, values.data + p * values.stride + i * kPart);
        HWY_UNROLL(4)
        for (std::size_t r = 0; r < kRows; ++r) {
            const Vector w = hn::Set(d, weights.data[r * weights.stride + p]);
            HWY_UNROLL(8)
            for (std::size_t i = 0; i < kAcross; ++i)
                sums[r][i] = hn::MulAdd(w, row[i], sums[r][i]);
        }
    }
    HWY_UNROLL(4)
    for (std::size_t r = 0; r < kRows; ++r)
        HWY_UNROLL(8)
    for (std::size_t i = 0; i < kAcross; ++i)
        hn::StoreU(sums[r][i], d, out + r * outStride + i * kPart);
}

template <std::size_t kRows>
void someAverages(const Rows& weights, const Rows& values, std::size_t columns, float* out, std::size_t outStride)
{
    constexpr std::size_t kAcross = kRows == 1 ? 8 : 4; // independent sums hide each addition's latency
    std::size_t column = 0;
    for (; column + kAcross * kPart <= columns; column += kAcross * kPart)
        sumColumns<kRows, kAcross>(weights, {values.data + column, values.stride, values.count}, out + column,
                                   outStride);
    for (; column < columns; column += kPart)
        sumColumns<kRows, 1>(weights, {values.data + column, values.stride, values.count}, out + column, outStride);
}

void average(const Rows& weights, const Rows& values, std::size_t columns, float* out, std::size_t outStride)
{
    std::size_t r = 0;
    for (; r + 4 <= weights.count; r += 4)
        someAverages<4>({weights.data + r * weights.stride, weights.stride, 4}, values, columns, out + r * outStride,
                        outStride);
    for (; r < weights.count; ++r)
        someAverages<1>({weights.data + r * weights.stride, weights.stride, 1}, values, columns, out + r * outStride,
                        outStride);
}

} // namespace headroom::infer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::infer {
HWY_EXPORT(norm);
HWY_EXPORT(centred);
HWY_EXPORT(scaledAdd);
HWY_EXPORT(product);
HWY_EXPORT(sigmoidLinear);
HWY_EXPORT(gaussLinear);
HWY_EXPORT(add);
HWY_EXPORT(gated);
HWY_EXPORT(normalize);
HWY_EXPORT(average);

void rmsNorm(const float* x, const float* weight, std::size_t columns, float epsilon, float* out)
{
    HWY_DYNAMIC_DISPATCH(norm)(x, weight, columns, epsilon, out);
}

void addTo(float* x, const float* y, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(add)(x, y, count);
}

void swiglu(float* gate, const float* up, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(gated)(gate, up, count);
}

void layerNorm(const float* x, const float* weight, std::size_t columns, float epsilon, float* out)
{
    HWY_DYNAMIC_DISPATCH(centred)(x, weight, columns, epsilon, out);
}

void addScaled(float* x, const float* y, float factor, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(scaledAdd)(x, y, factor, count);
}

void silu(float* x, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(sigmoidLinear)(x, count);
}

void gelu(float* x, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(gaussLinear)(x, count);
}

void multiplyBy(float* gate, const float* up, std::size_t count)
{
    HWY_DYNAMIC_DISPATCH(product)(gate, up, count);
}

void softmax(float* scores, std::size_t count, const float* sink)
{
    HWY_DYNAMIC_DISPATCH(normalize)(scores, count, sink);
}

void weightedSum(const float* weights, const Rows& values, std::size_t columns, float* out)
{
    std::fill(out, out + columns, 0.0F);
    addWeightedSums({weights, values.count, 1}, values, columns, out, columns);
}

void addWeightedSums(const Rows& weights, const Rows& values, std::size_t columns, float* out, std::size_t outStride)
{
    HWY_DYNAMIC_DISPATCH(average)(weights, values, columns, out, outStride);
}

} // namespace headroom::infer
#endif
