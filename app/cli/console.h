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

/// SIGINT, SIGTERM and SIGHUP (unless it is ignored) set the flag that this returns; a second one ends the process at
/// once.
const std::atomic<bool>& catchSignals();

class Console final : public JobControl {
public:
    Console();
    ~Console() override; ///< wipes the bar

    void report(const Progress& progress) override;
    void event(std::string_view kind, const Json& payload) override; ///< "forecast": seconds that are left
    Status checkpoint() override;

private:
    using Clock = std::chrono::steady_clock;
    std::string remaining(double rate, double left) const;
    std::string describe(const Progress& progress, double seconds) const;
    void draw(const std::string& text);
    void note(const std::string& text);

    const std::atomic<bool>& m_stop;
    const bool m_terminal;
    std::mutex m_mutex;
    Stage m_stage;
    Clock::time_point m_begun; ///< of the stage
    Clock::time_point m_shown;
    Clock::time_point m_foreseen; ///< when the forecast came
    double m_low = 0, m_high = 0; ///< seconds left then; 0: no forecast
    bool m_drawn = false;
};

} // namespace headroom::cli
