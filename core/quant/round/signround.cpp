// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/signround.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::quant {

namespace {

constexpr std::size_t kHessianRows = 16; ///< rows of H that all rows of weights use before they leave the cache
constexpr int kSweeps = 8; ///< of single moves at the end
constexpr unsigned kRefresh = 64; ///< steps after which the gradient is computed anew: sums of differences drift
/// Of a group's range; their grids are found once, by the format's own search.
constexpr std::array kFactors{0.8F, 0.85F, 0.9F, 0.95F, 1.0F, 1.05F};
constexpr std::size_t kPlainFactor = 4;
constexpr float kBetween = 0.05F;
constexpr float kReluctance = 0.75F;

float signOf(float value)
{
    return value > 0 ? 1.0F : value < 0 ? -1.0F : 0.0F;
}

struct RowColumns { ///< of one group
    const float* weights;
    const float* lows;
    const float* steps;
    const float* shift;
    float* levels;
    float* error;
    float* change;
};

/// Ties to even, as LevelPoints::nearest, but without a branch.
void decideEven(const RowColumns& all, std::size_t count, float top)
{
    constexpr float kPush = 12582912.0F; // 1.5 · 2^23
    const float* __restrict weights = all.weights, * __restrict lows = all.lows, * __restrict steps = all.steps, * __restrict shift = all.shift;
    float* __restrict levels = all.levels, * __restrict error = all.error, * __restrict change = all.change;
    for (std::size_t c = 0; c < count; ++c) {
        const float position = (weights[c] - lows[c]) / steps[c] + shift[c];
        const float inside = position > 0 ? (position < top ? position : top) : 0.0F;
        const float level = (inside + kPush) - kPush;
        const float now = (lows[c] + level * steps[c]) - weights[c];
        levels[c] = level;
        change[c] = now - error[c];
        error[c] = now;
    }
}

/// A shift is in halves of the distance between a level's neighbours.
void decideTable(const RowColumns& all, std::size_t count, const tensor::LevelPoints& points)
{
    for (std::size_t c = 0; c < count; ++c) {
        const float position = (all.weights[c] - all.lows[c]) / all.steps[c];
        unsigned level = points.nearest(position);
        const unsigned below = level > 0 ? level - 1 : 0, above = std::min(level + 1, points.count - 1);
        const float spacing = (points.point(above) - points.point(below)) / float(above - below);
        if (all.shift[c] != 0)
            level = points.nearest(position + all.shift[c] * spacing);
        const float now = (all.lows[c] + points.point(level) * all.steps[c]) - all.weights[c];
        all.levels[c] = float(level);
        all.change[c] = now - all.error[c];
        all.error[c] = now;
    }
}

/// Against the sign of the gradient, within half a step.
void follow(const float* __restrict gradient, const float* __restrict steps, float* __restrict shift, std::size_t count,
            float rate)
{
    for (std::size_t c = 0; c < count; ++c) {
        const float slope = gradient[c] * steps[c];
        const float moved = shift[c] - (slope > 0 ? rate : 0.0F) + (slope < 0 ? rate : 0.0F);
        shift[c] = std::min(std::max(moved, -0.5F), 0.5F);
    }
}

void addScaled(const float* __restrict row, float factor, float* __restrict sum, std::size_t count)
{
    for (std::size_t j = 0; j < count; ++j)
        sum[j] += factor * row[j];
}

/// Eight sums side by side, always the same eight.
template <class Term> float laneSum(std::size_t begin, std::size_t end, Term term)
{
    std::array<float, 8> lanes{};
    std::size_t c = begin;
    for (; c + 8 <= end; c += 8)
        for (std::size_t lane = 0; lane < 8; ++lane)
            lanes[lane] += term(c + lane);
    for (; c < end; ++c)
        lanes[0] += term(c);
    return ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]));
}

struct FactorChoice {
    std::vector<float> levels; ///< per column
    std::vector<std::uint8_t> factors; ///< per group, indices
    double objective = 0;

