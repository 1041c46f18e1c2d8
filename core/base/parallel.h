// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the only place where the engine creates threads. Results never depend on the thread count:
// callers give each index its own output and keep every sum inside one index.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace headroom {

/// Physical cores of this machine that the process may run on; at least 1.
unsigned physicalCores();

/// A fixed crew of threads. Not copyable; one call at a time.
class ThreadPool {
public:
    /// threads = 0 means physicalCores(). Threads that the system does not start are done without.
    explicit ThreadPool(unsigned threads = 0);
    ~ThreadPool();
    ThreadPool(const ThreadPool&) = delete;
    ThreadPool& operator=(const ThreadPool&) = delete;

    unsigned size() const;
    /// Runs body(begin, end) over [0, count) in contiguous ranges of at most `grain` indices, and waits.
    /// What body throws on any thread is thrown here, once nobody works any more.
    void forRanges(std::size_t count, std::size_t grain,
                   const std::function<void(std::size_t begin, std::size_t end)>& body);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace headroom
