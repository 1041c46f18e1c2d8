// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The row operations: norms, SwiGLU, softmax, weighted sums. exp is Highway's polynomial, within 1 ulp.
#include "core/infer/kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/infer/vectors.cpp"
#include <hwy/foreach_target.h>

#include "core/infer/lanes-inl.h"

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
    float top = sink ? *sink : -std::numeric_limits<float>::max();
    for (std::size_t k = 0; k < count; ++k)
        top = std::max(top, scores[k]);
    std::fill(scores + count, scores + padded(count), -std::numeric_limits<float>::max());
    const Vector most = hn::Set(d, top);
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

template <std::size_t N>
HWY_INLINE void sumColumns(const float* weights, const Rows& values, std::size_t column, float* out)
{
    const Tag d;
    Vector sums[N];
    HWY_UNROLL(8)
    for (std::size_t i = 0; i < N; ++i)
        sums[i] = hn::LoadU(d, out + column + i * kPart);
    for (std::size_t p = 0; p < values.count; ++p) {
        const float* row = values.data + p * values.stride + column;
        const Vector w = hn::Set(d, weights[p]);
        HWY_UNROLL(8)
        for (std::size_t i = 0; i < N; ++i)
            sums[i] = hn::MulAdd(w, hn::LoadU(d, row + i * kPart), sums[i]);
    }
    HWY_UNROLL(8)
    for (std::size_t i = 0; i < N; ++i)
        hn::StoreU(sums[i], d, out + column + i * kPart);
}

void average(const float* weights, const Rows& values, std::size_t columns, float* out)
{
    std::size_t column = 0;
    for (; column + 8 * kPart <= columns; column += 8 * kPart)
        sumColumns<8>(weights, values, column, out);
    for (; column + 4 * kPart <= columns; column += 4 * kPart)
        sumColumns<4>(weights, values, column, out);
    for (; column < columns; column += kPart)
        sumColumns<1>(weights, values, column, out);
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
    addWeightedSum(weights, values, columns, out);
}

void addWeightedSum(const float* weights, const Rows& values, std::size_t columns, float* out)
{
    HWY_DYNAMIC_DISPATCH(average)(weights, values, columns, out);
}

} // namespace headroom::infer
#endif
