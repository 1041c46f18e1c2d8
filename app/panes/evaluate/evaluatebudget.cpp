// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What a project knows for and against the verdicts of a comparison, and how it keeps them.
#include "app/panes/evaluate/evaluatesession.h"
#include "app/project/keys.h"
#include "app/text/display.h"
#include "core/base/json.h"
#include "core/job/gate.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace headroom::app {

/// Verdicts by another budget are others: they stand beside those that the project has.
void EvaluateSession::keepBudget(const eval::ErrorBudget& budget)
{
    Project& project = m_workbench.project();
    project.setSetting(keys::kBudget, eval::toJson(budget));
    std::vector<store::VerdictRow> rows;
    const eval::CompareResult* result = m_comparison.result();
    for (std::size_t i = 0; result && i < result->candidates.size(); ++i)
        std::ranges::move(job::verdictRows(result->candidates[i], m_comparison.verdicts()[i], budget),
                          std::back_inserter(rows));
    if (!rows.empty())
        project.addVerdicts(m_shownRun, rows);
    emit resultChanged();
}

/// The project knows a file by another content than the one that was compared: by a newer run, for example.
QMap<QString, Remark> EvaluateSession::objections(const eval::CompareResult& result) const
{
    const auto isOther = [](const std::string& known, const std::string& compared) {
        return !known.empty() && !compared.empty() && known != compared;
    };
    std::map<std::string, std::string> artifacts; // the newest of a path
    for (const store::ArtifactRow& artifact : m_workbench.project().artifacts())
        artifacts[artifact.path] = artifact.sha256;
    const auto models = m_workbench.project().models();
    const bool baseline = std::ranges::any_of(models, [&](const store::ModelRow& model) {
        return model.path == result.baseline && isOther(model.sha256, result.baselineSha256);
    });
    QMap<QString, Remark> found;
    for (const eval::CandidateResult& candidate : result.candidates)
        if (baseline)
            found[text::fromUtf8(candidate.model)] = job::changedSince(job::Role::Baseline);
        else if (isOther(artifacts[candidate.model], candidate.sha256))
            found[text::fromUtf8(candidate.model)] = job::changedSince(job::Role::Candidate);
    return found;
}

} // namespace headroom::app
