// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the command line's JobControl: progress on standard error (a bar on a terminal, a line every few seconds
// elsewhere), and Ctrl+C as cancel.
#pragma once

#include "core/base/control.h"

#include <atomic>
#include <chrono>
#include <mutex>

namespace headroom::cli {

/// SIGINT and SIGTERM set the flag that this returns; a second one ends the process at once.
const std::atomic<bool>& catchSignals();

class Console final : public JobControl {
public:
    Console();
    ~Console() override; ///< wipes the bar

    void report(const Progress& progress) override;
    Status checkpoint() override;

private:
    using Clock = std::chrono::steady_clock;
    std::string describe(const Progress& progress, double seconds) const;
    void draw(const std::string& text);

    const std::atomic<bool>& m_stop;
    const bool m_terminal;
    std::mutex m_mutex;
    std::string m_stage;
    Clock::time_point m_begun; ///< of the stage
    Clock::time_point m_shown;
    bool m_drawn = false;
};

} // namespace headroom::cli