    std::vector<std::uint8_t> stored() const { return {levels.begin(), levels.end()}; }
};

class LearnedRow {
public:
    LearnedRow(std::span<const float> weights, RowGrid& grid)
        : m_weights(weights)
        , m_grid(&grid)
        , m_shift(weights.size())
        , m_error(weights.size())
        , m_change(weights.size())
        , m_gradient(weights.size())
        , m_range((weights.size() + grid.group() - 1) / grid.group(), 1.0F)
    {
        std::vector<float> scaled(weights.size());
        for (std::size_t f = 0; f < kFactors.size(); ++f) {
            for (std::size_t c = 0; c < weights.size(); ++c)
                scaled[c] = weights[c] * kFactors[f];
            grid.fit(0, scaled);
            m_lows[f].assign(grid.lows().begin(), grid.lows().end());
            m_steps[f].assign(grid.steps().begin(), grid.steps().end());
        }
        m_now.levels.resize(weights.size());
        m_now.factors.assign(m_range.size(), kPlainFactor);
    }

    /// The levels that shifts and ranges give now, and what that changes in the errors.
    void decide(bool anew)
    {
        if (anew)
            std::ranges::fill(m_gradient, 0.0F);
        for (std::size_t g = 0; g < m_range.size(); ++g) {
            std::uint8_t& factor = m_now.factors[g]; // another one moves all weights of the group: not back and forth
            if (std::fabs(m_range[g] - kFactors[factor]) > kReluctance * kBetween)
                factor = static_cast<std::uint8_t>(std::lround((m_range[g] - kFactors.front()) / kBetween));
            decideGroup(g);
        }
        if (anew)
            m_change = m_error;
    }
    /// gradient += change · rows begin … end of H
    void propagate(const float* hessian, std::size_t begin, std::size_t end)
    {
        const std::size_t n = m_weights.size();
        for (std::size_t k = begin; k < end; ++k)
            if (m_change[k] != 0)
                addScaled(hessian + k * n, m_change[k], m_gradient.data(), n);
    }
    void judge(bool first)
    {
        m_now.objective = objective();
        if (first || m_now.objective < m_best.objective)
            m_best = m_now;
        if (first)
            m_plain = m_now;
    }
    void learn(float rate)
    {
        const float top = float(m_grid->points().count - 1);
        for (std::size_t g = 0; g < m_range.size(); ++g) {
            const float* steps = m_steps[m_now.factors[g]].data();
            const std::size_t begin = g * m_grid->group(), end = endOf(g);
            // Of a value by its range: all of it where it is clipped, else what rounding left.
            const float slope = laneSum(begin, end, [&](std::size_t c) {
                const bool clipped = m_now.levels[c] == 0 || m_now.levels[c] == top;
                return m_gradient[c] * (m_error[c] + (clipped ? m_weights[c] : 0.0F));
            });
            follow(m_gradient.data() + begin, steps + begin, m_shift.data() + begin, end - begin, rate);
            m_range[g] = std::clamp(m_range[g] - rate * signOf(slope), kFactors.front(), kFactors.back());
        }
    }

