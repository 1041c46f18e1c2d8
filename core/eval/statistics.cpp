// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace headroom::eval {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// P(|T| < t) for a whole number of degrees of freedom, as a finite sum (Abramowitz and Stegun 26.7.3 and 26.7.4).
/// Worked number: n = 1, t = 12.706 gives 0.95.
double centralProbability(double t, std::size_t n)
{
    const double theta = std::atan(t / std::sqrt(double(n)));
    const double cosine = std::cos(theta);
    const bool odd = n % 2 == 1;
    double term = odd ? cosine : 1.0;
    double sum = n == 1 ? 0.0 : term;
    for (std::size_t k = odd ? 3 : 2; k + 2 <= n; k += 2) {
        term *= cosine * cosine * double(k - 1) / double(k);
        sum += term;
    }
    const double scaled = std::sin(theta) * sum;
    return odd ? 2.0 / std::numbers::pi * (theta + scaled) : scaled;
}

ConfidenceInterval wilson(double p, double n)
{
    constexpr double z = kNormal95;
    const double centre = p + z * z / (2 * n);
    const double half = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    // The ends are exact where rounding would leave them a hair inside, and never beyond.
    return {p == 0 ? 0.0 : std::max(0.0, (centre - half) / scale),
            p == 1 ? 1.0 : std::min(1.0, (centre + half) / scale)};
}

/// So many independent values would say as much as these, of which neither all nor none are 1.
double effectiveCount(const ClusterMean& values)
{
    const double n = double(values.count()), groups = double(values.clusters()), p = values.mean();
    double squares = 0, fourths = 0;
    for (const auto& cluster : values.all()) {
        const double square = std::pow(cluster.sum - double(cluster.size) * p, 2);
        squares += square;
        fourths += square * square;
    }
    if (squares == 0) // every cluster is like the others
        return n;
    const double kurtosis = groups * fourths / (squares * squares);
    const double freedom = 2 * groups / (kurtosis - (groups - 3) / (groups - 1));
    const double t = studentT95(std::size_t(std::clamp(freedom, 1.0, groups - 1)));
    const double designEffect = groups / (groups - 1) * squares / (n * p * (1 - p));
    return std::min(n, n / designEffect * std::pow(kNormal95 / t, 2));
}

/// As it would be if one value more differed from the others.
ClusterMean withOneOther(const ClusterMean& values)
{
    ClusterMean out;
    const double step = values.mean() > 0.5 ? -1 : 1;
    for (const auto& cluster : values.all())
        out.add(cluster.sum + (out.clusters() == 0 ? step : 0), cluster.size);
    return out;
}

} // namespace

ConfidenceInterval wilson95(std::size_t successes, std::size_t n)
{
    if (n == 0)
        return {0.0, 1.0};
    return wilson(double(successes) / double(n), double(n));
}

double studentT95(std::size_t degreesOfFreedom)
{
    if (degreesOfFreedom == 0)
        return kInfinity;
    if (degreesOfFreedom > 2000) // the normal quantile and the first term of its expansion: exact to 1e-6 here
        return kNormal95 + (std::pow(kNormal95, 3) + kNormal95) / (4.0 * double(degreesOfFreedom));
    double low = 1.9;
    double high = 13.0;
    for (int step = 0; step < 60; ++step) {
        const double middle = (low + high) / 2;
        (centralProbability(middle, degreesOfFreedom) < 0.95 ? low : high) = middle;
    }
    return (low + high) / 2;
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

std::optional<ConfidenceInterval> ClusterMean::interval95() const
{
    if (m_clusters.size() < 2 || m_count == 0)
        return std::nullopt;
    const double half = studentT95(m_clusters.size() - 1) * standardError();
    return ConfidenceInterval{mean() - half, mean() + half};
}

std::optional<ConfidenceInterval> clusteredProportion95(const ClusterMean& values)
{
    if (values.clusters() < 2 || values.count() < 2)
        return std::nullopt;
    const double p = values.mean();
    return wilson(p, effectiveCount(p == 0 || p == 1 ? withOneOther(values) : values));
}

} // namespace headroom::eval
