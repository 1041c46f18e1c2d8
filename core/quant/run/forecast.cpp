// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/forecast.h"

#include <algorithm>

namespace headroom::quant {

namespace {

constexpr std::size_t kUnits = 32; ///< the last so many of a kind count
constexpr std::size_t kEnoughUnits = 4; ///< from here on its blocks do not
constexpr double kLongAgainstShort = 1.3; ///< milliseconds say of minutes: so much slower, or faster by its inverse
constexpr double kStandstill = 1.05; ///< the least width of an interval, either way

double share(const std::deque<double>& rates, double fraction)
{
    std::vector<double> sorted(rates.begin(), rates.end());
    std::ranges::sort(sorted);
    return sorted[std::min(sorted.size() - 1, std::size_t(fraction * double(sorted.size())))];
}

} // namespace

void Forecast::measured(Kind kind, std::uint64_t weights, double seconds, double doubt)
{
    if (weights == 0)
        return;
    const double rate = seconds / double(weights);
    auto& rates = m_work[kind].before;
    rates.push_back(rate);
    if (doubt > 1)
        rates.insert(rates.end(), {rate / doubt, rate * doubt});
}

std::uint64_t Forecast::left(Kind kind) const
{
    const auto found = m_work.find(kind);
    return found == m_work.end() ? 0 : found->second.left;
}

std::vector<Forecast::Kind> Forecast::unknown() const
{
    std::vector<Kind> kinds;
    for (const auto& [kind, work] : m_work)
        if (work.left > 0 && work.before.empty() && work.seen.empty())
            kinds.push_back(kind);
    return kinds;
}

void Forecast::hashing(std::uint64_t bytes, double secondsPerByte)
{
    m_hashLeft += bytes;
    m_hashRate = secondsPerByte;
}

void Forecast::finished(Kind kind, std::uint64_t weights, std::optional<double> seconds)
{
    Work& work = m_work[kind];
    work.left -= std::min(work.left, weights);
    if (!seconds || weights == 0)
        return;
    work.seen.push_back(*seconds / double(weights));
    if (work.seen.size() > kUnits)
        work.seen.pop_front();
    if (!work.before.empty()) {
        m_seenSeconds += *seconds;
        m_foreseenSeconds += share(work.before, 0.5) * double(weights);
    }
}

/// Of the machine since it was measured: another program that came, a processor that got hot.
double Forecast::slowdown() const
{
    return m_foreseenSeconds > 0 && m_seenSeconds > 0 ? m_seenSeconds / m_foreseenSeconds : 1;
}

std::optional<Seconds> Forecast::remaining() const
{
    Seconds sum;
    for (const auto& [kind, work] : m_work) {
        if (work.left == 0)
            continue;
        const bool seen = work.seen.size() >= kEnoughUnits;
        const auto& rates = seen ? work.seen : work.before;
        if (rates.empty())
            return std::nullopt;
        const double scale = seen ? 1 : slowdown();
        const double width = seen ? kStandstill : kLongAgainstShort;
        sum.low += double(work.left) * share(rates, seen ? 0.25 : 0) * scale / width;
        sum.high += double(work.left) * share(rates, seen ? 0.75 : 1) * scale * width;
    }
    const double after = double(m_hashLeft) * m_hashRate;
    const double beside = double(m_besideLeft) * m_hashRate; // on a core to spare, or on one of the encoders'
    return Seconds{std::max(sum.low, beside / kStandstill) + after / kStandstill,
                   sum.high + (beside + after) * kStandstill};
}

} // namespace headroom::quant
