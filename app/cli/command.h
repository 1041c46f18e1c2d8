// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: one row per command: its name, help and the function that declares its options and returns what to run. main()
// and the help read this table; a new command is one file and one row.
#pragma once

#include "core/base/result.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <span>

namespace headroom::cli {

/// Exit status of a command that parsed well.
using Action = std::function<int()>;

struct Command {
    const char* name;
    const char* summary;
    const char* example; ///< works as typed, given the files it names
    Action (*declare)(CLI::App& app);
};
std::span<const Command> commands();

Action declareArtifacts(CLI::App& app);
Action declareCalibrate(CLI::App& app);
Action declareBench(CLI::App& app);
Action declareCatalog(CLI::App& app);
Action declareCompare(CLI::App& app);
Action declareExport(CLI::App& app);
Action declareFitSpeeds(CLI::App& app);
Action declareGate(CLI::App& app);
Action declareGenerate(CLI::App& app);
Action declareHardware(CLI::App& app);
Action declareImport(CLI::App& app);
Action declareInspect(CLI::App& app);
Action declareJob(CLI::App& app);
Action declareLogits(CLI::App& app);
Action declarePack(CLI::App& app);
Action declarePerplexity(CLI::App& app);
Action declarePlan(CLI::App& app);
Action declareQuantize(CLI::App& app);
Action declareRenderChat(CLI::App& app);
Action declareSensitivity(CLI::App& app);
Action declareSearch(CLI::App& app);
Action declareTokenize(CLI::App& app);
Action declareUnpack(CLI::App& app);

} // namespace headroom::cli
