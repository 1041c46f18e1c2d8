// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what jobs that measure models over a text are told.
#pragma once

#include "core/base/parameters.h"
#include "core/eval/perplexity.h"

namespace headroom::eval {

/// "text": the text to evaluate on, which must be there.
extern const Parameter kText;
/// How it is measured: "context", "max_windows", "memory_limit_bytes", "kv_type", "fast", "threads", "device".
std::span<const Parameter> measuringParameters();
EvalOptions evalOptions(const Parameters& parameters);

std::span<const Parameter> perplexityParameters();
std::span<const Parameter> compareParameters();

} // namespace headroom::eval
