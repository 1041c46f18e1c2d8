// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: whether the artifact of a preset would fit the chosen rig under the chosen load, before it is made. The planner
// is asked about exactly the tensors that the run would write, overrides included.
#pragma once

#include "app/models/plannedrun.h"
#include "core/plan/plan.h"

#include <optional>

namespace headroom::app {

struct PresetFit {
    plan::Verdict verdict = plan::Verdict::Fits; ///< of memory alone
    plan::DevicePlan device; ///< the one with the least left; free may be negative
};

/// request: rig, load and cache as they are chosen now; its model and preset do not matter. Nothing where the planner
/// cannot say (an architecture without attention keys, no memory known).
std::optional<PresetFit> fitOf(plan::PlanRequest request, const PlannedRun& run);

} // namespace headroom::app
