// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: jobs wait here and run one at a time. It keeps what the tray and the panes show of them: state, progress, rate,
// remaining time as an interval. It knows neither widgets nor what a job does.
#pragma once

#include "app/jobs/eta.h"
#include "app/jobs/runner.h"

#include <QElapsedTimer>
#include <QObject>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace headroom::app {

using JobId = quint64;
enum class JobState { Queued, Running, Paused, Done, Failed, Cancelled };

struct JobInfo {
    JobId id = 0;
    job::JobSpec spec;
    QString title; ///< translated: "Q4_K_M of shakespeare"
    std::function<QString()> words; ///< says the title in the language of now; empty: it stays as it is
    JobState state = JobState::Queued;
    Progress progress;
    std::optional<double> rate; ///< units per second (bytes where the job counts bytes); unset until stable
    std::optional<Interval> remaining; ///< seconds; unset until stable
    store::Id run = 0;
    Json result; ///< when Done
    std::optional<Error> error; ///< when Failed
    bool isInterrupted = false; ///< Cancelled by the end of an earlier window
    bool isOver() const { return state >= JobState::Done; }
};

class JobQueue : public QObject {
    Q_OBJECT
public:
    using RunnerFactory = std::function<std::unique_ptr<Runner>()>;
    /// Without a factory every job runs in a worker process.
    explicit JobQueue(RunnerFactory factory = {}, QObject* parent = nullptr);
    ~JobQueue() override;

    JobId submit(job::JobSpec spec, const QString& title, std::function<QString()> words = {});
    /// Asked before a job starts; its error is the job's.
    void setGuard(std::function<Status(const job::JobSpec&)> guard) { m_guard = std::move(guard); }
    /// The project has another name: what is run again belongs there.
    void followProject(const QString& from, const QString& to);
    /// After a change of language: titles anew.
    void retitle();
    void pause(JobId id);
    void resume(JobId id);
    void cancel(JobId id); ///< a queued job leaves the queue at once
    void cancelAll();
    /// The same work once more, as a new job at the end; work that keeps what it finished goes on from there.
    /// Returns 0 for a job that is not over, or unknown.
    JobId again(JobId id);
    /// A job of an earlier window that did not end: listed as interrupted, to be run again.
    JobId restore(job::JobSpec spec, const QString& title);
    void clearFinished();

    const JobInfo* find(JobId id) const;
    const JobInfo* running() const; ///< the running or paused one; null when idle
    const std::deque<JobInfo>& jobs() const { return m_jobs; } ///< in the order of submission
    int waiting() const;

signals:
    void submitted(headroom::app::JobId id);
    void stateChanged(headroom::app::JobId id);
    /// Throttled to ten times a second; find(id) has the figures.
    void progressed(headroom::app::JobId id);
    void event(headroom::app::JobId id, const QString& kind, const headroom::Json& data);
    /// Over, whichever way; after stateChanged.
    void finished(headroom::app::JobId id);

private:
    JobInfo* info(JobId id);
    void startNext();
    void finish(JobId id, JobState state);
    void setState(JobInfo& job, JobState state);
    void noteProgress(const Progress& progress);
    void connectRunner(JobId id);
    void noteForecast(const Json& seconds);
    Interval foreseen() const;

    RunnerFactory m_factory;
    std::function<Status(const job::JobSpec&)> m_guard;
    std::deque<JobInfo> m_jobs;
    std::unique_ptr<Runner> m_runner;
    JobId m_current = 0;
    JobId m_lastId = 0;
    Eta m_eta;
    std::optional<Interval> m_forecast; ///< seconds left, as the job said last
    QElapsedTimer m_sinceForecast;
    QElapsedTimer m_sinceProgress;
    QElapsedTimer m_sinceStart;
};

} // namespace headroom::app
