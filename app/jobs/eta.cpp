// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/eta.h"

#include <algorithm>

namespace headroom::app {

namespace {
constexpr double kWindowSeconds = 20;
constexpr std::size_t kMaxSamples = 60;
constexpr std::size_t kMinSamples = 5;
constexpr double kMinSeconds = 3;
constexpr double kMaxSpread = 3; // fastest over slowest part of the window: beyond it nothing can be promised
}

void Eta::reset()
{
    m_samples.clear();
    m_total = 0;
}

void Eta::add(double seconds, double done, double total)
{
    // Another stage counts anew: what was measured before says nothing about it.
    if (!m_samples.empty() && (done < m_samples.back().done || total != m_total))
        m_samples.clear();
    m_total = total;
    if (!m_samples.empty() && seconds - m_samples.back().seconds < kWindowSeconds / kMaxSamples) {
        m_samples.back().done = done;
        return;
    }
    m_samples.push_back({seconds, done});
    while (m_samples.size() > kMaxSamples || seconds - m_samples.front().seconds > kWindowSeconds)
        m_samples.pop_front();
}

std::optional<double> Eta::rate() const
{
    if (m_samples.size() < kMinSamples)
        return std::nullopt;
    const double seconds = m_samples.back().seconds - m_samples.front().seconds;
    const double done = m_samples.back().done - m_samples.front().done;
    if (seconds < kMinSeconds || done <= 0)
        return std::nullopt;
    return done / seconds;
}

std::optional<Interval> Eta::remaining() const
{
    const auto mean = rate();
    if (!mean || m_total <= 0)
        return std::nullopt;
    // Slowest and fastest third of the window bound what comes.
    const std::size_t third = std::max<std::size_t>(1, (m_samples.size() - 1) / 3);
    double slowest = *mean, fastest = *mean;
    for (std::size_t from = 0; from + third < m_samples.size(); from += third) {
        const Sample& a = m_samples[from];
        const Sample& b = m_samples[from + third];
        const double part = (b.done - a.done) / std::max(1e-9, b.seconds - a.seconds);
        slowest = std::min(slowest, part);
        fastest = std::max(fastest, part);
    }
    if (slowest <= 0 || fastest / slowest > kMaxSpread)
        return std::nullopt;
    const double left = std::max(0.0, m_total - m_samples.back().done);
    return Interval{left / fastest, left / slowest};
}

} // namespace headroom::app
