// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: work that need not be waited for, done behind the caller's back and in order: writing what has been computed
// while the next is computed. What waits is bounded, and an error is not lost.
#pragma once

#include "core/base/result.h"

#include <functional>
#include <memory>

namespace headroom {

/// One thread that does the tasks one after the other, or add() where none starts. To be used by one thread at a time.
class TaskQueue {
public:
    /// most: so many tasks wait at most, beside the one at work; at least 1.
    explicit TaskQueue(std::size_t most);
    ~TaskQueue(); ///< does what was added
    TaskQueue(const TaskQueue&) = delete;
    TaskQueue& operator=(const TaskQueue&) = delete;

    /// Waits for room. Errors: that of an earlier task; what was added after that one is not done, nor is this.
    Status add(std::function<Status()> task);
    /// Waits until all is done. Errors: the first of the tasks', also of what one threw.
    Status finish();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace headroom
