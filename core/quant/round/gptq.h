// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: GPTQ: weights are rounded one column after the other, and what a rounding does to the output is made up for in
// the columns still to come. Minimizes (W - Q) H (W - Q)ᵀ row by row. Source: Frantar et al., GPTQ (2023), blocked lazy
// updates included. A row that came out worse than plain rounding keeps plain rounding, so the objective never rises.
#pragma once

#include "core/quant/calibrate/hessian.h"
#include "core/quant/round/rowgrid.h"

namespace headroom::quant {

struct RowOutcome {
    double objective = 0; ///< (w - q) H (w - q)ᵀ, H damped, of what was stored
    double nearest = 0; ///< the same for plain rounding on the same format
    bool keptNearest = false;
};

struct RoundingOptions {
    /// Scales from the original weights; otherwise from the compensated ones when a group's turn comes, which needs
    /// the natural order of columns (FactorOptions::actOrder off) and is ignored without it.
    bool staticGroups = true;
};

/// Rounds rows that share a factor and stores them in their grids. weights: [grids.size(), factor.size], finite.
/// Deterministic: a row's result does not depend on the other rows.
std::vector<RowOutcome> roundRows(const HessianFactor& factor, std::span<const float> weights,
                                  std::span<RowGrid* const> grids, const RoundingOptions& options);

} // namespace headroom::quant
