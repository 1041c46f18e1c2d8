// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: everything the Evaluate pane knows: what can be compared, over which text, the stored comparisons, the one that
// is running. It follows the project and the queue; it draws nothing.
#pragma once

#include "app/gui/workbench.h"
#include "app/jobs/jobfollower.h"
#include "app/models/candidatesmodel.h"
#include "app/models/comparisonmodel.h"

#include <QObject>

namespace headroom::app {

struct StoredComparison {
    store::Id run = 0;
    QString label; ///< "Today 14:22 · 4 candidates · 46 windows of 128"
};

class EvaluateSession : public QObject {
    Q_OBJECT
public:
    explicit EvaluateSession(Workbench& workbench, QObject* parent = nullptr);

    CandidatesModel& candidates() { return m_candidates; }
    ComparisonModel& comparison() { return m_comparison; }

    QString baseline() const { return m_baseline; }
    void setBaseline(const QString& path);
    QString text() const { return m_text; }
    void setText(const QString& path);
    int context() const { return m_context; }
    void setContext(int tokens);
    int maxWindows() const { return m_maxWindows; } ///< 0 = all
    void setMaxWindows(int windows);
    void addFile(const QString& path);

    /// Why Compare cannot be pressed, with the next step; empty when it can.
    QString obstacle() const;
    void start();
    QStringList commands() const; ///< what start() does, for a shell
    QStringList shownCommands() const; ///< what has measured the shown comparison
    const JobInfo* runningJob() const { return m_jobs.underWay(); } ///< or waiting
    /// What has to be known before Compare is pressed; empty when there is nothing.
    QString remark() const;
    const JobInfo* interruptedJob() const; ///< the newest comparison, when it ended with an earlier window
    const Error* lastError() const; ///< of the newest comparison, when it failed; null otherwise
    int windowsDone() const { return m_windowsDone; }
    int windowsTotal() const { return m_windowsTotal; }

    const QList<StoredComparison>& stored() const { return m_stored; }
    store::Id shownRun() const { return m_shownRun; }
    void showRun(store::Id run);
    QString measuredWhen() const { return m_when; }
    QString textName() const { return m_textName; } ///< of the shown comparison

signals:
    void changed(); ///< setup, queue, running means
    void resultChanged();

private:
    void onOpened();
    void collectCandidates();
    void readStored();
    void showNewestFrom(std::size_t place);
    void read(const store::RunRow& run, std::function<void(const Error&)> unreadable);
    void show(const store::RunRow& run, const eval::CompareResult& result);
    void onEvent(const JobInfo& job, const QString& kind, const Json& data);
    Json parameters() const; ///< setup() and what is checked
    Json setup() const; ///< as the project keeps it, and as a comparison is told
    bool isOfSetup(const JobInfo& job) const;
    void remember();
    QMap<QString, QString> names() const;
    QMap<QString, Remark> objections(const eval::CompareResult& result) const;
    void keepBudget(const eval::ErrorBudget& budget);
    QStringList namesOf(const QStringList& paths) const;

    Workbench& m_workbench;
    JobFollower m_jobs;
    CandidatesModel m_candidates;
    ComparisonModel m_comparison;
    QString m_baseline;
    QString m_text;
    int m_context = 512;
    int m_maxWindows = 0;
    QStringList m_files; ///< added by hand
    std::optional<Error> m_baselineError; ///< why it cannot be read
    QList<StoredComparison> m_stored;
    std::vector<store::RunRow> m_runs; ///< those of m_stored, in their order
    store::Id m_shownRun = 0;
    QString m_when;
    QString m_textName;
    int m_windowsDone = 0;
    int m_windowsTotal = 0;
    quint64 m_ticket = 0; ///< the newest reading of headers wins
    quint64 m_showTicket = 0; ///< the newest reading of a comparison wins
};

} // namespace headroom::app
