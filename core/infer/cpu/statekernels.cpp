// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/statekernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/infer/cpu/statekernels.cpp"
#include <hwy/foreach_target.h>

#include "core/infer/cpu/lanes-inl.h"

#include <hwy/contrib/math/math-inl.h>

HWY_BEFORE_NAMESPACE();
namespace headroom::infer::HWY_NAMESPACE {

void decayRows(float* rows, std::size_t count, std::size_t columns, float decay, const float* vector,
               const float* gains)
{
    const Tag d;
    const Vector share = hn::Set(d, decay);
    for (std::size_t p = 0; p < count; ++p) {
        float* row = rows + p * columns;
        const Vector gain = hn::Set(d, gains[p]);
        for (std::size_t k = 0; k < columns; k += kPart) {
            const Vector added = hn::Mul(hn::LoadU(d, vector + k), gain);
            hn::StoreU(hn::MulAdd(hn::LoadU(d, row + k), share, added), d, row + k);
        }
    }
}

void decayEach(float* row, std::size_t columns, float step, const float* decay, const float* vector, float gain)
{
    const Tag d;
    const Vector steps = hn::Set(d, step), gains = hn::Set(d, gain);
    for (std::size_t k = 0; k < columns; k += kPart) {
        const Vector share = hn::Exp(d, hn::Mul(steps, hn::LoadU(d, decay + k)));
        const Vector added = hn::Mul(hn::LoadU(d, vector + k), gains);
        hn::StoreU(hn::MulAdd(hn::LoadU(d, row + k), share, added), d, row + k);
    }
}

} // namespace headroom::infer::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace headroom::infer {
HWY_EXPORT(decayRows);
HWY_EXPORT(decayEach);

void decayAndAdd(float* rows, std::size_t count, std::size_t columns, float decay, const float* vector,
                 const float* gains)
{
    HWY_DYNAMIC_DISPATCH(decayRows)(rows, count, columns, decay, vector, gains);
}

void decayEachAndAdd(float* row, std::size_t columns, float step, const float* decay, const float* vector, float gain)
{
    HWY_DYNAMIC_DISPATCH(decayEach)(row, columns, step, decay, vector, gain);
}

} // namespace headroom::infer
#endif
