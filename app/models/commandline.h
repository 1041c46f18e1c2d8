// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: "Copy as command line": whatever the window plans or runs, a shell can do again.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/plan/plan.h"

#include <QString>

namespace headroom::app {

/// For a POSIX shell: `headroom-cli plan` with every number of the plan.
QString planCommand(const plan::PlanRequest& request);
/// The same of a job; empty where its kind or its parameters are not known here.
QString jobCommand(const std::string& kind, const Json& parameters);

} // namespace headroom::app
