// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: "Copy plan as command line".
#pragma once

#include "core/plan/plan.h"

#include <QString>

namespace headroom::app {

/// For a POSIX shell: `headroom-cli plan` with every number of the plan.
QString planCommand(const plan::PlanRequest& request);

} // namespace headroom::app
