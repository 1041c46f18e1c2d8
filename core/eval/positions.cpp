// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/positions.h"

#include "core/base/json.h"

#include <algorithm>
#include <numeric>

namespace headroom::eval {

namespace {
constexpr std::uint32_t kBins = 16;
}

PositionCurve::PositionCurve(const Windows& windows)
    : m_first(windows.firstScored()), m_scored(windows.scoredPerWindow()), m_bins(std::min(kBins, m_scored))
{
}

std::uint32_t PositionCurve::edge(std::size_t bin) const
{
    return static_cast<std::uint32_t>(std::uint64_t{m_scored} * bin / m_bins.size());
}

void PositionCurve::addWindow(std::span<const double> values)
{
    for (std::size_t i = 0; i < m_bins.size(); ++i) {
        const auto part = values.subspan(edge(i), edge(i + 1) - edge(i));
        m_bins[i].add(std::accumulate(part.begin(), part.end(), 0.0), part.size());
    }
}

std::vector<PositionPoint> PositionCurve::points() const
{
    std::vector<PositionPoint> out;
    for (std::size_t i = 0; i < m_bins.size(); ++i)
        out.push_back(
            {m_first + edge(i), m_first + edge(i + 1), m_bins[i].count(), m_bins[i].mean(), m_bins[i].standardError()});
    return out;
}

Json toJson(const std::vector<PositionPoint>& points)
{
    Json out = Json::array();
    for (const auto& p : points)
        out.push_back(
            {{"from", p.from}, {"to", p.to}, {"n", p.n}, {"mean", p.mean}, {"standard_error", p.standardError}});
    return out;
}

} // namespace headroom::eval
