// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what every preset would make of a model, before anything runs: exact size, each tensor's type, whether the file
// or folder is there already. Reads headers only; meant for a background thread.
#pragma once

#include "app/models/overrides.h"
#include "app/models/plannedrun.h"
#include "core/quant/folder/scheme.h"

#include <vector>

namespace headroom::app {

/// What all presets of a model are planned with.
struct PlanWishes {
    std::filesystem::path source;
    std::filesystem::path folder; ///< of the artifacts
    bool allowRequantize = false;
    PresetOverrides overrides = {};
    std::filesystem::path imatrix = {};
    quant::MethodOptions method = {}; ///< with the calibration that it needs
    std::vector<quant::Preset> own = {}; ///< beside the built-in ones
    std::uint64_t groupSize = 0; ///< of folders that leave it open; 0: each scheme's own
};

struct PresetPlan {
    std::string preset;
    Remark summary;
    std::filesystem::path destination;
    bool exists = false; ///< it is there already
    Result<PlannedRun> plan;
    quant::Preset definition = {}; ///< that was planned; empty for a folder
    bool begun = false; ///< a run was interrupted: what it has finished is kept beside the destination
    bool isFolder = false; ///< Hugging Face folder, else a GGUF file
};

/// The user's own, then one entry per row of quant::presets().
std::vector<PresetPlan> planPresets(const PlanWishes& wishes);
PresetPlan planPreset(const PlanWishes& wishes, const std::string& preset);
PresetPlan planPreset(const PlanWishes& wishes, const quant::Preset& preset);
/// One entry per row of quant::folderSchemes().
std::vector<PresetPlan> planFolders(const PlanWishes& wishes);
/// Own or built-in; null when there is none.
const quant::Preset* findPreset(const std::vector<quant::Preset>& own, const std::string& name);
/// The folder, or what there is of the way to it.
std::filesystem::path nearestExisting(std::filesystem::path folder);
/// A run of this artifact was interrupted and can go on.
bool isBegun(const std::filesystem::path& destination);
/// "llama-f16.gguf" and Q4_K_M → folder/"llama-Q4_K_M.gguf".
std::filesystem::path artifactPath(const std::filesystem::path& source, const std::filesystem::path& folder,
                                   std::string_view preset);
/// "llama-f16.gguf" and W4A16 → folder/"llama-W4A16".
std::filesystem::path folderPath(const std::filesystem::path& source, const std::filesystem::path& folder,
                                 std::string_view preset);

} // namespace headroom::app
