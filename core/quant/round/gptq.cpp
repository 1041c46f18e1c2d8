// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/gptq.h"

#include <algorithm>
#include <cmath>

namespace headroom::quant {

namespace {

constexpr std::size_t kLazyColumns = 128; ///< columns between two updates of all that follow
constexpr std::size_t kFactorTile = 512; ///< columns whose part of the factor stays in the cache for all rows

/// One row on its way: weights in the order of rounding, and what rounding has done so far.
class CompensatedRow {
public:
    CompensatedRow(const HessianFactor& factor, std::span<const float> original, RowGrid& grid, bool dynamic)
        : m_factor(factor)
        , m_original(original)
        , m_grid(&grid)
        , m_dynamic(dynamic)
        , m_weights(factor.size)
        , m_errors(factor.size)
        , m_levels(factor.size)
        , m_plain(factor.size)
    {
        grid.fit(0, original);
        for (std::size_t c = 0; c < original.size(); ++c)
            m_plain[c] = static_cast<std::uint8_t>(grid.nearest(c, original[c]));
    }

    /// Plain rounding's objective: δ H δᵀ = ‖δ U⁻¹‖², solved column by column.
    void startMeasuring()
    {
        for (std::size_t k = 0; k < m_weights.size(); ++k) {
            const std::size_t column = m_factor.order[k];
            m_weights[k] = m_original[column] - m_grid->value(column, m_plain[column]);
        }
    }
    void measureBlock(std::size_t begin, std::size_t end)
    {
        for (std::size_t k = begin; k < end; ++k)
            settle(k, end, m_weights[k], m_outcome.nearest);
    }

    void startRounding()
    {
        for (std::size_t k = 0; k < m_weights.size(); ++k)
            m_weights[k] = m_original[m_factor.order[k]];
    }
    void roundBlock(std::size_t begin, std::size_t end)
    {
        for (std::size_t k = begin; k < end; ++k) {
            if (m_dynamic && k % m_grid->group() == 0)
                m_grid->fit(k, std::span(m_weights).subspan(k, std::min(m_grid->group(), m_weights.size() - k)));
            const std::size_t column = m_factor.order[k];
            const unsigned level = m_grid->nearest(column, m_weights[k]);
            m_levels[column] = static_cast<std::uint8_t>(level);
            settle(k, end, m_weights[k] - m_grid->value(column, level), m_outcome.objective);
        }
    }

    /// What columns begin … end have lost goes to columns from … to: four rows of the factor at a time.
    void update(std::size_t begin, std::size_t end, std::size_t from, std::size_t to)
    {
        std::size_t k = begin;
        for (; k + 4 <= end; k += 4) {
            const float* a = factorRow(k);
            const float* b = factorRow(k + 1);
            const float* c = factorRow(k + 2);
            const float* d = factorRow(k + 3);
            const float* e = m_errors.data() + k;
            for (std::size_t j = from; j < to; ++j)
                m_weights[j] -= (e[0] * a[j] + e[1] * b[j]) + (e[2] * c[j] + e[3] * d[j]);
        }
        for (; k < end; ++k)
            subtract(k, from, to);
    }

    RowOutcome finish()
    {
        m_outcome.keptNearest = !(m_outcome.objective <= m_outcome.nearest);
        if (m_outcome.keptNearest) {
            m_outcome.objective = m_outcome.nearest;
            if (m_dynamic)
                m_grid->fit(0, m_original);
        }
        m_grid->store(m_outcome.keptNearest ? m_plain : m_levels);
        return m_outcome;
    }

private:
    const float* factorRow(std::size_t k) const { return m_factor.upper.data() + k * m_factor.size; }

    void settle(std::size_t k, std::size_t end, float difference, double& objective)
    {
        m_errors[k] = difference / factorRow(k)[k];
        objective += double(m_errors[k]) * double(m_errors[k]);
        subtract(k, k + 1, end);
    }

    void subtract(std::size_t k, std::size_t from, std::size_t to)
    {
        const float error = m_errors[k];
        const float* factor = factorRow(k);
        for (std::size_t j = from; j < to; ++j)
            m_weights[j] -= error * factor[j];
    }

    const HessianFactor& m_factor;
    std::span<const float> m_original;
    RowGrid* m_grid;
    bool m_dynamic;
    std::vector<float> m_weights;
    std::vector<float> m_errors;
    std::vector<std::uint8_t> m_levels;
    std::vector<std::uint8_t> m_plain;
    RowOutcome m_outcome;
};

/// Block after block through all columns; between blocks the rows share each tile of the factor.
template <class Step> void sweep(std::vector<CompensatedRow>& rows, std::size_t columns, std::size_t block, Step step)
{
    for (std::size_t begin = 0; begin < columns; begin += block) {
        const std::size_t end = std::min(begin + block, columns);
        for (CompensatedRow& row : rows)
            step(row, begin, end);
        for (std::size_t tile = end; tile < columns; tile += kFactorTile)
            for (CompensatedRow& row : rows)
                row.update(begin, end, tile, std::min(tile + kFactorTile, columns));
    }
}

} // namespace

std::vector<RowOutcome> roundRows(const HessianFactor& factor, std::span<const float> weights,
                                  std::span<RowGrid* const> grids, const RoundingOptions& options)
{
    const bool dynamic = !options.staticGroups && std::ranges::is_sorted(factor.order);
    std::vector<CompensatedRow> rows;
    for (std::size_t r = 0; r < grids.size(); ++r)
        rows.emplace_back(factor, weights.subspan(r * factor.size, factor.size), *grids[r], dynamic);
    for (CompensatedRow& row : rows)
        row.startMeasuring();
    sweep(rows, factor.size, kLazyColumns,
          [](CompensatedRow& row, std::size_t begin, std::size_t end) { row.measureBlock(begin, end); });
    for (CompensatedRow& row : rows)
        row.startRounding();
    // A group's scales must see all of its compensated weights: blocks hold whole groups.
    const std::size_t group = grids.empty() ? 1 : grids.front()->group();
    const std::size_t block = dynamic ? std::max(kLazyColumns / group, std::size_t{1}) * group : kLazyColumns;
    sweep(rows, factor.size, block,
          [](CompensatedRow& row, std::size_t begin, std::size_t end) { row.roundBlock(begin, end); });
    std::vector<RowOutcome> outcomes;
    for (CompensatedRow& row : rows)
        outcomes.push_back(row.finish());
    return outcomes;
}

} // namespace headroom::quant
