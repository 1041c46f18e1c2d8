// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: an error budget: what a candidate may lose, as limits of metrics. As a file, read strictly:
//   {"gates": [{"metric": "mean_kld", "limit": 0.05}, {"metric": "top1_agreement", "slice": "far_end", "limit": 0.9}]}
// or, where all scored tokens count, {"mean_kld": 0.05, "top1_agreement": 0.9}. Whether a limit is the most or the
// least that is allowed is the metric's. Projects of earlier versions hold the second form with other names of three
// metrics.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/eval/metric.h"

#include "core/base/result.h"

#include <filesystem>

namespace headroom::eval {

struct Gate {
    std::string metric; ///< id of one that may be judged
    std::string slice; ///< id
    double limit = 0; ///< in the metric's unit
    bool operator==(const Gate&) const = default;
};

struct ErrorBudget {
    std::vector<Gate> gates; ///< no two of the same metric and slice

    const Gate* find(std::string_view metric, std::string_view slice = kAll) const; ///< null where it is not judged
    bool operator==(const ErrorBudget&) const = default;
};
std::string judgedMetrics(); ///< ids that a gate may name, "mean_kld, …"
std::string sliceNames();
/// The limits that stand in the table of metrics.
ErrorBudget defaultBudget();

/// Errors: InvalidArgument naming the metric: none of the table, one without an interval, a slice that it does not
/// have, a limit that makes no sense (no number, or one that the baseline itself would break).
Status checkGate(const Gate& gate);
Json toJson(const ErrorBudget& budget);
/// Errors: InvalidArgument naming the key that is unknown, missing, there twice or of no sense.
Result<ErrorBudget> budgetFromJson(const Json& json);
/// Errors: also those of reading the file, and Corrupt; `where` begins with its name.
Result<ErrorBudget> readBudget(const std::filesystem::path& path);

} // namespace headroom::eval
