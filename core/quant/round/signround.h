// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: learned rounding: each weight gets a shift within half a step of its grid, each group a factor of its range, and
// both follow the sign of the gradient of (w − q) H (w − q)ᵀ, so that no activations have to be kept. Source: Cheng et
// al., Optimize Weight Rounding via Signed Gradient Descent (2023); there the loss is a block's output, and both ends
// of a range have a factor of their own. The best step counts. Ours: in the end single weights still move where that
// lowers the loss, and a row that came out worse than plain rounding keeps plain rounding.
#pragma once

#include "core/quant/round/gptq.h"

namespace headroom::quant {

struct LearningOptions {
    unsigned steps = 200; ///< 1 …; the first is plain rounding
};

/// As roundRows. hessian: [columns, columns], symmetric, damped. Deterministic: a row's result does not depend on the
/// other rows. Cost: a few products with H for each row, and `steps` passes over its weights.
std::vector<RowOutcome> learnRows(std::span<const float> hessian, std::span<const float> weights,
                                  std::span<RowGrid* const> grids, const LearningOptions& options);

} // namespace headroom::quant
