// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the few estimators that evaluation reports, each with its own kind of doubt. Tokens of one window are not
// independent, so means carry a standard error over windows (clusters). NaN where the data say nothing.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace headroom::eval {

/// Two-sided 95 % quantile of the normal distribution: how many standard errors an interval reaches to either side.
inline constexpr double kNormal95 = 1.959963984540054;

struct ConfidenceInterval {
    double low = 0, high = 0;
};

/// 95 % Wilson score interval of a proportion. Worked number: 8 of 10 gives 0.490 … 0.943.
ConfidenceInterval wilson95(std::size_t successes, std::size_t n);

/// Two-sided 95 % quantile of Student's t: 12.706 for 1, 2.262 for 9, 1.960 for very many. Infinite for 0.
double studentT95(std::size_t degreesOfFreedom);

/// Type-7 quantile (linear between order statistics at p·(n - 1)) of sorted values.
double quantile7(std::span<const double> sorted, double p);

/// Mean and spread of values taken as independent.
class Moments {
public:
    void add(double value);
    std::size_t count() const { return m_count; }
    double sum() const { return m_sum; }
    double mean() const;
    /// sqrt((mean x² - mean²) / (n - 1)), as llama.cpp computes it.
    double standardError() const;

private:
    std::size_t m_count = 0;
    double m_sum = 0;
    double m_squares = 0;
};

/// Mean over clusters of unequal size; SE = sqrt(G/(G-1) · Σ_g (S_g - m_g·mean)²) / N.
class ClusterMean {
public:
    struct Cluster {
        double sum;
        std::size_t size;
    };
    void add(double clusterSum, std::size_t clusterSize);
    std::size_t count() const { return m_count; } ///< values, not clusters
    std::size_t clusters() const { return m_clusters.size(); }
    const std::vector<Cluster>& all() const { return m_clusters; }
    double mean() const;
    double standardError() const; ///< NaN for fewer than two clusters
    /// 95 %: mean ± t(clusters - 1) · standard error. Nothing for fewer than two clusters.
    std::optional<ConfidenceInterval> interval95() const;

private:
    std::vector<Cluster> m_clusters;
    std::size_t m_count = 0;
    double m_sum = 0;
};

/// 95 % interval of a proportion whose values, 0 or 1, come in clusters: Wilson's at the effective number of values,
/// n ÷ design effect (Kish 1965), with Student's quantile in place of the normal one. The design effect is never taken
/// to be below 1, and degrees of freedom are counted (Korn and Graubard 1998, who do so for the exact interval; Dean
/// and Pagano 2015 find Wilson's to cover best). They are those that the residuals' kurtosis leaves (O'Neill 2014): few
/// when a few clusters hold all that differs. Where all values are alike nothing tells how those of a cluster hang
/// together: effect and freedom are then those of one value that differs. Nothing for fewer than two clusters.
std::optional<ConfidenceInterval> clusteredProportion95(const ClusterMean& values);

/// Whether the 95 % interval of a value with this standard error is wider than the value itself.
inline bool isWiderThan(double value, double standardError)
{
    return 2 * kNormal95 * standardError > value;
}

} // namespace headroom::eval
