// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what a project keeps beside its rows, by name: JSON that any version may find, or not find. All names in one
// place, so that none is taken twice.
#pragma once

#include "core/job/gate.h"

namespace headroom::app::keys {

inline constexpr const char* kPlanRequest
    = "plan_request"; ///< the plan on the screen, as plan::requestFromJson() reads it
inline constexpr const char* kOpenJobs = "open_jobs"; ///< jobs that had not ended, [{kind, parameters}]
inline constexpr const char* kOutputFolder = "output_folder"; ///< where artifacts go; text
inline constexpr const char* kCalibrations = "calibrations"; ///< by model file: {path, method, group_size}
inline constexpr const char* kOverrides = "type_overrides"; ///< by model file, then by preset: ["REGEX=TYPE"]
inline constexpr const char* kOwnPresets = "own_presets"; ///< [{source, preset}]
inline constexpr const char* kSearchText = "search_text"; ///< a path
inline constexpr const char* kSensitivityText = "sensitivity_text"; ///< a path
inline constexpr const char* kEvaluation = "evaluation"; ///< {baseline, text, context, max_windows}
inline constexpr const char* kBudget
    = job::kBudgetSetting; ///< as eval::budgetFromJson() reads it; the command line has it too

} // namespace headroom::app::keys
