// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a norm of the description, applied to one row by the kernels.
#pragma once

#include "core/infer/cpu/kernels.h"
#include "core/infer/norm.h"

namespace headroom::infer {

/// Row `which` of the weights; x and out hold `columns` padded, may be the same.
inline void apply(const Norm& norm, const float* x, float* out, std::size_t which = 0)
{
    const float* scale = norm.weight.data() + which * padded(norm.columns);
    if (norm.kind == NormKind::Layer)
        layerNorm(x, scale, norm.columns, norm.epsilon, out);
    else
        rmsNorm(x, scale, norm.columns, norm.epsilon, out);
    if (!norm.bias.empty())
        addTo(out, norm.bias.data() + which * padded(norm.columns), padded(norm.columns));
}

} // namespace headroom::infer
