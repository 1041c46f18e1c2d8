// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The matrix product. A tile of R weight rows times T inputs keeps R·T sums of 16 lanes in registers; the tile's shape
// is only a matter of speed.
#include "core/infer/cpu/kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/infer/cpu/kernels.cpp"
#include <hwy/foreach_target.h>

#include "core/infer/cpu/lanes-inl.h"

HWY_BEFORE_NAMESPACE();
namespace headroom::infer::HWY_NAMESPACE {

template <std::size_t R> HWY_INLINE void storeRows(Vector (*sums)[kParts], std::size_t step, float* out)
{
    static_assert(R % 4 == 0 || R < 4);
    if constexpr (R % 4 == 0) {
        HWY_UNROLL(2)
        for (std::size_t r = 0; r < R; r += 4)
            storeSums(fold(sums[r * step]), fold(sums[(r + 1) * step]), fold(sums[(r + 2) * step]),
                      fold(sums[(r + 3) * step]), out + r);
    } else {
        HWY_UNROLL(4)
        for (std::size_t r = 0; r < R; ++r)
            out[r] = sum(sums[r * step]);
    }
}

template <std::size_t R, std::size_t T>
HWY_INLINE void tile(const float* weights, std::size_t weightStride, const float* inputs, std::size_t inputStride,
                     std::size_t columns, float* out, std::size_t outStride)
{
    const Tag d;
    Vector sums[R * T][kParts];
    HWY_UNROLL(24)
    for (std::size_t i = 0; i < R * T; ++i)
        HWY_UNROLL(4)
    for (std::size_t p = 0; p < kParts; ++p)
        sums[i][p] = hn::Zero(d);
    for (std::size_t k = 0; k < columns; k += kLanes) {
        HWY_UNROLL(4)
        for (std::size_t p = 0; p < kParts; ++p) {
            const std::size_t column = k + p * kPart;
            Vector x[T];
            HWY_UNROLL(8)
            for (std::size_t t = 0; t < T; ++t)
                x[t] = hn::LoadU(d, inputs + t * inputStride + column);
            HWY_UNROLL(8)
            for (std::size_t r = 0; r < R; ++r) {
                const Vector w = hn::LoadU(d, weights + r * weightStride + column);
                HWY_UNROLL(8)
                for (std::size_t t = 0; t < T; ++t)
                    sums[r * T + t][p] = hn::MulAdd(w, x[t], sums[r * T + t][p]);
            }
        }
    }
    HWY_UNROLL(8)
    for (std::size_t t = 0; t < T; ++t)
        storeRows<R>(&sums[t], T, out + t * outStride);
}

/// All weight rows against T inputs, R rows at a time.
template <std::size_t R, std::size_t T>
void strip(const Rows& weights, const float* inputs, std::size_t inputStride, std::size_t columns, float* out,
           std::size_t outStride)
{
    std::size_t row = 0;
    for (; row + R <= weights.count; row += R)
        tile<R, T>(weights.data + row * weights.stride, weights.stride, inputs, inputStride, columns, out + row,
                   outStride);
    for (; row < weights.count; ++row)
        tile<1, T>(weights.data + row * weights.stride, weights.stride, inputs, inputStride, columns, out + row,
                   outStride);
}

void multiply(const Rows& weights, const Rows& inputs, std::size_t columns, float* out, std::size_t outStride)
{
    // 32, 16 and 16 registers: 24, 12 and 8 of them hold sums.
    constexpr std::size_t kRows = kParts == 1 ? 4 : 2;
    constexpr std::size_t kInputs = kParts == 1 ? 6 : kParts == 2 ? 3 : 1;
    constexpr std::size_t kSingleRows = kParts == 1 ? 8 : kParts == 2 ? 4 : 2;
    std::size_t x = 0;
    for (; x + kInputs <= inputs.count; x += kInputs)
        strip<kRows, kInputs>(weights, inputs.data + x * inputs.stride, inputs.stride, columns, out + x * outStride,
                              outStride);
    for (; x < inputs.count; ++x)
        strip<kSingleRows, 1>(weights, inputs.data + x * inputs.stride, inputs.stride, columns, out + x * outStride,
                              outStride);
}

} // namespace headroom::infer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::infer {
HWY_EXPORT(multiply);

void multiplyRows(const Rows& weights, const Rows& inputs, std::size_t columns, float* out, std::size_t outStride)
{
    HWY_DYNAMIC_DISPATCH(multiply)(weights, inputs, columns, out, outStride);
}

} // namespace headroom::infer
#endif
