// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/jobfollower.h"

#include "core/base/json.h"

#include <algorithm>

namespace headroom::app {

namespace {

bool has(const Json& parameters, const std::pair<std::string, std::string>& wanted)
{
    const auto found = parameters.is_object() ? parameters.find(wanted.first) : parameters.end();
    return parameters.is_object() && found != parameters.end() && found->is_string() && !wanted.second.empty()
        && found->get_ref<const std::string&>() == wanted.second;
}

} // namespace

JobFollower::JobFollower(JobQueue& queue, std::string kind, std::function<Parameters()> wanted, QObject* parent)
    : QObject(parent), m_queue(queue), m_kind(std::move(kind)), m_wanted(std::move(wanted))
{
    const auto state = [this](JobId id) {
        if (const JobInfo* job = mine(id))
            emit stateChanged(*job);
    };
    connect(&queue, &JobQueue::submitted, this, state);
    connect(&queue, &JobQueue::stateChanged, this, state);
    connect(&queue, &JobQueue::progressed, this, [this](JobId id) {
        if (const JobInfo* job = mine(id))
            emit progressed(*job);
    });
    connect(&queue, &JobQueue::event, this, [this](JobId id, const QString& what, const Json& data) {
        if (const JobInfo* job = mine(id))
            emit event(*job, what, data);
    });
}

const JobInfo* JobFollower::mine(JobId id) const
{
    const JobInfo* job = m_queue.find(id);
    return job && follows(*job) ? job : nullptr;
}

bool JobFollower::follows(const JobInfo& job) const
{
    if (job.spec.kind != m_kind)
        return false;
    const Parameters wanted = m_wanted ? m_wanted() : Parameters();
    return std::ranges::all_of(wanted, [&](const auto& each) { return has(job.spec.parameters, each); });
}

std::vector<const JobInfo*> JobFollower::all() const
{
    std::vector<const JobInfo*> found;
    for (const JobInfo& job : m_queue.jobs())
        if (follows(job))
            found.push_back(&job);
    return found;
}

const JobInfo* JobFollower::underWay() const
{
    const auto mine = all();
    const auto found = std::ranges::find_if(mine, [](const JobInfo* job) { return !job->isOver(); });
    return found == mine.end() ? nullptr : *found;
}

const JobInfo* JobFollower::running() const
{
    const JobInfo* job = m_queue.running();
    return job && follows(*job) ? job : nullptr;
}

const JobInfo* JobFollower::newest() const
{
    const auto mine = all();
    return mine.empty() ? nullptr : mine.back();
}

store::RunFilter JobFollower::done(std::size_t most) const
{
    return {.kind = m_kind,
            .state = store::RunState::Done,
            .parameters = m_wanted ? m_wanted() : Parameters(),
            .most = most};
}

} // namespace headroom::app
