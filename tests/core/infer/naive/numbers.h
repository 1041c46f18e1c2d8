// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the arithmetic of a model as its definition reads, in double precision: nothing is fast, padded or shared out.
#pragma once

#include "core/infer/observer.h"
#include "core/infer/weights.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headroom::test::naive {

using Row = std::vector<double>;

inline Row slice(const Row& row, std::size_t first, std::size_t count)
{
    const auto begin = row.begin() + static_cast<std::ptrdiff_t>(first);
    return {begin, begin + static_cast<std::ptrdiff_t>(count)};
}

inline void add(Row& to, const Row& what, double factor = 1)
{
    for (std::size_t i = 0; i < to.size(); ++i)
        to[i] += factor * what[i];
}

inline double sigmoid(double x)
{
    return 1 / (1 + std::exp(-x));
}

inline double silu(double x)
{
    return x * sigmoid(x);
}

/// The tanh form.
inline double gelu(double x)
{
    return x * sigmoid(2 * std::sqrt(2 / std::numbers::pi) * (x + 0.044715 * x * x * x));
}

inline double softplus(double x)
{
    return std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
}

inline Row rowOf(const infer::Matrix& matrix, std::size_t index)
{
    std::vector<float> floats(matrix.columns);
    tensor::format(matrix.type).decode(matrix.row(index), floats);
    return {floats.begin(), floats.end()};
}

/// Products, seen by whoever watches.
class Products {
public:
    infer::Observer* observer = nullptr;

    Row operator()(const infer::Matrix& matrix, const Row& x) const
    {
        if (observer) {
            const std::vector<float> floats(x.begin(), x.end());
            observer->product(matrix.id, matrix.columns, floats.data(), floats.size(), 1);
        }
        Row out(matrix.rows);
        for (std::size_t r = 0; r < matrix.rows; ++r) {
            const Row weights = rowOf(matrix, r);
            out[r] = matrix.bias.empty() ? 0.0 : double(matrix.bias[r]);
            for (std::size_t c = 0; c < matrix.columns; ++c)
                out[r] += weights[c] * x[c];
        }
        return out;
    }
};

/// Row `which` of the norm's weights; nothing happens where there is no norm.
inline Row normed(const infer::Norm& norm, Row x, std::size_t which = 0)
{
    if (!norm)
        return x;
    const double n = double(norm.columns);
    double mean = 0, squares = 0;
    if (norm.kind == infer::NormKind::Layer)
        for (const double value : x)
            mean += value / n;
    for (const double value : x)
        squares += (value - mean) * (value - mean) / n;
    const std::size_t at = which * infer::padded(norm.columns);
    for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] = (x[i] - mean) / std::sqrt(squares + double(norm.epsilon)) * double(norm.weight[at + i]);
        x[i] += norm.bias.empty() ? 0.0 : double(norm.bias[at + i]);
    }
    return x;
}

/// Rotary positions with YaRN (Peng et al. 2023), as core/infer/rope.h defines them.
class Rotation {
public:
    explicit Rotation(infer::RopeSettings settings) : m_settings(std::move(settings)) { }

    /// Rotates the numbers from `first` on.
    void operator()(Row& row, std::size_t first, std::size_t position) const
    {
        const std::size_t pairs = m_settings.dimensions / 2;
        const bool halves = m_settings.style == infer::RopeStyle::Halves;
        for (std::size_t i = 0; i < pairs; ++i) {
            double& a = row[first + (halves ? i : 2 * i)];
            double& b = row[first + (halves ? i + pairs : 2 * i + 1)];
            const double angle = double(position) * frequency(i);
            const double turned = a * std::cos(angle) - b * std::sin(angle);
            b = (a * std::sin(angle) + b * std::cos(angle)) * m_settings.magnitude;
            a = turned * m_settings.magnitude;
        }
    }

private:
    double pairWithTurns(double turns) const
    {
        return double(m_settings.dimensions) * std::log(m_settings.originalContext / (turns * 2 * std::numbers::pi))
            / (2 * std::log(m_settings.base));
    }
    double frequency(std::size_t pair) const
    {
        const infer::RopeSettings& s = m_settings;
        const double factor = s.factors.empty() ? 1.0 : double(s.factors[pair]);
        const double plain = std::pow(s.base, -2.0 * double(pair) / double(s.dimensions)) / factor;
        if (s.yarnMix == 0)
            return plain * s.scale;
        double low = pairWithTurns(s.yarnFast), high = pairWithTurns(s.yarnSlow);
        if (s.yarnWhole) {
            low = std::floor(low);
            high = std::ceil(high);
        }
        low = std::max(low, 0.0);
        high = std::min(high, double(s.dimensions) - 1);
        const double along = std::clamp((double(pair) - low) / std::max(0.001, high - low), 0.0, 1.0);
        const double kept = (1 - along) * s.yarnMix;
        return plain * (s.scale * (1 - kept) + kept);
    }

    infer::RopeSettings m_settings;
};

/// What all parts of a model share.
struct Means {
    Products multiply;
    std::vector<Rotation> rotations; ///< of all layers, of those with a window, and of an indexer
    mutable std::vector<std::size_t> chosen; ///< positions that count for the token at hand; empty: all
};

} // namespace headroom::test::naive
