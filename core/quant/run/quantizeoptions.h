// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a quantize job is told, as the options of the run: the worker and the command line's dry run read the same
// words. Keys: source, destination, preset or preset_file or preset_definition (the file's content), imatrix, method
// (methodNames()), calibration, damping, natural_order, dynamic_groups, alpha, steps, no_clip, overrides
// ["REGEX=TYPE"], pure, rotate ("hadamard"), leave_output_tensor, output_tensor_type, token_embedding_type,
// memory_limit_bytes, split_max_bytes, split_max_tensors (0: one file), replace, allow_requantize, threads.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/parameters.h"
#include "core/quant/run/quantize.h"

namespace headroom::quant {

/// The keys of the method alone.
Status readMethod(Parameters& parameters, MethodOptions& method);
/// Errors: InvalidArgument naming the parameter.
Result<QuantizeOptions> quantizeOptions(const Json& parameters);

} // namespace headroom::quant
