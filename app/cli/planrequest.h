// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the options of `plan` as a PlanRequest, and the request as a project file keeps it.
#pragma once

#include "core/base/json.h"
#include "core/plan/plan.h"
#include "core/quant/folder/quantizefolder.h"

#include <CLI/CLI.hpp>

namespace headroom::cli {

struct PlanOptions {
    std::string model, rig = "detected", engine, preset, kvType = "f16", workload;
    std::uint32_t context = 8192, concurrency = 1;
    std::string sweep, csv, project, name;
    std::string projector;
    bool ownProjector = false;
    std::optional<std::uint32_t> gpuLayers;
    std::uint32_t cpuMoeLayers = 0;
    bool cpuMoe = false;
    bool explain = false, json = false, replace = false;

    void declare(CLI::App& app);

private:
    void declareEngine(CLI::App& app);
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
/// A model file is kept by its path, a catalogue model by its id: the shapes are read again.
Json requestJson(const plan::PlanRequest& request, const PlanOptions& options);

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
