// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the range an activation needs, by every usual rule, out of bounded memory: smallest and largest value, their
// moving averages, and a histogram of magnitudes in 2048 bins whose width doubles when a larger value comes.
#pragma once

#include "core/base/jsonfwd.h"

#include <array>
#include <cstdint>
#include <span>

namespace headroom::quant {

class RangeSketch {
public:
    static constexpr std::size_t kBins = 2048;
    using Bins = std::array<std::uint64_t, kBins>;

    /// Before a batch is counted: makes room for its extremes and moves the averages. Finite values.
    void begin(float smallest, float largest);
    /// Adds magnitudes to bins of the present width; several threads may each fill bins of their own.
    void count(std::span<const float> values, Bins& bins) const;
    void add(const Bins& bins);

    std::uint64_t total() const;
    float smallest() const { return m_smallest; }
    float largest() const { return m_largest; }
    /// Upper edge of the first bin below which lies at least the share p of all magnitudes.
    float percentile(double p) const;
    /// Clipping range of least Kullback-Leibler divergence between the histogram and itself in 2^(bits-1) levels.
    float entropy(unsigned bits) const;
    /// Clipping range of least squared error in 2^(bits-1) levels.
    float leastSquares(unsigned bits) const;
    Json toJson() const; ///< min, max, ema_min, ema_max, p99_9, p99_99, entropy_8bit, mse_8bit

private:
    Bins m_bins{};
    float m_width = 0;
    float m_smallest = 0;
    float m_largest = 0;
    float m_averageSmallest = 0;
    float m_averageLargest = 0;
    bool m_started = false;
};

} // namespace headroom::quant
