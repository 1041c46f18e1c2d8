// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/parallel.h"

#include "core/base/platform.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace headroom {

namespace {

/// Tells the processor that this is a waiting loop.
void relax()
{
#if defined(__x86_64__)
    __builtin_ia32_pause();
#else
    std::this_thread::yield();
#endif
}

/// True as soon as the condition holds, false when it did not for about 50 microseconds. Generating a token needs a
/// hundred short turns of the crew: waking a sleeping thread for each would cost more than the turn.
template <class Condition> bool spinUntil(Condition condition)
{
    constexpr int kSpins = 2000;
    for (int i = 0; i < kSpins; ++i) {
        if (condition())
            return true;
        relax();
    }
    return false;
}

} // namespace

unsigned physicalCores()
{
    static const unsigned usable = usableCores();
    static const unsigned count = usable > 0 ? usable : std::max(1U, std::thread::hardware_concurrency());
    return count;
}

struct ThreadPool::State {
    std::mutex mutex;
    std::condition_variable wake;
    std::condition_variable finished;
    const std::function<void(std::size_t, std::size_t)>* body
        = nullptr; ///< with count and grain: set before generation
    std::size_t count = 0;
    std::size_t grain = 1;
    std::atomic<std::size_t> next{0};
    std::atomic<unsigned> running{0};
    std::atomic<std::uint64_t> generation{0}; ///< changes under the mutex, as does stopping
    std::atomic<bool> stopping{false};
    std::exception_ptr failure; ///< the first of this call; under the mutex while the crew works
    std::vector<std::thread> crew;

    void drain() noexcept
    {
        try {
            for (std::size_t begin = next.fetch_add(grain); begin < count; begin = next.fetch_add(grain))
                (*body)(begin, std::min(begin + grain, count));
        } catch (...) {
            next = count; // the others need not go on
            const std::lock_guard lock(mutex);
            if (!failure)
                failure = std::current_exception();
        }
    }

    /// As many of `wanted` threads as the system starts.
    void start(unsigned wanted)
    {
        try {
            crew.reserve(wanted);
            while (crew.size() < wanted)
                crew.emplace_back([this] { work(); });
        } catch (const std::system_error&) { // no more threads
        } catch (const std::bad_alloc&) { // nor memory for them
        }
    }

    void work()
    {
        std::uint64_t seen = 0;
        const auto called = [&] { return stopping.load() || generation.load() != seen; };
        for (;;) {
            if (!spinUntil(called)) {
                std::unique_lock lock(mutex);
                wake.wait(lock, called);
            }
            if (stopping)
                return;
            seen = generation;
            drain();
            if (running.fetch_sub(1) == 1) {
                const std::lock_guard lock(mutex); // the caller is spinning, or waits already and is told
                finished.notify_one();
            }
        }
    }
};

ThreadPool::ThreadPool(unsigned threads) : m_state(std::make_unique<State>())
{
    m_state->start((threads == 0 ? physicalCores() : threads) - 1);
}

ThreadPool::~ThreadPool()
{
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->stopping = true;
    }
    m_state->wake.notify_all();
    for (auto& thread : m_state->crew)
        thread.join();
}

unsigned ThreadPool::size() const
{
    return static_cast<unsigned>(m_state->crew.size()) + 1;
}

void ThreadPool::forRanges(std::size_t count, std::size_t grain,
                           const std::function<void(std::size_t, std::size_t)>& body)
{
    grain = std::max<std::size_t>(1, grain);
    if (m_state->crew.empty() || count <= grain) {
        if (count > 0)
            for (std::size_t begin = 0; begin < count; begin += grain)
                body(begin, std::min(begin + grain, count));
        return;
    }
    m_state->body = &body;
    m_state->count = count;
    m_state->grain = grain;
    m_state->next = 0;
    m_state->running = static_cast<unsigned>(m_state->crew.size());
    {
        const std::lock_guard lock(m_state->mutex);
        ++m_state->generation;
    }
    m_state->wake.notify_all();
    m_state->drain();
    const auto done = [&] { return m_state->running.load() == 0; };
    if (!spinUntil(done)) {
        std::unique_lock lock(m_state->mutex);
        m_state->finished.wait(lock, done);
    }
    if (m_state->failure)
        std::rethrow_exception(std::exchange(m_state->failure, nullptr));
}

} // namespace headroom
