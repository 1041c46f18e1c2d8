// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what a pane shows follows the jobs of one kind that concern it: in the queue while they wait and run, in the
// project once they are done. Both are found by the same parameters.
#pragma once

#include "app/jobs/jobqueue.h"
#include "core/store/store.h"

namespace headroom::app {

class JobFollower : public QObject {
    Q_OBJECT
public:
    /// Texts among a job's parameters, by name. Where one is empty, nothing is followed.
    using Parameters = std::vector<std::pair<std::string, std::string>>;
    /// wanted: asked anew each time, for what a pane shows changes; null: every job of the kind. The queue outlives it.
    JobFollower(JobQueue& queue, std::string kind, std::function<Parameters()> wanted = {}, QObject* parent = nullptr);

    bool follows(const JobInfo& job) const;
    std::vector<const JobInfo*> all() const; ///< in the order of submission
    const JobInfo* underWay() const; ///< the first that is not over; null: none is
    const JobInfo* running() const; ///< or paused; null: none is
    const JobInfo* newest() const; ///< null: there is none
    /// Of those that a project keeps: done, the newest first, so many at most (0: all).
    store::RunFilter done(std::size_t most = 0) const;

signals:
    void stateChanged(const headroom::app::JobInfo& job); ///< submitted, too
    void progressed(const headroom::app::JobInfo& job);
    void event(const headroom::app::JobInfo& job, const QString& kind, const headroom::Json& data);

private:
    const JobInfo* mine(JobId id) const; ///< null: it is none of those

    JobQueue& m_queue;
    std::string m_kind;
    std::function<Parameters()> m_wanted;
};

} // namespace headroom::app
