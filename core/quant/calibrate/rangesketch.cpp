// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/rangesketch.h"

#include "core/base/json.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace headroom::quant {

namespace {

constexpr float kAveraging = 0.01F; ///< of each batch in the moving averages
constexpr std::size_t kFirstCut = 128; ///< fewest bins that the searches keep
constexpr double kNever = 1e-9; ///< probability of what was never seen: one clipped outlier must not cost infinity

/// Divergence of the first `kept` bins (the tail added to the last) from the same in `levels` equal slots.
double divergence(const std::vector<double>& counts, std::size_t kept, std::size_t levels)
{
    std::vector<double> p(counts.begin(), counts.begin() + std::ptrdiff_t(kept));
    p.back() += std::accumulate(counts.begin() + std::ptrdiff_t(kept), counts.end(), 0.0);
    std::vector<double> q(kept, 0.0);
    for (std::size_t slot = 0; slot < levels; ++slot) {
        const std::size_t begin = slot * kept / levels;
        const std::size_t end = (slot + 1) * kept / levels;
        double sum = 0;
        double filled = 0;
        for (std::size_t i = begin; i < end; ++i) {
            sum += counts[i];
            filled += counts[i] > 0;
        }
        for (std::size_t i = begin; i < end; ++i)
            q[i] = counts[i] > 0 ? sum / filled : 0;
    }
    const double sumP = std::accumulate(p.begin(), p.end(), 0.0);
    const double sumQ = std::accumulate(q.begin(), q.end(), 0.0);
    double result = 0;
    for (std::size_t i = 0; i < kept; ++i) {
        if (p[i] > 0)
            result += p[i] / sumP * std::log(p[i] / sumP / std::max(q[i] / sumQ, kNever));
    }
    return result;
}

} // namespace

void RangeSketch::begin(float smallest, float largest)
{
    if (!m_started) {
        m_averageSmallest = m_smallest = smallest;
        m_averageLargest = m_largest = largest;
        m_started = true;
    } else {
        m_smallest = std::min(m_smallest, smallest);
        m_largest = std::max(m_largest, largest);
        m_averageSmallest += kAveraging * (smallest - m_averageSmallest);
        m_averageLargest += kAveraging * (largest - m_averageLargest);
    }
    const float extreme = std::max(std::fabs(smallest), std::fabs(largest));
    if (m_width == 0 && extreme > 0) {
        m_width = std::max(2 * (extreme / float(kBins)), std::numeric_limits<float>::min());
        return; // zeros counted so far lie in the first bin, whatever its width
    }
    while (extreme / m_width >= float(kBins)) {
        for (std::size_t i = 0; i < kBins / 2; ++i)
            m_bins[i] = m_bins[2 * i] + m_bins[2 * i + 1];
        std::fill(m_bins.begin() + kBins / 2, m_bins.end(), 0);
        m_width *= 2;
    }
}

void RangeSketch::count(std::span<const float> values, Bins& bins) const
{
    const float scale = m_width > 0 ? 1 / m_width : 0.0F;
    for (const float value : values)
        ++bins[std::min(static_cast<std::size_t>(std::fabs(value) * scale), kBins - 1)];
}

void RangeSketch::add(const Bins& bins)
{
    for (std::size_t i = 0; i < kBins; ++i)
        m_bins[i] += bins[i];
}

std::uint64_t RangeSketch::total() const
{
    return std::accumulate(m_bins.begin(), m_bins.end(), std::uint64_t{0});
}

float RangeSketch::percentile(double p) const
{
    const double wanted = p * double(total());
    double sum = 0;
    for (std::size_t i = 0; i < kBins; ++i) {
        sum += double(m_bins[i]);
        if (sum >= wanted && sum > 0)
            return m_width * float(i + 1);
    }
    return 0;
}

float RangeSketch::entropy(unsigned bits) const
{
    std::vector<double> counts(m_bins.begin(), m_bins.end());
    counts[0] = counts[1]; // magnitudes about zero cost nothing, but would dominate
    const std::size_t levels = std::size_t{1} << (bits - 1);
    double best = std::numeric_limits<double>::infinity();
    float range = std::max(std::fabs(m_smallest), std::fabs(m_largest));
    for (std::size_t kept = std::max(levels, kFirstCut); kept <= kBins; kept += kept < 512 ? 1 : 8) {
        const double value = divergence(counts, kept, levels);
        if (value <= best && std::isfinite(value)) {
            best = value;
            range = m_width * float(kept);
        }
    }
    return range;
}

float RangeSketch::leastSquares(unsigned bits) const
{
    const double top = double((1U << (bits - 1)) - 1);
    double best = std::numeric_limits<double>::infinity();
    float range = 0;
    for (std::size_t kept = kFirstCut; kept <= kBins; kept += 8) {
        const double step = double(kept) / top;
        double error = 0;
        for (std::size_t i = 0; i < kBins; ++i) {
            const double center = double(i) + 0.5;
            const double rounded = std::min(std::nearbyint(center / step), top) * step;
            error += double(m_bins[i]) * (rounded - center) * (rounded - center);
        }
        if (error < best) {
            best = error;
            range = m_width * float(kept);
        }
    }
    return range;
}

Json RangeSketch::toJson() const
{
    return {{"min", m_smallest},           {"max", m_largest},           {"ema_min", m_averageSmallest},
            {"ema_max", m_averageLargest}, {"p99_9", percentile(0.999)}, {"p99_99", percentile(0.9999)},
            {"entropy_8bit", entropy(8)},  {"mse_8bit", leastSquares(8)}};
}

} // namespace headroom::quant
