// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: an error budget, and how a comparison stands against it. A gate passes or fails only when the whole 95 %
// interval lies on one side of its limit; otherwise it is inconclusive, which is an answer and never counts as equal.
#pragma once

#include "core/base/json.h"
#include "core/eval/compare.h"

#include <optional>

namespace headroom::eval {

enum class Verdict { Pass, Fail, Inconclusive };
std::string_view verdictName(Verdict verdict);

struct Interval { ///< an estimate with its two-sided 95 % interval; infinite ends where n says nothing
    double value = 0, low = 0, high = 0;
};

struct ErrorBudget {
    double meanKld = 0.05; ///< nat per token, at most
    double top1 = 0.90; ///< fraction of scored tokens, at least
    double deltaPpl = 3.0; ///< percent of the baseline's perplexity, at most
    bool operator==(const ErrorBudget&) const = default;
};
Json toJson(const ErrorBudget& budget);
/// Errors: InvalidArgument names the key that is missing, negative, or no number.
Result<ErrorBudget> budgetFromJson(const Json& json);

struct Gates { ///< one candidate against a budget
    Interval meanKld; ///< nat per token; mean ± t(windows - 1) · clustered standard error
    Interval top1; ///< fraction, Wilson
    Interval deltaPpl; ///< percent of the baseline's perplexity, paired, clustered by window
    Verdict meanKldVerdict = Verdict::Inconclusive;
    Verdict top1Verdict = Verdict::Inconclusive;
    Verdict deltaPplVerdict = Verdict::Inconclusive;
    /// Fail when one fails, pass when all pass.
    Verdict overall() const;
    int failed() const;
    int inconclusive() const;
    static constexpr int kCount = 3;
};

Verdict judgeAtMost(const Interval& interval, double limit);
Verdict judgeAtLeast(const Interval& interval, double limit);
/// Two-sided 95 % quantile of Student's t: 12.706 for 1, 2.262 for 9, 1.960 for very many. Infinite for 0.
double studentT95(std::size_t degreesOfFreedom);
Gates judge(const CompareResult& result, const CandidateResult& candidate, const ErrorBudget& budget);
/// Index of the smallest file among the candidates that pass; nothing when none does.
std::optional<std::size_t> smallestPassing(const CompareResult& result, const ErrorBudget& budget);

} // namespace headroom::eval
