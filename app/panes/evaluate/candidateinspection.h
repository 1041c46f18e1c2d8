// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what the Inspector says of one row of the scoreboard: values with formulas, n, intervals, margins, when.
#pragma once

#include "app/models/comparisonmodel.h"
#include "widgets/shell/inspectorpanel.h"

namespace headroom::app {

/// Empty for the row of the error budget.
widgets::InspectorContent inspectCandidate(const ComparisonModel& comparison, int row, const QString& when,
                                           const QString& textName);

} // namespace headroom::app
