// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: one normalization as a value: which kind, its epsilon, weights and bias; applied to one row at a time.
#pragma once

#include "core/infer/architecture.h"
#include "core/infer/kernels.h"

#include <vector>

namespace headroom::infer {

struct Norm {
    NormKind kind = NormKind::Rms;
    float epsilon = 1e-5F;
    std::size_t columns = 0; ///< 0: there is none
    std::vector<float> weight; ///< padded; several rows of them where heads have their own
    std::vector<float> bias; ///< empty, or as weight

    explicit operator bool() const { return columns != 0; }

    /// Row `which` of the weights; x and out hold `columns` padded, may be the same.
    void apply(const float* x, float* out, std::size_t which = 0) const
    {
        const float* scale = weight.data() + which * padded(columns);
        if (kind == NormKind::Layer)
            layerNorm(x, scale, columns, epsilon, out);
        else
            rmsNorm(x, scale, columns, epsilon, out);
        if (!bias.empty())
            addTo(out, bias.data() + which * padded(columns), padded(columns));
    }
};

} // namespace headroom::infer
