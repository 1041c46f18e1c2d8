// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What is known before any measurement: kernels that only read reach three quarters of the bandwidth, give or take a
// third; products half of the peak; a layer costs some 40 µs beside. Deviations by vendor, silicon and format are
// smaller, by a single card of known silicon smaller still: that keeps a card with two odd measurements near its kin.
#include "core/plan/expected/rates.h"

#include "core/base/csv.h"
#include "core/machine/cataloguedata.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace headroom::plan {

namespace {

constexpr std::array<std::string_view, kRateCount> kRates{"read",      "cache", "vector", "compute", "fill",
                                                          "attention", "layer", "step",   "wait"};
constexpr std::array<std::string_view, kFactorCount> kFactors{"vendor",  "silicon",  "card",    "format",
                                                              "mixture", "no_flash", "backend", "year"};
constexpr std::array<std::string_view, kNearnessCount> kNearnesses{"same card and format", "same card",
                                                                   "same generation", "same vendor", "none"};
constexpr std::array<std::string_view, kPhaseCount> kPhases{"decode", "batched decode", "prefill"};

constexpr std::array kInfluences{
    Influence{Rate::Read, 0, -0.29, 0.3},
    Influence{Rate::Read, kFormat, 0, 0.15},
    Influence{Rate::Read, kVendor, 0, 0.15},
    Influence{Rate::Read, kSilicon, 0, 0.2},
    Influence{Rate::Read, kSilicon | kFormat, 0, 0.15},
    Influence{Rate::Read, kBackend, 0, 0.1},
    Influence{Rate::Read, kSilicon | kBackend, 0, 0.1},
    Influence{Rate::Read, kVendor | kYear, 0, 0.1},
    Influence{Rate::Read, kMixture, -0.22, 0.3},
    Influence{Rate::Read, kSilicon | kMixture, 0, 0.15},
    Influence{Rate::Read, kCard, 0, 0.1},
    Influence{Rate::Cache, 0, -0.5, 0.4},
    Influence{Rate::Cache, kSilicon, 0, 0.3},
    Influence{Rate::Cache, kBackend, 0, 0.3},
    Influence{Rate::Cache, kNoFlash, 0, 0.3},
    Influence{Rate::Vector, 0, -2, 0.5},
    Influence{Rate::Vector, kSilicon, 0, 0.3},
    Influence{Rate::Vector, kFormat, 0, 0.3},
    Influence{Rate::Compute, 0, -0.6, 0.4},
    Influence{Rate::Compute, kFormat, 0, 0.25},
    Influence{Rate::Compute, kVendor, 0, 0.3},
    Influence{Rate::Compute, kSilicon, 0, 0.4},
    Influence{Rate::Compute, kSilicon | kFormat, 0, 0.3},
    Influence{Rate::Compute, kBackend, 0, 0.2},
    Influence{Rate::Compute, kSilicon | kBackend, 0, 0.2},
    Influence{Rate::Compute, kVendor | kYear, 0, 0.2},
    Influence{Rate::Compute, kMixture, 0, 0.3},
    Influence{Rate::Compute, kSilicon | kMixture, 0, 0.3},
    Influence{Rate::Compute, kCard, 0, 0.15},
    Influence{Rate::Fill, 0, 3.2, 0.7},
    Influence{Rate::Fill, kSilicon, 0, 0.5},
    Influence{Rate::Fill, kBackend, 0, 0.3},
    Influence{Rate::Attention, 0, -1.4, 0.5},
    Influence{Rate::Attention, kSilicon, 0, 0.4},
    Influence{Rate::Attention, kBackend, 0, 0.3},
    Influence{Rate::Attention, kNoFlash, -0.7, 0.5},
    Influence{Rate::Attention, kSilicon | kNoFlash, 0, 0.4},
    Influence{Rate::Layer, 0, -10.1, 0.7},
    Influence{Rate::Layer, kVendor, 0, 0.4},
    Influence{Rate::Layer, kSilicon, 0, 0.5},
    Influence{Rate::Layer, kBackend, 0, 0.4},
    Influence{Rate::Layer, kVendor | kYear, 0, 0.3},
    Influence{Rate::Layer, kMixture, 0.4, 0.4},
    Influence{Rate::Layer, kCard, 0, 0.2},
    Influence{Rate::Step, 0, -8.1, 1.0},
    Influence{Rate::Step, kSilicon, 0, 0.5},
    Influence{Rate::Wait, 0, -1.6, 0.5},
    Influence{Rate::Wait, kSilicon, 0, 0.3},
};

std::string keyOf(std::string_view engine, std::string_view rate, std::string_view condition)
{
    return fmt::format("{}|{}|{}", engine, rate, condition);
}

} // namespace

std::string_view rateName(Rate rate)
{
    return kRates[static_cast<std::size_t>(rate)];
}

