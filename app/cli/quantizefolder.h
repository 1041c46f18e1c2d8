// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: `quantize` with a preset whose artifact is a Hugging Face folder shows other rows before the run.
#pragma once

#include "core/base/jsonfwd.h"

#include <string>

namespace headroom::cli {

/// Prints the exact sizes; parameters as of the job. Returns the exit status.
int dryRunFolder(const Json& parameters, bool json);

/// Writes the same as another tool's recipe to the destination; nothing is quantized.
int writeRecipe(const Json& parameters, const std::string& tool);

} // namespace headroom::cli
