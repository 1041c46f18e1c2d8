// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what error-compensated rounding needs to know of a format, one row at a time: which values each column can take
// once its group's scales are fixed. Two kinds: any GGUF block format whose levels can be chosen, its scales found by
// the format's own importance-weighted search; and plain integers with a scale (and zero) per group.
#pragma once

#include "core/tensor/levels.h"

#include <vector>

namespace headroom::quant {

class RowGrid {
public:
    RowGrid(tensor::LevelPoints points, std::size_t group, std::size_t columns)
        : m_points(points), m_group(group), m_low(columns), m_step(columns)
    {
    }
    virtual ~RowGrid() = default;

    std::size_t columns() const { return m_low.size(); }
    std::size_t group() const { return m_group; } ///< columns that share scales

    /// Finds the scales of whole groups from `first` on; `weights` are theirs.
    virtual void fit(std::size_t first, std::span<const float> weights) = 0;
    /// As fit of the whole row for its weights times a factor, another one for each group.
    virtual void fitScaled(std::span<const float> weights, std::span<const float> factors);
    /// Keeps the levels, one per column, in the form of the format.
    virtual void store(std::span<const std::uint8_t> levels) = 0;

    const tensor::LevelPoints& points() const { return m_points; }
    std::span<const float> lows() const { return m_low; } ///< value of level 0, per column
    std::span<const float> steps() const { return m_step; } ///< per unit of a point; may be negative
    unsigned nearest(std::size_t column, float weight) const
    {
        return m_points.nearest((weight - m_low[column]) / m_step[column]);
    }
    float value(std::size_t column, unsigned level) const
    {
        return m_low[column] + m_points.point(level) * m_step[column];
    }

protected:
    std::span<float> low() { return m_low; }
    std::span<float> step() { return m_step; }

private:
    tensor::LevelPoints m_points;
    std::size_t m_group;
    std::vector<float> m_low;
    std::vector<float> m_step;
};

/// Writes into `packed`, which it does not own: the row's bytes.
class BlockGrid final : public RowGrid {
public:
    /// importance: one per column, or empty.
    BlockGrid(const tensor::Levels& levels, std::span<const float> importance, std::size_t columns,
              std::span<std::byte> packed);
    void fit(std::size_t first, std::span<const float> weights) override;
    void fitScaled(std::span<const float> weights, std::span<const float> factors) override;
    void store(std::span<const std::uint8_t> levels) override;

private:
    const tensor::Levels& m_levels;
    std::span<const float> m_importance;
    std::span<std::byte> m_packed;
};

struct IntegerScheme {
    unsigned bits = 4; ///< 2 … 8
    std::size_t group = 128; ///< columns; 0: the whole row
    bool symmetric = true; ///< the zero stands in the middle: -2^(bits-1)+1 … 2^(bits-1)-1
    bool search = true; ///< shrinks the range where that lowers the weighted squared error
};

/// weight = scale · (level - zero)
struct IntegerRow {
    std::vector<std::uint8_t> levels;
    std::vector<float> scales; ///< one per group, each a value of binary16
    std::vector<std::uint8_t> zeros;
};

class IntegerGrid final : public RowGrid {
public:
    IntegerGrid(const IntegerScheme& scheme, std::span<const float> importance, std::size_t columns, IntegerRow& out);
    void fit(std::size_t first, std::span<const float> weights) override;
    void store(std::span<const std::uint8_t> levels) override;

private:
    void fitGroup(std::size_t first, std::span<const float> weights);
    double errorOf(std::size_t first, std::span<const float> weights, float scale, float zero) const;

    IntegerScheme m_scheme;
    std::span<const float> m_importance;
    IntegerRow& m_out;
};

} // namespace headroom::quant
