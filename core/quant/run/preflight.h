// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a run will cost in time, measured before it begins: a block of the largest tensor of each kind of work is
// encoded as the run will do it, some milliseconds each; rounding by Hessians and searches for channel scales on likely
// weights (roundingrate.h). Internal to core/quant; quantize.h has what is for everyone.
#pragma once

#include "core/quant/run/forecast.h"
#include "core/quant/run/quantizerun.h"

namespace headroom::quant {

/// The whole run as it stands before its first tensor. A block that cannot be encoded is left out: the run itself says
/// why.
Forecast preflight(const Prepared& prepared, unsigned threads);

double hashRate(); ///< seconds for each byte

} // namespace headroom::quant
