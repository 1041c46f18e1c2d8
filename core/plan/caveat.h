// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: figures that are right as arithmetic and still mislead who reads them alone: speeds of what does not fit,
// contexts that the model was not trained for, ceilings that no engine reaches, the end of what was examined, figures
// that stand on an assumption or lack a part. Window and command line say so beside them.
#pragma once

#include "core/plan/plan.h"

namespace headroom::plan {

/// What a figure must not be read without.
struct Caveat {
    std::string term; ///< id of the Term
    std::string code; ///< "does_not_fit", "prompt_cut", "beyond_training", "launch_bound", "last_examined",
                      ///< "power_limited", "bandwidth_assumed", "no_supply", "own_supply", "supply_unknown",
                      ///< "no_circuit", "power_at_least", "link_unknown", "cores_unknown", "supply_assumed",
                      ///< "cpu_assumed"
    std::vector<std::pair<std::string, double>> values; ///< names carry units: "trained_tokens"
    std::string text; ///< a few English words that follow the figure, for the command line
};

/// Of all terms of the plan that was made for this request; of one term the gravest comes first.
std::vector<Caveat> caveatsOf(const PlanRequest& request, const Plan& plan);
/// The first of this term; null where the figure stands by itself.
const Caveat* findCaveat(const std::vector<Caveat>& caveats, std::string_view term);
/// toJson(plan) with "caveats", "engine" and "engine_version" beside its other keys.
Json toJson(const PlanRequest& request, const Plan& plan);

} // namespace headroom::plan
