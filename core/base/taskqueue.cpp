// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/taskqueue.h"

#include "core/base/caught.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>

namespace headroom {

struct TaskQueue::State {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<std::function<Status()>> waiting;
    std::size_t most = 1;
    bool working = false;
    bool closing = false;
    Status outcome;
    std::thread thread;

    void work()
    {
        std::unique_lock lock(mutex);
        for (;;) {
            changed.wait(lock, [&] { return closing || !waiting.empty(); });
            if (waiting.empty())
                return;
            {
                const auto task = std::move(waiting.front());
                waiting.pop_front();
                working = true;
                lock.unlock();
                Status done = guarded("", task);
                lock.lock();
                outcome = std::move(done);
            } // what the task held is free before the next may come
            working = false;
            if (!outcome)
                waiting.clear();
            changed.notify_all();
            if (!outcome)
                return;
        }
    }
};

TaskQueue::TaskQueue(std::size_t most) : m_state(std::make_unique<State>())
{
    m_state->most = std::max<std::size_t>(1, most);
    try {
        m_state->thread = std::thread([state = m_state.get()] { state->work(); });
    } catch (const std::system_error&) { // done without
    } catch (const std::bad_alloc&) {
    }
}

TaskQueue::~TaskQueue()
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->closing = true;
    }
    m_state->changed.notify_all();
    if (m_state->thread.joinable())
        m_state->thread.join();
}

Status TaskQueue::add(std::function<Status()> task)
{
    std::unique_lock lock(m_state->mutex);
    m_state->changed.wait(lock, [&] { return !m_state->outcome || m_state->waiting.size() < m_state->most; });
    if (!m_state->outcome)
        return m_state->outcome;
    if (!m_state->thread.joinable())
        return m_state->outcome = guarded("", task);
    m_state->waiting.push_back(std::move(task));
    lock.unlock();
    m_state->changed.notify_all();
    return {};
}

Status TaskQueue::finish()
{
    std::unique_lock lock(m_state->mutex);
    m_state->changed.wait(lock, [&] { return !m_state->outcome || (m_state->waiting.empty() && !m_state->working); });
    return m_state->outcome;
}

} // namespace headroom
