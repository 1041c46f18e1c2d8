// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: an option that another choice leaves without effect is most often a slip, and nothing in the result shows it.
// Each command has a table of those it has; the rule is one.
#pragma once

#include "core/base/result.h"

#include <CLI/CLI.hpp>

#include <vector>

namespace headroom::cli {

/// What an option needs to do anything.
struct Need {
    const char* option; ///< "--damping"
    bool met = false;
    const char* with; ///< "with --method gptq or signround"
};
/// Where without it nothing else is asked for either. Errors: InvalidArgument, the option.
Status refuseIdle(const CLI::App& app, const Need& need);
/// A line on standard error for each option that was typed and does nothing.
void tellIdle(const CLI::App& app, const std::vector<Need>& needs);

} // namespace headroom::cli
