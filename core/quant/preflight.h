// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a run will cost in time, measured before it begins: a block of the largest tensor of each pair of types is
// encoded as the run will do it, some milliseconds each. Internal to core/quant; quantize.h has what is for everyone.
#pragma once

#include "core/quant/forecast.h"
#include "core/quant/quantizerun.h"

namespace headroom::quant {

/// The whole run as it stands before its first tensor. A block that cannot be encoded is left out: the run itself says
/// why. Methods that look at a whole tensor are not measured: their forecast gives nothing.
Forecast preflight(const Prepared& prepared, unsigned threads);

} // namespace headroom::quant
