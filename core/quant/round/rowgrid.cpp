// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/rowgrid.h"

#include "core/tensor/half.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::quant {

namespace {

constexpr int kShrinks = 80; ///< ranges of 1, 0.99, … 0.21 of the full one

float asStored(float scale)
{
    return tensor::halfToFloat(tensor::floatToHalf(scale));
}

tensor::LevelPoints pointsOf(const IntegerScheme& scheme)
{
    return {(1U << scheme.bits) - (scheme.symmetric ? 1U : 0U), {}};
}

} // namespace

void RowGrid::fitScaled(std::span<const float> weights, std::span<const float> factors)
{
    std::vector<float> scaled;
    for (std::size_t g = 0; g < factors.size(); ++g) {
        const std::size_t first = g * m_group;
        const auto own = weights.subspan(first, std::min(m_group, weights.size() - first));
        scaled.assign(own.begin(), own.end());
        for (float& weight : scaled)
            weight *= factors[g];
        fit(first, scaled);
    }
}

BlockGrid::BlockGrid(const tensor::Levels& levels, std::span<const float> importance, std::size_t columns,
                     std::span<std::byte> packed)
    : RowGrid(levels.points, tensor::format(levels.type).blockSize, columns)
    , m_levels(levels)
    , m_importance(importance)
    , m_packed(packed)
{
}

void BlockGrid::fit(std::size_t first, std::span<const float> weights)
{
    const tensor::Format& format = tensor::format(m_levels.type);
    const auto bytes
        = m_packed.subspan(first / group() * format.blockBytes, weights.size() / group() * format.blockBytes);
    format.encode(weights, m_importance.empty() ? m_importance : m_importance.subspan(first, weights.size()), bytes);
    tensor::levelGrid(m_levels, bytes, low().subspan(first, weights.size()), step().subspan(first, weights.size()));
}

/// Formats look at the whole row for its mean square: each factor gets a row of its own, of which some blocks are kept.
void BlockGrid::fitScaled(std::span<const float> weights, std::span<const float> factors)
{
    const std::size_t blockBytes = tensor::format(m_levels.type).blockBytes;
    std::vector<std::byte> chosen(m_packed.size());
    std::vector<float> scaled(weights.size());
    for (std::size_t g = 0; g < factors.size(); ++g) {
        if (std::ranges::find(factors.first(g), factors[g]) != factors.first(g).end())
            continue; // done with an earlier group
        for (std::size_t c = 0; c < weights.size(); ++c)
            scaled[c] = weights[c] * factors[g];
        fit(0, scaled);
        for (std::size_t other = g; other < factors.size(); ++other)
            if (factors[other] == factors[g])
                std::ranges::copy(m_packed.subspan(other * blockBytes, blockBytes),
                                  chosen.begin() + std::ptrdiff_t(other * blockBytes));
    }
    std::ranges::copy(chosen, m_packed.begin());
    tensor::levelGrid(m_levels, m_packed, low(), step());
}

void BlockGrid::store(std::span<const std::uint8_t> levels)
{
    tensor::writeLevels(m_levels, levels, m_packed);
}

IntegerGrid::IntegerGrid(const IntegerScheme& scheme, std::span<const float> importance, std::size_t columns,
                         IntegerRow& out)
    : RowGrid(pointsOf(scheme), scheme.group == 0 ? columns : scheme.group, columns)
    , m_scheme(scheme)
    , m_importance(importance)
    , m_out(out)
{
    const std::size_t groups = (columns + group() - 1) / group();
    m_out.scales.assign(groups, 0.0F);
    m_out.zeros.assign(groups, 0);
}

void IntegerGrid::fit(std::size_t first, std::span<const float> weights)
{
    for (std::size_t begin = 0; begin < weights.size(); begin += group())
        fitGroup(first + begin, weights.subspan(begin, std::min(group(), weights.size() - begin)));
}

double IntegerGrid::errorOf(std::size_t first, std::span<const float> weights, float scale, float zero) const
{
    const float top = float(pointsOf(m_scheme).count - 1);
    double error = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const float level = std::clamp(std::nearbyint(weights[i] / scale) + zero, 0.0F, top);
        const double difference = double(weights[i]) - double(scale * (level - zero));
        error += difference * difference * (m_importance.empty() ? 1.0 : double(m_importance[first + i]));
    }
    return error;
}

void IntegerGrid::fitGroup(std::size_t first, std::span<const float> weights)
{
    const auto [smallest, largest] = std::ranges::minmax(weights);
    const float lower = std::min(0.0F, smallest);
    const float upper = std::max(0.0F, largest);
    const float extreme = std::max(-lower, upper);
    const float top = float(pointsOf(m_scheme).count - 1);
    float bestScale = 0;
    float bestZero = m_scheme.symmetric ? top / 2 : 0;
    double bestError = std::numeric_limits<double>::infinity();
    for (int i = 0; i < (m_scheme.search ? kShrinks : 1) && extreme > 0; ++i) {
        const float shrink = 1.0F - 0.01F * float(i);
        const float range = m_scheme.symmetric ? 2 * extreme : upper - lower;
        const float scale = asStored(shrink * range / top);
        if (!(scale > 0) || !std::isfinite(scale))
            break;
        const float zero
            = m_scheme.symmetric ? top / 2 : std::clamp(std::nearbyint(-lower * shrink / scale), 0.0F, top);
        const double error = errorOf(first, weights, scale, zero);
        if (error < bestError) {
            bestError = error;
            bestScale = scale;
            bestZero = zero;
        }
    }
    m_out.scales[first / group()] = bestScale;
    m_out.zeros[first / group()] = static_cast<std::uint8_t>(bestZero);
    std::ranges::fill(low().subspan(first, weights.size()), -bestZero * bestScale);
    std::ranges::fill(step().subspan(first, weights.size()), bestScale);
}

void IntegerGrid::store(std::span<const std::uint8_t> levels)
{
    m_out.levels.assign(levels.begin(), levels.end());
}

} // namespace headroom::quant
