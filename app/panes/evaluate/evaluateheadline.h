// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the verdict on a comparison in one sentence: the smallest candidate within budget, who fails, who is
// inconclusive. From the scoreboard alone.
#pragma once

#include "app/models/headline.h"

namespace headroom::app {

class ComparisonModel;

/// Of a finished comparison.
Headline comparisonHeadline(const ComparisonModel& comparison);

} // namespace headroom::app
