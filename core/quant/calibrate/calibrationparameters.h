// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a calibrate job is told.
#pragma once

#include "core/base/parameters.h"
#include "core/quant/calibrate/calibration.h"

namespace headroom::quant {

std::span<const Parameter> calibrationParameters();
CalibrationOptions calibrationOptions(const Parameters& parameters);

} // namespace headroom::quant
