// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::eval {

namespace {
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
}

ConfidenceInterval wilson95(std::size_t successes, std::size_t n)
{
    if (n == 0)
        return {0.0, 1.0};
    constexpr double z = 1.959963984540054;
    const double size = static_cast<double>(n);
    const double p = static_cast<double>(successes) / size;
    const double centre = p + z * z / (2 * size);
    const double half = z * std::sqrt(p * (1 - p) / size + z * z / (4 * size * size));
    const double scale = 1 + z * z / size;
    // The ends are exact where rounding would leave them a hair inside.
    return {successes == 0 ? 0.0 : (centre - half) / scale, successes == n ? 1.0 : (centre + half) / scale};
}

double quantile7(std::span<const double> sorted, double p)
{
    if (sorted.empty())
        return kNan;
    const double place = std::clamp(p, 0.0, 1.0) * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    const double fraction = place - static_cast<double>(below);
    return sorted[below] + fraction * (sorted[above] - sorted[below]);
}

void Moments::add(double value)
{
    ++m_count;
    m_sum += value;
    m_squares += value * value;
}

double Moments::mean() const
{
    return m_count ? m_sum / static_cast<double>(m_count) : kNan;
}

double Moments::standardError() const
{
    if (m_count < 2)
        return kNan;
    const double variance = m_squares / static_cast<double>(m_count) - mean() * mean();
    return std::sqrt(std::max(0.0, variance) / static_cast<double>(m_count - 1));
}

void ClusterMean::add(double clusterSum, std::size_t clusterSize)
{
    m_clusters.push_back({clusterSum, clusterSize});
    m_count += clusterSize;
    m_sum += clusterSum;
}

double ClusterMean::mean() const
{
    return m_count ? m_sum / static_cast<double>(m_count) : kNan;
}

double ClusterMean::standardError() const
{
    const double groups = static_cast<double>(m_clusters.size());
    if (m_clusters.size() < 2 || m_count == 0)
        return kNan;
    double squares = 0;
    for (const auto& cluster : m_clusters) {
        const double residual = cluster.sum - static_cast<double>(cluster.size) * mean();
        squares += residual * residual;
    }
    return std::sqrt(groups / (groups - 1) * squares) / static_cast<double>(m_count);
}

} // namespace headroom::eval
