// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a plan can be copied as the command that makes it again, every number of it.
#pragma once

#include "core/plan/plan.h"

namespace headroom::plan {

/// Of headroom-cli, "plan" first: what is at its default is left out but for context and concurrency. A placement that
/// was brought has no words.
std::vector<std::string> commandOf(const PlanRequest& request);

} // namespace headroom::plan
