// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/calibrate/inputstatistics.h"

#include "core/base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

namespace headroom::quant {

namespace {

constexpr std::size_t kGrain = 256; ///< channels that a thread takes at a time
constexpr double kOutlier = 8; ///< times the median root mean square
constexpr std::size_t kNamedOutliers = 16;

/// What one range of channels saw in one batch.
struct StatisticsPart {
    double squares[kGrain] = {};
    double magnitudes[kGrain] = {};
    float smallest[kGrain];
    float largest[kGrain];

    void see(const float* inputs, std::size_t stride, std::size_t count, std::size_t width)
    {
        std::copy_n(inputs, width, smallest);
        std::copy_n(inputs, width, largest);
        for (std::size_t t = 0; t < count; ++t) {
            const float* row = inputs + t * stride;
            for (std::size_t c = 0; c < width; ++c) {
                squares[c] += double(row[c]) * double(row[c]);
                magnitudes[c] += double(std::fabs(row[c]));
                smallest[c] = row[c] < smallest[c] ? row[c] : smallest[c];
                largest[c] = row[c] > largest[c] ? row[c] : largest[c];
            }
        }
    }
};

} // namespace

InputStatistics::InputStatistics(std::string tensor, std::size_t columns, std::size_t slices)
    : m_tensor(std::move(tensor))
    , m_columns(columns)
    , m_rows(slices)
    , m_squares(columns * slices)
    , m_magnitudes(columns * slices)
    , m_smallest(columns * slices)
    , m_largest(columns * slices)
{
}

Status InputStatistics::add(std::size_t slice, const float* inputs, std::size_t stride, std::size_t count,
                            ThreadPool& pool)
{
    if (count == 0)
        return {};
    std::vector<StatisticsPart> parts((m_columns + kGrain - 1) / kGrain);
    const auto width = [&](std::size_t part) { return std::min(kGrain, m_columns - part * kGrain); };
    pool.forRanges(parts.size(), 1,
                   [&](std::size_t p, std::size_t) { parts[p].see(inputs + p * kGrain, stride, count, width(p)); });
    float low = parts[0].smallest[0];
    float high = low;
    for (std::size_t c = 0; c < m_columns; ++c) {
        const StatisticsPart& part = parts[c / kGrain];
        if (!std::isfinite(part.squares[c % kGrain]))
            return fail(ErrorCode::Corrupt, fmt::format("input of tensor \"{}\", channel {}", m_tensor, c),
                        "holds a value that is no finite number");
        low = std::min(low, part.smallest[c % kGrain]);
        high = std::max(high, part.largest[c % kGrain]);
    }
    m_range.begin(low, high);
    std::vector<RangeSketch::Bins> bins(parts.size());
    pool.forRanges(parts.size(), 1, [&](std::size_t p, std::size_t) {
        for (std::size_t t = 0; t < count; ++t)
            m_range.count({inputs + t * stride + p * kGrain, width(p)}, bins[p]);
    });
    for (std::size_t p = 0; p < parts.size(); ++p)
        m_range.add(bins[p]);
    const bool first = m_rows[slice] == 0;
    for (std::size_t c = 0; c < m_columns; ++c) {
        const StatisticsPart& part = parts[c / kGrain];
        const std::size_t i = slice * m_columns + c;
        m_squares[i] += part.squares[c % kGrain];
        m_magnitudes[i] += part.magnitudes[c % kGrain];
        m_smallest[i] = first ? part.smallest[c % kGrain] : std::min(m_smallest[i], part.smallest[c % kGrain]);
        m_largest[i] = first ? part.largest[c % kGrain] : std::max(m_largest[i], part.largest[c % kGrain]);
    }
    m_rows[slice] += count;
    return {};
}

std::vector<std::size_t> InputStatistics::outliers() const
{
    std::vector<double> sorted(m_squares.begin(), m_squares.begin() + std::ptrdiff_t(m_columns));
    std::nth_element(sorted.begin(), sorted.begin() + std::ptrdiff_t(m_columns / 2), sorted.end());
    const double limit = sorted[m_columns / 2] * kOutlier * kOutlier;
    std::vector<std::size_t> found;
    for (std::size_t c = 0; c < m_columns; ++c)
        if (m_squares[c] > limit && limit > 0)
            found.push_back(c);
    std::ranges::stable_sort(found, std::ranges::greater{}, [&](std::size_t c) { return m_squares[c]; });
    return found;
}

Json InputStatistics::toJson() const
{
    const auto found = outliers();
    const std::uint64_t seen = std::accumulate(m_rows.begin(), m_rows.end(), std::uint64_t{0});
    const double sum = std::accumulate(m_squares.begin(), m_squares.end(), 0.0);
    Json named = Json::array();
    for (std::size_t i = 0; i < std::min(found.size(), kNamedOutliers); ++i)
        named.push_back(found[i]);
    return {{"tensor", m_tensor},
            {"columns", m_columns},
            {"slices", m_rows.size()},
            {"rows", seen},
            {"rms", seen > 0 ? std::sqrt(sum / (double(seen) * double(m_columns))) : 0.0},
            {"range", m_range.toJson()},
            {"outlier_channels", found.size()},
            {"largest_outliers", std::move(named)}};
}

} // namespace headroom::quant
