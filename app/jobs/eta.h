// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: remaining time is an interval, and is hidden until the rate is stable: a wrong number is worse than none.
// Pure arithmetic over (time, work done); no clock of its own.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

namespace headroom::app {

struct Interval {
    double low = 0;
    double high = 0;
};

class Eta {
public:
    void reset();
    /// seconds since the start without pauses; done and total in any one unit (total 0 = unknown).
    void add(double seconds, double done, double total);
    /// Units per second over the last samples; unset before three seconds and five samples.
    std::optional<double> rate() const;
    /// Seconds left: remaining work over the fastest and slowest recent rates.
    std::optional<Interval> remaining() const;

private:
    struct Sample {
        double seconds = 0, done = 0;
    };
    std::deque<Sample> m_samples; ///< the last 20 seconds or 60 samples
    double m_total = 0;
};

} // namespace headroom::app
