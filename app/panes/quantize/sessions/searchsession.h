// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the search for mixtures of the current model: what it is told, the front that the newest one found, the mixture
// on it that a budget points at, planned as a preset of its own.
#pragma once

#include "app/jobs/jobfollower.h"
#include "app/models/searchfront.h"
#include "app/panes/quantize/draftplan.h"
#include "app/panes/quantize/quantizeheadline.h"
#include "app/panes/quantize/sessions/quantizesession.h"

namespace headroom::app {

class SearchSession : public QObject {
    Q_OBJECT
public:
    SearchSession(Workbench& workbench, QuantizeSession& quantize, QObject* parent = nullptr);
    void read(); ///< the newest search of the model that the project has

    const SearchFront* front() const { return m_front.get(); } ///< null: none was found
    QString unreadable() const { return m_unreadable; } ///< why the newest result cannot be shown
    QString textName() const { return m_text; } ///< that it was measured on; empty: on none
    QString when() const { return m_when; }

    /// Taken between what makes a difference.
    void setBudget(std::uint64_t tensorBytes);
    std::uint64_t budget() const { return m_budget; }
    const search::Allocation& chosen() const { return m_chosen; } ///< the best within it
    double parameters() const; ///< of the model
    double bitsOf(std::uint64_t tensorBytes) const; ///< per weight of the model
    std::uint64_t bytesOf(double bitsPerWeight) const;
    /// The mixture of the budget, planned; null while there is none.
    const PresetPlan* draft() const { return m_front ? m_draft.plan() : nullptr; }
    /// With what is predicted for it; nothing while there is none that can be made.
    std::optional<DraftFigures> figures() const;
    void queueDraft();

    QString text() const; ///< that the next search measures on, as the project has it
    void setText(const QString& path);
    /// Why none can start with this text, with the next step; empty when it can.
    QString obstacle(const QString& text) const;
    /// setup: as SearchSetup has it.
    void start(const Json& setup);
    QStringList commands(const Json& setup) const; ///< the same for a shell

signals:
    void stateChanged(); ///< of a search that runs
    void found(); ///< another front, or none
    void budgetChanged();
    void draftChanged(); ///< other types, sizes, fit

private:
    using Read = Result<std::shared_ptr<const SearchFront>>;
    Json asked(Json setup) const;
    void adopt(const Read& read);

    Workbench& m_workbench;
    QuantizeSession& m_quantize;
    JobFollower m_jobs;
    std::shared_ptr<const SearchFront> m_front;
    QString m_text, m_when;
    store::Id m_run = 0; ///< that m_front is from, or is being read from
    std::uint64_t m_budget = 0;
    search::Allocation m_chosen;
    DraftPlan m_draft;
    QString m_unreadable;
};

} // namespace headroom::app
