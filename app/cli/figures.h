// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what metrics look like in tables for people: shares in per cent, changes with their sign.
#pragma once

#include "core/eval/metric.h"

namespace headroom::cli {

/// "mean KLD, nat [95 %]"; without an interval only name and unit.
std::string titleOf(const eval::Metric& metric);
/// "0.01234 [0.0119, 0.0128]"; "[–]" where the interval is not known.
std::string withInterval(const eval::Metric& metric, double value,
                         const std::optional<eval::ConfidenceInterval>& interval);
/// "≤ 0.05"
std::string limitText(const eval::Metric& metric, double limit);

} // namespace headroom::cli