std::string_view nearnessName(Nearness nearness)
{
    return kNearnesses[static_cast<std::size_t>(nearness)];
}

std::string_view phaseName(Phase phase)
{
    return kPhases[static_cast<std::size_t>(phase)];
}

std::span<const Influence> influences()
{
    return kInfluences;
}

std::string_view formatOf(double bitsPerWeight)
{
    constexpr double kSixteen = 12, kEight = 7.5, kSix = 5.3, kFour = 4.05;
    return bitsPerWeight >= kSixteen ? "16 bit"
        : bitsPerWeight >= kEight    ? "8 bit"
        : bitsPerWeight >= kSix      ? "5-6 bit"
        : bitsPerWeight >= kFour     ? "4 bit"
                                     : "2-3 bit";
}

const std::string& Setting::of(Factor factor) const
{
    return factors[static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(factor)))];
}

void Setting::set(Factor factor, std::string value)
{
    factors[static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(factor)))] = std::move(value);
}

bool holds(const Setting& setting, unsigned factors)
{
    for (std::size_t i = 0; i < kFactorCount; ++i)
        if ((factors >> i & 1U) != 0 && setting.factors[i].empty())
            return false;
    return true;
}

std::string conditionOf(const Setting& setting, unsigned factors)
{
    std::string condition;
    for (std::size_t i = 0; i < kFactorCount; ++i)
        if ((factors >> i & 1U) != 0)
            condition += fmt::format("{}{}={}", condition.empty() ? "" : "; ", kFactors[i], setting.factors[i]);
    return condition;
}

Result<LearnedRates> LearnedRates::parse(std::string_view csv, std::string_view where)
{
    const auto table = CsvTable::parse(csv, where);
    if (!table)
        return tl::unexpected(table.error());
    LearnedRates learned;
    for (std::size_t row = 0; row < table->rows(); ++row) {
        const auto ln = table->number(row, "ln");
        const auto rows = table->integer(row, "rows");
        if (!ln || !rows)
            return fail(ErrorCode::Corrupt, fmt::format("{}, row {}", where, row + 2),
                        fmt::format("column {} is no number", ln ? "rows" : "ln"));
        learned.m_entries.push_back({keyOf(table->text(row, "engine"), table->text(row, "rate"), //
                                           table->text(row, "condition")),
                                     *ln, static_cast<std::uint32_t>(*rows)});
        if (table->text(row, "rate") == kRates.front() && table->text(row, "condition").empty())
            learned.m_measurements += *rows;
    }
    std::ranges::sort(learned.m_entries, {}, &Entry::key);
    return learned;
}

const LearnedRates& LearnedRates::builtIn()
{
    // Part of the program, and checked by its tests: a table that does not parse is empty.
    static const LearnedRates kLearned = parse(machine::speedCsv(), "speed.csv").value_or(LearnedRates());
    return kLearned;
}

const LearnedRates::Entry* LearnedRates::find(const std::string& key) const
{
    const auto found = std::ranges::lower_bound(m_entries, key, {}, &Entry::key);
    return found != m_entries.end() && found->key == key ? &*found : nullptr;
}

bool LearnedRates::knows(std::string_view engine) const
{
    return find(keyOf(engine, kRates.front(), "")) != nullptr;
}

Rates LearnedRates::rates(const Setting& setting) const
{
    Rates rates{};
    for (const Influence& influence : kInfluences) {
        if (!holds(setting, influence.factors))
            continue;
        const Entry* entry
            = find(keyOf(setting.engine, rateName(influence.rate), conditionOf(setting, influence.factors)));
        rates[static_cast<std::size_t>(influence.rate)] += entry ? entry->ln : influence.mean;
    }
    return rates;
}

Nearness LearnedRates::nearness(const Setting& setting) const
{
    constexpr std::array kAsked{
        std::pair{Nearness::CardAndFormat, kCard | kFormat},
        std::pair{Nearness::Card, unsigned(kCard)},
        std::pair{Nearness::Silicon, unsigned(kSilicon)},
        std::pair{Nearness::Vendor, unsigned(kVendor)},
    };
    for (const auto& [nearness, factors] : kAsked)
        if (holds(setting, factors) && find(keyOf(setting.engine, "measured", conditionOf(setting, factors))))
            return nearness;
    return Nearness::None;
}

Spread LearnedRates::spread(std::string_view engine, Phase phase, Nearness nearness) const
{
    for (auto i = static_cast<std::size_t>(nearness); i < kNearnessCount; ++i)
        if (const Entry* entry = find(keyOf(engine, "spread", fmt::format("{}, {}", phaseName(phase), kNearnesses[i]))))
            return {entry->ln, i == static_cast<std::size_t>(nearness) ? entry->rows : 0};
    constexpr double kUnknown = 1.1; // a factor of three either way
    return {kUnknown, 0};
}

} // namespace headroom::plan
