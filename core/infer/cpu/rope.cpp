// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/rope.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace headroom::infer {

namespace {

/// The pair that makes `rotations` turns over the original context.
double pairOf(const RopeSettings& s, double rotations)
{
    return static_cast<double>(s.dimensions) * std::log(s.originalContext / (rotations * 2 * std::numbers::pi))
        / (2 * std::log(s.base));
}

/// How much of a pair's unscaled frequency YaRN keeps: 1 for fast pairs, 0 for slow ones.
double keptShare(const RopeSettings& s, std::size_t pair)
{
    const double first = pairOf(s, s.yarnFast), last = pairOf(s, s.yarnSlow);
    const double low = std::max(0.0, s.yarnWhole ? std::floor(first) : first);
    const double high = std::min(static_cast<double>(s.dimensions) - 1, s.yarnWhole ? std::ceil(last) : last);
    const double along = (static_cast<double>(pair) - low) / std::max(0.001, high - low);
    return 1 - std::clamp(along, 0.0, 1.0);
}

} // namespace

Rope::Rope(RopeSettings settings) : m_settings(std::move(settings)), m_frequencies(m_settings.dimensions / 2)
{
    for (std::size_t i = 0; i < m_frequencies.size(); ++i) {
        const double exponent = -2.0 * static_cast<double>(i) / static_cast<double>(m_settings.dimensions);
        const double factor = m_settings.factors.empty() ? 1.0 : static_cast<double>(m_settings.factors[i]);
        const double unscaled = std::pow(m_settings.base, exponent) / factor;
        const double kept = m_settings.yarnMix == 0 ? 0 : keptShare(m_settings, i) * m_settings.yarnMix;
        m_frequencies[i] = unscaled * (m_settings.scale * (1 - kept) + kept);
    }
}

void Rope::prepare(std::size_t first, std::size_t count)
{
    m_rotations.resize(count * m_frequencies.size() * 2);
    auto out = m_rotations.begin();
    for (std::size_t p = first; p < first + count; ++p)
        for (const double frequency : m_frequencies) {
            const double angle = static_cast<double>(p) * frequency;
            *out++ = static_cast<float>(std::cos(angle) * m_settings.magnitude);
            *out++ = static_cast<float>(std::sin(angle) * m_settings.magnitude);
        }
}

void Rope::rotate(float* head, std::size_t index) const
{
    const std::size_t pairs = m_frequencies.size();
    const float* rotation = m_rotations.data() + index * pairs * 2;
    const bool halves = m_settings.style == RopeStyle::Halves;
    const std::size_t step = halves ? 1 : 2;
    const std::size_t apart = halves ? pairs : 1;
    for (std::size_t i = 0; i < pairs; ++i) {
        const float cosine = rotation[2 * i];
        const float sine = rotation[2 * i + 1];
        float& a = head[i * step];
        float& b = head[i * step + apart];
        const float turned = a * cosine - b * sine;
        b = a * sine + b * cosine;
        a = turned;
    }
}

} // namespace headroom::infer
