// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the options of `plan` as a PlanRequest.
#pragma once

#include "core/plan/requestrows.h"
#include "core/quant/folder/quantizefolder.h"
#include "parameteroptions.h"

#include <CLI/CLI.hpp>

namespace headroom::cli {

struct PlanOptions : ParameterOptions {
    PlanOptions() : ParameterOptions(plan::requestParameters()) { }

    std::string sweep, csv, project, name;
    bool explain = false, asJson = false, replace = false;

    std::string model() const { return values().text("model"); }
    std::string rig() const { return values().text("rig"); }
    std::string projector() const { return values().text("projector"); }
    void declare(CLI::App& app);
};

struct AskedPlan {
    plan::PlanRequest request;
    std::optional<quant::FolderPlan> folder; ///< of a preset that writes one, where the model is a file
    std::vector<std::string> notes; ///< on what a preset makes of a model of the catalogue
    std::vector<std::string> leftOut; ///< which cards of this machine are left out
};
/// Says on standard error which cards are left out. Errors: NotFound (model, rig, preset),
/// InvalidArgument (workload), and those of planFolder().
Result<AskedPlan> planRequest(const PlanOptions& options);
/// Values of a sweep: from `first`, doubling, up to and with `last`.
struct SweepRange {
    std::uint32_t first = 1, last = 1;
    std::vector<std::uint32_t> values() const;
};
struct Sweep {
    SweepRange context, concurrency;
};
/// "context=1024:131072,concurrency=1:64"; what is not named stays as in the options.
Result<Sweep> parseSweep(const PlanOptions& options);

} // namespace headroom::cli
