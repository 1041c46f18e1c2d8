// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/tensor/refine.h"

#include "core/tensor/half.h"
#include "core/tensor/levels.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

namespace headroom::tensor {

namespace {

constexpr int kNoField = -1;

/// Where a block's scales stand: halves (d, then a minimum or its scale), or bytes that are floats of eight bits.
struct ScaleFields {
    Type type;
    std::array<int, 4> offsets;
    bool halves = true;
};
constexpr std::array kTable{
    ScaleFields{Type::Q4_0, {0, kNoField}},         ScaleFields{Type::Q4_1, {0, 2, kNoField}},
    ScaleFields{Type::Q5_0, {0, kNoField}},         ScaleFields{Type::Q5_1, {0, 2, kNoField}},
    ScaleFields{Type::Q8_0, {0, kNoField}},         ScaleFields{Type::Q2_K, {80, 82, kNoField}},
    ScaleFields{Type::Q3_K, {108, kNoField}},       ScaleFields{Type::Q4_K, {0, 2, kNoField}},
    ScaleFields{Type::Q5_K, {0, 2, kNoField}},      ScaleFields{Type::Q6_K, {208, kNoField}},
    ScaleFields{Type::IQ2_XXS, {0, kNoField}},      ScaleFields{Type::IQ2_XS, {0, kNoField}},
    ScaleFields{Type::IQ2_S, {0, kNoField}},        ScaleFields{Type::IQ3_XXS, {0, kNoField}},
    ScaleFields{Type::IQ3_S, {0, kNoField}},        ScaleFields{Type::IQ1_S, {0, kNoField}},
    ScaleFields{Type::IQ4_NL, {0, kNoField}},       ScaleFields{Type::IQ4_XS, {0, kNoField}},
    ScaleFields{Type::TQ1_0, {52, kNoField}},       ScaleFields{Type::TQ2_0, {64, kNoField}},
    ScaleFields{Type::Q1_0, {0, kNoField}},         ScaleFields{Type::Q2_0, {0, kNoField}},
    ScaleFields{Type::MXFP4, {0, kNoField}, false}, ScaleFields{Type::NVFP4, {0, 1, 2, 3}, false},
};

/// First wide, then close to what was found.
constexpr std::array kWide{0.80F, 0.84F, 0.88F, 0.92F, 0.94F, 0.96F, 0.98F, 1.02F, 1.04F, 1.06F, 1.08F, 1.12F, 1.16F};
constexpr std::array kClose{0.985F, 0.99F, 0.995F, 0.9995F, 1.0005F, 1.005F, 1.01F, 1.015F};
constexpr std::array kSteps{-2, -1, 1, 2};

/// Sums of squared errors over a block. Less of the plain one alone gives Q2_K and Q3_K a higher divergence than the
/// reference has (measured on a trained model): with few bits the large weights matter most.
struct Cost {
    double large = 0; ///< with h · w²: to become less
    double plain = 0; ///< with 1: not to become more
};

class Refiner {
public:
    Refiner(const ScaleFields& fields, std::span<const float> row, std::span<const float> importance,
            std::span<std::byte> packed)
        : m_fields(fields)
        , m_format(format(fields.type))
        , m_levels(findLevels(fields.type))
        , m_row(row)
        , m_importance(importance)
        , m_best(packed)
        , m_trial(packed.size())
        , m_decoded(row.size())
        , m_low(m_levels ? row.size() : 0)
        , m_step(m_low.size())
        , m_chosen(m_low.size())
    {
    }

    void run()
    {
        m_costs = costsOf(m_best);
        m_limits = m_costs;
        attempt([](std::span<std::byte>) {});
        if (!m_fields.halves)
            return varyBytes();
        for (const float factor : kWide)
            varyHalves(factor);
        for (const float factor : kClose)
            varyHalves(factor);
    }

private:
    std::size_t blocks() const { return m_row.size() / m_format.blockSize; }
    std::span<std::byte> blockOf(std::span<std::byte> packed, std::size_t block) const
    {
        return packed.subspan(block * m_format.blockBytes, m_format.blockBytes);
    }

    std::vector<Cost> costsOf(std::span<const std::byte> packed)
    {
        m_format.decode(packed, m_decoded);
        std::vector<Cost> costs(blocks());
        for (std::size_t i = 0; i < m_row.size(); ++i) {
            const double difference = double(m_row[i]) - double(m_decoded[i]);
            Cost& cost = costs[i / m_format.blockSize];
            cost.plain += difference * difference;
            const double importance = m_importance.empty() ? 1.0 : double(m_importance[i]);
            const double square = double(m_row[i]) * double(m_row[i]);
            cost.large += importance * square * difference * difference;
        }
        return costs;
    }

    /// change(block) on a copy of every block, the nearest levels for it, and the better of both.
    template <class Change> void attempt(Change change)
    {
        std::ranges::copy(m_best, m_trial.begin());
        for (std::size_t b = 0; b < blocks(); ++b)
            change(blockOf(m_trial, b));
        if (m_levels) {
            levelGrid(*m_levels, m_trial, m_low, m_step);
            for (std::size_t i = 0; i < m_row.size(); ++i)
                m_chosen[i] = static_cast<std::uint8_t>(m_levels->points.nearest((m_row[i] - m_low[i]) / m_step[i]));
            writeLevels(*m_levels, m_chosen, m_trial);
        }
        const auto costs = costsOf(m_trial);
        for (std::size_t b = 0; b < blocks(); ++b) {
            if (!(costs[b].large < m_costs[b].large && costs[b].plain <= m_limits[b].plain))
                continue;
            std::ranges::copy(blockOf(m_trial, b), blockOf(m_best, b).begin());
            m_costs[b] = costs[b];
        }
    }

    void varyHalves(float factor)
    {
        for (const int offset : m_fields.offsets) {
            if (offset == kNoField)
                break;
            attempt([&](std::span<std::byte> block) {
                std::uint16_t bits = 0;
                std::memcpy(&bits, block.data() + offset, sizeof bits);
                bits = floatToHalf(halfToFloat(bits) * factor);
                std::memcpy(block.data() + offset, &bits, sizeof bits);
            });
        }
    }

    void varyBytes()
    {
        for (const int offset : m_fields.offsets) {
            if (offset == kNoField)
                break;
            for (const int step : kSteps)
                attempt([&](std::span<std::byte> block) {
                    auto& byte = block[static_cast<std::size_t>(offset)];
                    byte = static_cast<std::byte>(std::clamp(static_cast<int>(byte) + step, 0, 0x7E + 0x80));
                });
        }
    }

    const ScaleFields& m_fields;
    const Format& m_format;
    const Levels* m_levels; ///< null: only the scale varies
    std::span<const float> m_row;
    std::span<const float> m_importance;
    std::span<std::byte> m_best;
    std::vector<std::byte> m_trial;
    std::vector<float> m_decoded, m_low, m_step;
    std::vector<std::uint8_t> m_chosen;
    std::vector<Cost> m_costs;
    std::vector<Cost> m_limits; ///< of each block as it came
};

} // namespace

void refineRow(Type type, std::span<const float> row, std::span<const float> importance, std::span<std::byte> packed)
{
    const auto* fields = std::ranges::find(kTable, type, &ScaleFields::type);
    if (fields == kTable.end())
        return;
    Refiner(*fields, row, importance, packed).run();
}

} // namespace headroom::tensor
