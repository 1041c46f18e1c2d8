// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/inprocessrunner.h"

#include <condition_variable>
#include <mutex>

namespace headroom::app {

/// Lives on the job's thread; hands everything over to the runner's. At most one progress is under way at a time, so a
/// job that reports a million times a second cannot flood the event loop.
class InProcessRunner::Control : public JobControl {
public:
    explicit Control(InProcessRunner* runner) : m_runner(runner) { }

    void report(const Progress& progress) override
    {
        {
            const std::lock_guard lock(m_mutex);
            m_latest = progress;
            if (std::exchange(m_underWay, true))
                return;
        }
        QMetaObject::invokeMethod(
            m_runner,
            [this] {
                Progress latest;
                {
                    const std::lock_guard lock(m_mutex);
                    m_underWay = false;
                    latest = m_latest;
                }
                emit m_runner->progressed(latest);
            },
            Qt::QueuedConnection);
    }

    void event(std::string_view kind, const Json& payload) override
    {
        const auto name = QString::fromUtf8(kind.data(), qsizetype(kind.size()));
        InProcessRunner* runner = m_runner;
        QMetaObject::invokeMethod(
            runner, [runner, name, payload] { emit runner->event(name, payload); }, Qt::QueuedConnection);
    }

    Status checkpoint() override
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_paused || m_stopped; });
        if (m_stopped)
            return fail(ErrorCode::Cancelled, "job", "stopped on request");
        return {};
    }

    void set(bool paused, bool stopped)
    {
        const std::lock_guard lock(m_mutex);
        m_paused = paused;
        m_stopped = m_stopped || stopped;
        m_changed.notify_all();
    }

private:
    InProcessRunner* m_runner;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Progress m_latest;
    bool m_underWay = false;
    bool m_paused = false;
    bool m_stopped = false;
};

InProcessRunner::InProcessRunner(Body body, QObject* parent)
    : Runner(parent), m_body(body ? std::move(body) : Body(&job::run)), m_control(std::make_shared<Control>(this))
{
}

InProcessRunner::~InProcessRunner()
{
    m_control->set(false, true);
    if (m_thread)
        m_thread->wait();
}

void InProcessRunner::start(const job::JobSpec& spec)
{
    m_thread.reset(QThread::create([this, spec] {
        auto result = m_body(spec, *m_control);
        QMetaObject::invokeMethod(
            this, [this, result = std::move(result)] { deliver(result); }, Qt::QueuedConnection);
    }));
    m_thread->start(QThread::LowPriority);
}

void InProcessRunner::pause()
{
    m_control->set(true, false);
}

void InProcessRunner::resume()
{
    m_control->set(false, false);
}

void InProcessRunner::cancel()
{
    m_control->set(false, true);
}

void InProcessRunner::deliver(const Result<job::JobResult>& result)
{
    if (result)
        emit finished(result->run, result->result);
    else
        emit failed(result.error());
}

} // namespace headroom::app
