// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: one normalization as a value: which kind, its epsilon, weights and bias.
#pragma once

#include "core/infer/padding.h"
#include "core/model/architecture.h"

#include <vector>

namespace headroom::infer {

using model::NormKind;

struct Norm {
    NormKind kind = NormKind::Rms;
    float epsilon = 1e-5F;
    std::size_t columns = 0; ///< 0: there is none
    std::vector<float> weight; ///< padded; several rows of them where heads have their own
    std::vector<float> bias; ///< empty, or as weight

    explicit operator bool() const { return columns != 0; }
};

} // namespace headroom::infer
