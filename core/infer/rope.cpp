// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/rope.h"

#include <cmath>

namespace headroom::infer {

Rope::Rope(const model::Shape& shape, std::span<const float> factors) : m_frequencies(shape.ropeDimensions / 2)
{
    for (std::size_t i = 0; i < m_frequencies.size(); ++i) {
        const double exponent = -2.0 * static_cast<double>(i) / shape.ropeDimensions;
        const double factor = factors.empty() ? 1.0 : static_cast<double>(factors[i]);
        m_frequencies[i]
            = static_cast<double>(shape.ropeScale) * std::pow(static_cast<double>(shape.ropeBase), exponent) / factor;
    }
}

void Rope::prepare(std::size_t first, std::size_t count)
{
    m_rotations.resize(count * m_frequencies.size() * 2);
    auto out = m_rotations.begin();
    for (std::size_t p = first; p < first + count; ++p)
        for (const double frequency : m_frequencies) {
            const double angle = static_cast<double>(p) * frequency;
            *out++ = static_cast<float>(std::cos(angle));
            *out++ = static_cast<float>(std::sin(angle));
        }
}

void Rope::rotate(float* head, std::size_t index) const
{
    const float* rotation = m_rotations.data() + index * m_frequencies.size() * 2;
    for (std::size_t i = 0; i < m_frequencies.size(); ++i) {
        const float cosine = rotation[2 * i];
        const float sine = rotation[2 * i + 1];
        const float a = head[2 * i];
        const float b = head[2 * i + 1];
        head[2 * i] = a * cosine - b * sine;
        head[2 * i + 1] = a * sine + b * cosine;
    }
}

} // namespace headroom::infer