    /// The best choice on the grids that will be stored.
    void settle()
    {
        std::vector<float> factors;
        for (const std::uint8_t f : m_best.factors)
            factors.push_back(kFactors[f]);
        m_grid->fitScaled(m_weights, factors);
        std::ranges::fill(m_gradient, 0.0F);
        for (std::size_t c = 0; c < m_weights.size(); ++c)
            m_change[c] = m_error[c] = m_grid->value(c, unsigned(m_best.levels[c])) - m_weights[c];
    }
    /// Moves single weights to where the others want them; each move lowers the objective.
    void descend(std::span<const float> hessian)
    {
        const std::size_t n = m_weights.size();
        bool moved = true;
        for (int sweep = 0; sweep < kSweeps && moved; ++sweep) {
            moved = false;
            for (std::size_t c = 0; c < n; ++c) {
                const float curvature = hessian[c * n + c];
                const float value = m_weights[c] + m_error[c];
                const unsigned level = m_grid->nearest(c, value - m_gradient[c] / curvature);
                const float change = m_grid->value(c, level) - value;
                // What the move costs: change · (2 gradient + change · curvature)
                if (!(change * (2 * m_gradient[c] + change * curvature) < 0))
                    continue;
                m_best.levels[c] = float(level);
                m_error[c] += change;
                addScaled(hessian.data() + c * n, change, m_gradient.data(), n);
                moved = true;
            }
        }
    }
    RowOutcome finish()
    {
        const double reached = objective();
        const bool kept = !(reached <= m_plain.objective);
        if (kept)
            m_grid->fit(0, m_weights);
        m_grid->store((kept ? m_plain : m_best).stored());
        return {kept ? m_plain.objective : reached, m_plain.objective, kept};
    }

private:
    std::size_t endOf(std::size_t group) const { return std::min((group + 1) * m_grid->group(), m_weights.size()); }
    void decideGroup(std::size_t group)
    {
        const std::size_t f = m_now.factors[group], begin = group * m_grid->group(), count = endOf(group) - begin;
        const RowColumns columns{m_weights.data() + begin, m_lows[f].data() + begin,    m_steps[f].data() + begin,
                                 m_shift.data() + begin,   m_now.levels.data() + begin, m_error.data() + begin,
                                 m_change.data() + begin};
        if (m_grid->points().table.empty())
            decideEven(columns, count, float(m_grid->points().count - 1));
        else
            decideTable(columns, count, m_grid->points());
    }
    double objective() const
    {
        return double(laneSum(0, m_error.size(), [&](std::size_t c) { return m_error[c] * m_gradient[c]; }));
    }

    std::span<const float> m_weights;
    RowGrid* m_grid;
    std::array<std::vector<float>, kFactors.size()> m_lows, m_steps; ///< per column, for each factor
    std::vector<float> m_shift; ///< in steps of the grid
    std::vector<float> m_error; ///< q − w
    std::vector<float> m_change; ///< of it, not yet in the gradient
    std::vector<float> m_gradient; ///< (q − w) H
    std::vector<float> m_range; ///< per group: its factor, not rounded to one of kFactors
    FactorChoice m_now, m_best, m_plain;
};

void propagate(std::vector<LearnedRow>& rows, std::span<const float> hessian, std::size_t columns)
{
    for (std::size_t k = 0; k < columns; k += kHessianRows)
        for (LearnedRow& row : rows)
            row.propagate(hessian.data(), k, std::min(k + kHessianRows, columns));
}

} // namespace

std::vector<RowOutcome> learnRows(std::span<const float> hessian, std::span<const float> weights,
                                  std::span<RowGrid* const> grids, const LearningOptions& options)
{
    const std::size_t columns = grids.empty() ? 0 : grids.front()->columns();
    std::vector<LearnedRow> rows;
    rows.reserve(grids.size());
    for (std::size_t r = 0; r < grids.size(); ++r)
        rows.emplace_back(weights.subspan(r * columns, columns), *grids[r]);
    for (unsigned step = 0; step < options.steps; ++step) {
        for (LearnedRow& row : rows)
            row.decide(step % kRefresh == 0);
        propagate(rows, hessian, columns);
        const float left = 1.0F - float(step) / float(options.steps);
        for (LearnedRow& row : rows) {
            row.judge(step == 0);
            row.learn(left / float(options.steps));
        }
    }
    for (LearnedRow& row : rows)
        row.settle();
    propagate(rows, hessian, columns);
    std::vector<RowOutcome> outcomes;
    for (LearnedRow& row : rows) {
        row.descend(hessian);
        outcomes.push_back(row.finish());
    }
    return outcomes;
}

} // namespace headroom::quant
