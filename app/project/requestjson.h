// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a plan request as the project file keeps it. A model file is kept by its path, a catalogue model by its id: the
// shapes are read again, so that they cannot go stale.
#pragma once

#include "core/base/json.h"
#include "core/plan/plan.h"

namespace headroom::app {

Json requestToJson(const plan::PlanRequest& request);
/// Missing fields keep the values of `defaults`; of the model only what the catalogue knows is restored.
plan::PlanRequest requestFromJson(const Json& json, plan::PlanRequest defaults);
/// Path of the model file that the request was made for; empty for a catalogue model.
std::string modelPathOf(const Json& request);
/// The catalogue's model that this build does not have; empty when there is none.
std::string unknownModelOf(const Json& request);
/// What a new project starts with: a catalogue model on one card of the catalogue.
plan::PlanRequest firstRequest();

} // namespace headroom::app
