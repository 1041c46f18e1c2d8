// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/jobqueue.h"

#include "app/jobs/workerprocess.h"

#include <algorithm>

namespace headroom::app {

namespace {
constexpr int kProgressIntervalMs = 100;
}

JobQueue::JobQueue(RunnerFactory factory, QObject* parent) : QObject(parent), m_factory(std::move(factory))
{
    if (!m_factory)
        m_factory = [] { return std::make_unique<WorkerProcess>(); };
}

JobQueue::~JobQueue() = default;

JobId JobQueue::submit(job::JobSpec spec, const QString& title, std::function<QString()> words)
{
    JobInfo job;
    job.id = ++m_lastId;
    job.spec = std::move(spec);
    job.title = title;
    job.words = std::move(words);
    const JobId id = job.id;
    m_jobs.push_back(std::move(job));
    emit submitted(id);
    startNext();
    return id;
}

JobId JobQueue::again(JobId id)
{
    const JobInfo* job = find(id);
    if (!job || !job->isOver())
        return 0;
    const job::JobSpec spec = job->spec; // copies: submitting moves the list
    const QString title = job->title;
    return submit(spec, title, std::function(job->words));
}

JobId JobQueue::restore(job::JobSpec spec, const QString& title)
{
    JobInfo job;
    job.id = ++m_lastId;
    job.spec = std::move(spec);
    job.title = title;
    job.state = JobState::Cancelled;
    job.isInterrupted = true;
    const JobId id = job.id;
    m_jobs.push_back(std::move(job));
    emit submitted(id);
    return id;
}

void JobQueue::followProject(const QString& from, const QString& to)
{
    const auto path = [](const QString& text) { return std::filesystem::path(text.toStdU16String()); };
    for (JobInfo& job : m_jobs)
        if (job.id != m_current && job.spec.project == path(from))
            job.spec.project = path(to);
}

void JobQueue::retitle()
{
    for (JobInfo& job : m_jobs)
        if (job.words)
            job.title = job.words();
}

const JobInfo* JobQueue::find(JobId id) const
{
    const auto it = std::ranges::find(m_jobs, id, &JobInfo::id);
    return it == m_jobs.end() ? nullptr : &*it;
}

JobInfo* JobQueue::info(JobId id)
{
    return const_cast<JobInfo*>(std::as_const(*this).find(id));
}

const JobInfo* JobQueue::running() const
{
    return m_current ? find(m_current) : nullptr;
}

int JobQueue::waiting() const
{
    return int(std::ranges::count(m_jobs, JobState::Queued, &JobInfo::state));
}

void JobQueue::startNext()
{
    if (m_current)
        return;
    const auto next = std::ranges::find(m_jobs, JobState::Queued, &JobInfo::state);
    if (next == m_jobs.end())
        return;
    m_current = next->id;
    if (const Status allowed = m_guard ? m_guard(next->spec) : Status(); !allowed) {
        next->error = allowed.error();
        return finish(m_current, JobState::Failed);
    }
    m_eta.reset();
    m_forecast.reset();
    m_sinceStart.start();
    m_sinceProgress.invalidate();
    m_runner = m_factory();
    connectRunner(next->id);
    const job::JobSpec spec = next->spec;
    setState(*next, JobState::Running);
    m_runner->start(spec);
}

void JobQueue::connectRunner(JobId id)
{
    Runner* runner = m_runner.get();
    connect(runner, &Runner::progressed, this, &JobQueue::noteProgress);
    connect(runner, &Runner::event, this, [this, id](const QString& kind, const Json& data) {
        if (kind == QLatin1String("forecast"))
            noteForecast(data);
        emit event(id, kind, data);
    });
    connect(runner, &Runner::finished, this, [this, id](store::Id run, const Json& result) {
        if (JobInfo* job = info(id)) {
            job->run = run;
            job->result = result;
            finish(id, JobState::Done);
        }
    });
    connect(runner, &Runner::failed, this, [this, id](const Error& error) {
        if (JobInfo* job = info(id)) {
            job->error = error;
            finish(id, error.code == ErrorCode::Cancelled ? JobState::Cancelled : JobState::Failed);
        }
    });
}

void JobQueue::noteProgress(const Progress& progress)
{
    JobInfo* job = info(m_current);
    if (!job)
        return;
    job->progress = progress;
    const bool inBytes = progress.totalBytes > 0;
    m_eta.add(double(m_sinceStart.elapsed()) / 1000, double(inBytes ? progress.bytes : progress.done),
              double(inBytes ? progress.totalBytes : progress.total));
    if (m_sinceProgress.isValid() && m_sinceProgress.elapsed() < kProgressIntervalMs)
        return;
    m_sinceProgress.start();
    job->rate = m_eta.rate();
    job->remaining = m_forecast ? foreseen() : m_eta.remaining();
    emit progressed(job->id);
}

/// What the job foresees of itself counts more than its rate: it knows what is still to come.
void JobQueue::noteForecast(const Json& seconds)
{
    const auto number = [&](const char* key) { return seconds.is_object() ? seconds.value(key, Json()) : Json(); };
    if (!number("low").is_number() || !number("high").is_number())
        return;
    m_forecast = Interval{number("low").get<double>(), number("high").get<double>()};
    m_sinceForecast.start();
}

Interval JobQueue::foreseen() const
{
    const double since = double(m_sinceForecast.elapsed()) / 1000;
    return {std::max(0.0, m_forecast->low - since), std::max(0.0, m_forecast->high - since)};
}

void JobQueue::finish(JobId id, JobState state)
{
    // The runner is the sender of the signal that brought us here.
    if (m_runner)
        m_runner.release()->deleteLater();
    m_current = 0;
    JobInfo* job = info(id);
    job->rate.reset();
    job->remaining.reset();
    setState(*job, state);
    emit finished(id);
    startNext();
}

void JobQueue::setState(JobInfo& job, JobState state)
{
    if (job.state == state)
        return;
    job.state = state;
    emit stateChanged(job.id);
}

void JobQueue::pause(JobId id)
{
    JobInfo* job = info(id);
    if (!job || id != m_current || job->state != JobState::Running)
        return;
    m_runner->pause();
    job->rate.reset();
    job->remaining.reset();
    setState(*job, JobState::Paused);
}

void JobQueue::resume(JobId id)
{
    JobInfo* job = info(id);
    if (!job || id != m_current || job->state != JobState::Paused)
        return;
    m_eta.reset(); // the pause must not count as slowness
    m_sinceForecast.start();
    m_runner->resume();
    setState(*job, JobState::Running);
}

void JobQueue::cancel(JobId id)
{
    JobInfo* job = info(id);
    if (!job || job->isOver())
        return;
    if (id == m_current)
        return m_runner->cancel();
    setState(*job, JobState::Cancelled);
    emit finished(id);
}

void JobQueue::cancelAll()
{
    std::vector<JobId> open;
    for (auto it = m_jobs.rbegin(); it != m_jobs.rend(); ++it) // the waiting ones first, so that none starts
        if (!it->isOver())
            open.push_back(it->id);
    for (const JobId id : open)
        cancel(id);
}

void JobQueue::clearFinished()
{
    std::erase_if(m_jobs, [](const JobInfo& job) { return job.isOver(); });
}

} // namespace headroom::app
