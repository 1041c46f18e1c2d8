// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: which type for which tensor of this model, under a budget of bytes or of divergence. Predicted damage of a
// tensor in a type is its noise to signal (quant/typeerror.h) times how much its group's noise costs at the logits,
// measured once per group: KL divergence grows with the square of a small disturbance, and those of different tensors
// add up. The mixture is then measured as a whole, beside the preset that is nearest in size, so that the prediction is
// judged too.
#pragma once

#include "core/base/remark.h"
#include "core/search/allocate.h"
#include "core/search/sensitivity.h"

#include <optional>

namespace headroom::search {

struct SearchBudget { ///< one of them
    std::optional<std::uint64_t> fileBytes; ///< of the whole artifact
    std::optional<double> bitsPerWeight; ///< tensor bytes over parameters
    std::optional<double> meanKld; ///< nat per token, as measured; needs a text
};

struct SearchOptions {
    std::filesystem::path model;
    std::filesystem::path text; ///< empty: damage is noise to signal alone, all tensors alike, and nothing is measured
    std::filesystem::path imatrix;
    SearchBudget budget;
    std::vector<tensor::Type> types; ///< to choose from, beside leaving a tensor as it is; empty: defaultSearchTypes()
    Grouping grouping = Grouping::Kind;
    eval::EvalOptions evaluation;
    bool allowRequantize = false;
};
std::span<const tensor::Type> defaultSearchTypes();

struct SearchTensor {
    std::string name;
    tensor::Type from = tensor::Type::F32;
    tensor::Type to = tensor::Type::F32;
    std::uint64_t bytes = 0;
    double damage = 0; ///< predicted; nat with a text, else noise to signal
    bool fixed = false; ///< there was nothing to choose: a norm, a bias, a shape that no type fits
};

/// The next better type of a tensor: what a few bytes more would bring.
struct Upgrade {
    std::string tensor;
    tensor::Type from = tensor::Type::F32;
    tensor::Type to = tensor::Type::F32;
    std::uint64_t moreBytes = 0;
    double lessDamage = 0;
    double perMib() const;
};

struct SearchMeasurement {
    eval::CandidateResult mixture;
    std::string referencePreset; ///< the largest preset that is no larger than the mixture; empty: none is
    std::optional<eval::CandidateResult> reference;
    std::optional<eval::PairDifference> difference; ///< reference minus mixture: positive where the mixture is better
    double noiseFloorMeanKld = 0;
    eval::Conditions conditions;
};

struct SearchResult {
    quant::Preset preset; ///< what was found, for `quantize --preset-file`
    std::uint64_t outputBytes = 0; ///< of the artifact that this preset will give, exact
    std::uint64_t tensorBytes = 0;
    double bitsPerWeight = 0;
    double damage = 0; ///< predicted, of all tensors together
    std::vector<SearchTensor> tensors;
    std::vector<search::Slot> choices; ///< per tensor, every type with its predicted damage: what the front is made of
    std::vector<GroupSensitivity> groups; ///< as measured at probeType; empty without a text
    tensor::Type probeType = tensor::Type::Q4_K;
    std::vector<search::ParetoFront::Point> front; ///< tensor bytes and damage, for every budget
    std::vector<Upgrade> upgrades; ///< most damage saved per byte first
    std::optional<SearchMeasurement> measured;
    Remarks warnings;
};

/// Deterministic. Needs disk space for two copies of the model among the temporary files where a text is given. Reports
/// stages "errors", "sensitivity" and "compare". Errors: those of quantizing and comparing; InvalidArgument for a
/// budget that cannot be met (it says what the least is) or is missing or given twice.
Result<SearchResult> search(const SearchOptions& options, JobControl& control);
Json toJson(const SearchResult& result);
/// The choices of a result that toJson() wrote: ParetoFront::of() them gives every other mixture. Errors: Corrupt
/// naming tensor and key.
Result<std::vector<search::Slot>> choicesFromJson(const Json& result);

} // namespace headroom::search
