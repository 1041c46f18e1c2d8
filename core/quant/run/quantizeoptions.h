// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a quantize job is told, as the options of the run: the worker and the command line's dry run read the same
// words.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/parameters.h"
#include "core/quant/run/quantize.h"

namespace headroom::quant {

/// All of a quantize job, be it for a file or a folder.
std::span<const Parameter> quantizeParameters();
/// Those of them that a file's manifest keeps as its wishes.
std::span<const Parameter> wishParameters();

/// Errors: InvalidArgument naming the parameter.
Result<QuantizeOptions> quantizeOptions(const Parameters& parameters);
Result<QuantizeOptions> quantizeOptions(const Json& parameters);

} // namespace headroom::quant
