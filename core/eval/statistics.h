// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the few estimators that evaluation reports, each with its own kind of doubt. Tokens of one window are not
// independent, so means carry a standard error over windows (clusters). NaN where the data say nothing.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace headroom::eval {

struct ConfidenceInterval {
    double low = 0, high = 0;
};

/// 95 % Wilson score interval of a proportion. Worked number: 8 of 10 gives 0.490 … 0.943.
ConfidenceInterval wilson95(std::size_t successes, std::size_t n);

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
    void add(double clusterSum, std::size_t clusterSize);
    std::size_t count() const { return m_count; } ///< values, not clusters
    std::size_t clusters() const { return m_clusters.size(); }
    double mean() const;
    double standardError() const; ///< NaN for fewer than two clusters

private:
    struct Cluster {
        double sum;
        std::size_t size;
    };
    std::vector<Cluster> m_clusters;
    std::size_t m_count = 0;
    double m_sum = 0;
};

} // namespace headroom::eval
