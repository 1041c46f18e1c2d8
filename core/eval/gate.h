// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how a comparison stands against an error budget, judged in one place for all who show or store it. A gate passes
// or fails only when the whole 95 % interval lies on one side of its limit; otherwise it is inconclusive, which is an
// answer and never counts as equal. It is invalid where the comparison says nothing about it, whatever its figures are
// (shared reference "evaluation", gate semantics).
#pragma once

#include "core/eval/budget.h"
#include "core/eval/compare.h"

namespace headroom::eval {

enum class Verdict { Pass, Fail, Inconclusive, Invalid };
std::string_view verdictName(Verdict verdict);

struct Judgement { ///< of one gate
    Gate gate;
    double value = std::numeric_limits<double>::quiet_NaN();
    std::optional<ConfidenceInterval> interval = {};
    std::size_t n = 0, clusters = 0;
    Verdict verdict = Verdict::Invalid;
    Remark reason; ///< one sentence, no full stop
};

struct CandidateVerdict { ///< of all gates
    std::vector<Judgement> gates;

    Verdict overall() const;
    int count(Verdict verdict) const;
    const Judgement* find(std::string_view metric, std::string_view slice = kAll) const;
};

/// Invalid if any is, else fail if any is, else inconclusive if any is, else pass; of none: invalid.
Verdict worst(const std::vector<Verdict>& verdicts);
Verdict judgeInterval(Better better, const ConfidenceInterval& interval, double limit);

/// objection: what is known against the comparison beside itself (a model that has changed since); makes all invalid.
CandidateVerdict judge(const CompareResult& result, const CandidateResult& candidate, const ErrorBudget& budget,
                       const Remark& objection = {});
/// Of every candidate, in their order.
std::vector<CandidateVerdict> judgeAll(const CompareResult& result, const ErrorBudget& budget);
/// Index of the smallest file among the candidates that pass; nothing when none does. verdicts: of judgeAll().
std::optional<std::size_t> smallestPassing(const CompareResult& result, const std::vector<CandidateVerdict>& verdicts);
/// {"metric", "slice", "limit", "value", "low", "high", "n", "clusters", "unit", "better", "verdict", "reason"}
Json toJson(const Judgement& judgement);

} // namespace headroom::eval
