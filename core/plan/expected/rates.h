// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how much of the hardware's peaks an engine reaches, and what every layer costs beside. That is not computed but
// learned: fit/ learns it from published measurements, resources/catalogue/speed.csv keeps what was learned, and this
// table says what each figure may depend on. ln rate = Σ of what was learned for each of the conditions that hold, so
// that a card of which nothing is known has the figures of its generation, and a new generation those of its vendor.
#pragma once

#include "core/base/result.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace headroom::plan {

enum class Rate : std::uint8_t {
    Read, ///< share of the memory bandwidth at which weights are read
    Cache, ///< likewise keys, values and states
    Vector, ///< share of the FP16 rate in products of few tokens with weights, one vector at a time
    Compute, ///< likewise of many tokens, matrix with matrix
    Fill, ///< tokens' worth of work that every such product costs beside its own: tiles that are not full
    Attention, ///< likewise in products with keys and values
    Layer, ///< seconds of a layer that are neither
    Step, ///< seconds of a step that are neither
    Wait, ///< share of a batch's time by which the next one is later than the slowest device lets it, in a pipeline
};
inline constexpr std::size_t kRateCount = 9;
std::string_view rateName(Rate rate); ///< "read", as in the catalogue

/// ln of each, in the order of Rate.
using Rates = std::array<double, kRateCount>;

/// What they depend on.
enum Factor : unsigned {
    kVendor = 1U << 0U,
    kSilicon = 1U << 1U, ///< see machine::siliconOf()
    kCard = 1U << 2U,
    kFormat = 1U << 3U, ///< see formatOf()
    kMixture = 1U << 4U, ///< a mixture of experts
    kNoFlash = 1U << 5U, ///< without flash attention
    kBackend = 1U << 6U, ///< of the engine, where a measurement names one of several
    kYear = 1U << 7U, ///< of the engine's build
};
inline constexpr std::size_t kFactorCount = 8;

/// Where a rate is asked for.
struct Setting {
    std::string engine; ///< "llama.cpp"
    std::array<std::string, kFactorCount> factors; ///< in the order of Factor; "yes" for what holds or not

    const std::string& of(Factor factor) const;
    void set(Factor factor, std::string value);
};

/// "16 bit", "8 bit", "5-6 bit", "4 bit", "2-3 bit", by the mean of the weights.
std::string_view formatOf(double bitsPerWeight);

/// A rate may depend on these factors together; how much, in ln, is one number for each combination of their values,
/// before any measurement normally distributed around `mean`.
struct Influence {
    Rate rate;
    unsigned factors;
    double mean, deviation;
};
std::span<const Influence> influences();
/// "silicon=NVIDIA 8.6; format=4 bit"; empty for no factors; nothing where one of them has no value.
std::string conditionOf(const Setting& setting, unsigned factors);
bool holds(const Setting& setting, unsigned factors);

/// How near the nearest measurements are, nearest first.
enum class Nearness : std::uint8_t { CardAndFormat, Card, Silicon, Vendor, None };
inline constexpr std::size_t kNearnessCount = 5;
std::string_view nearnessName(Nearness nearness); ///< "same card and format", as in the catalogue

enum class Phase : std::uint8_t { Decode, Batch, Prefill }; ///< Batch: decode of several requests
inline constexpr std::size_t kPhaseCount = 3;
std::string_view phaseName(Phase phase); ///< "decode", "batched decode", "prefill"

/// How far nine in ten of measurements that had no part in a fit were from its prediction, in ln either way.
struct Spread {
    double ln = 0;
    std::uint32_t rows = 0; ///< so many; 0: too few of this kind, taken from the next farther one
};

/// What was learned of engines.
class LearnedRates {
public:
    /// Errors: Corrupt, naming line and column.
    static Result<LearnedRates> parse(std::string_view csv, std::string_view where);
    /// The one that is compiled in.
    static const LearnedRates& builtIn();

    bool knows(std::string_view engine) const;
    Rates rates(const Setting& setting) const;
    Nearness nearness(const Setting& setting) const;
    Spread spread(std::string_view engine, Phase phase, Nearness nearness) const;
    std::size_t measurements() const { return m_measurements; } ///< that all this was learned from

private:
    struct Entry {
        std::string key; ///< engine, rate and condition
        double ln;
        std::uint32_t rows;
    };
    const Entry* find(const std::string& key) const;

    std::vector<Entry> m_entries; ///< by key
    std::size_t m_measurements = 0;
};

} // namespace headroom::plan
