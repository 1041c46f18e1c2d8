// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a plan is asked for is one row each: how a project stores it, what the command line calls it, and how the
// command that makes the plan again says it. A model file is stored by its path, a catalogue model by its id: the
// shapes are read again, so that they cannot go stale.
#pragma once

#include "core/base/parameter.h"
#include "core/plan/plan.h"

namespace headroom::plan {

struct RequestRow {
    Parameter parameter; ///< its key is that of the command line's choice, and of a value that is stored as it is
    void (*put)(const PlanRequest& request, Json& stored) = nullptr; ///< null: stored by another row
    /// What is not there, or makes no sense, leaves the request as it is.
    void (*take)(const Json& stored, PlanRequest& request) = nullptr;
    /// The value for the command; empty: nothing is said. Of a flag any value.
    std::string (*word)(const PlanRequest& request) = nullptr;
};
std::span<const RequestRow> requestRows();
/// Those of them that the command line has.
std::vector<Parameter> requestParameters();

/// As a project keeps it.
Json requestToJson(const PlanRequest& request);
/// Missing fields keep the values of `defaults`; of the model only what the catalogue knows is restored.
PlanRequest requestFromJson(const Json& stored, PlanRequest defaults);
/// Of a stored request: the path of its model file; empty for a catalogue model.
std::string modelPathOf(const Json& stored);
/// The catalogue's model that this build does not have; empty when there is none.
std::string unknownModelOf(const Json& stored);

} // namespace headroom::plan
