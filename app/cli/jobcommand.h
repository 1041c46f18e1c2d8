// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a command that runs a job: the options of its kind, --project and --json, and one way to run it.
#pragma once

#include "command.h"
#include "core/job/kinds.h"
#include "options.h"
#include "parameteroptions.h"

namespace headroom::cli {

struct JobOptions : ParameterOptions {
    explicit JobOptions(std::string_view name) : ParameterOptions(job::findKind(name)->parameters()), kind(name) { }

    std::string kind, project;
    bool asJson = false; ///< what is printed

    void declare(CLI::App& app);
    /// Says which options do nothing. Errors: also Unsupported for devices that this build has no back end for.
    Result<job::JobResult> run(const CLI::App& app) const;
};

/// A command that is the job and nothing else. print: its result, for people.
Action declareJobCommand(CLI::App& app, std::string_view kind, void (*print)(const Json& result));

} // namespace headroom::cli
