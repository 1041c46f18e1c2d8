// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: an error budget as the gate of a release: a stored comparison is judged, after its models were found to be still
// what they were when they were compared, and the project keeps every verdict. Nothing is taken to have passed that was
// not judged.
#pragma once

#include "core/base/control.h"
#include "core/base/json.h"
#include "core/eval/gate.h"
#include "core/store/store.h"

namespace headroom::job {

/// A project's setting: the budget as JSON.
inline constexpr const char* kBudgetSetting = "budget";

struct GateOptions {
    std::filesystem::path project; ///< whose comparison is judged, and which keeps the verdicts
    store::Id run = 0; ///< of it; 0: the newest that has all candidates
    std::filesystem::path comparison; ///< without a project: a comparison as JSON
    std::vector<std::string> candidates; ///< paths, or names of files; empty: all of the comparison
    std::optional<eval::ErrorBudget> budget; ///< absent: the project's, and where it has none the default
    bool recorded = false; ///< as it was compared: models are not looked for
    std::optional<Json> measured; ///< a comparison that has just been made, in place of project and file
};

struct JudgedCandidate {
    std::string model, sha256;
    eval::CandidateVerdict verdict;
};

struct GateResult {
    store::Id run = 0; ///< 0 without a project
    eval::CompareResult comparison;
    eval::ErrorBudget budget;
    std::vector<JudgedCandidate> candidates;
    Remarks notes; ///< what does not change a verdict

    eval::Verdict overall() const; ///< the worst
};

/// Errors: NotFound where there is no such comparison or candidate, InvalidArgument (a name that two candidates have, a
/// budget of the project that makes no sense), Corrupt (a comparison that is none, or has no candidates), and those of
/// reading; where verdicts cannot be kept, none are given.
Result<GateResult> gate(const GateOptions& options, JobControl& control);
/// "verdict", "gates"[]{"candidate", "metric", …} as eval::toJson(Judgement), "candidates"[]{"candidate", "sha256",
/// "verdict"}, "budget", and what was measured on what.
Json toJson(const GateResult& result);

/// The project's own, or the default one. Errors: InvalidArgument naming its key.
Result<eval::ErrorBudget> projectBudget(const store::Store& store);
enum class Role { Baseline, Candidate };
/// Why a comparison with this model is none any more.
Remark changedSince(Role role);
/// As a project keeps them.
std::vector<store::VerdictRow> verdictRows(const eval::CandidateResult& candidate,
                                           const eval::CandidateVerdict& verdict, const eval::ErrorBudget& budget);

} // namespace headroom::job
