// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: statistics are only as good as the text behind them. Says what a calibration text covers (context positions,
// vocabulary, scripts, code and JSON, experts) and warns of what it does not.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/remark.h"
#include "core/quant/calibrate/inputstatistics.h"
#include "core/quant/calibrate/samples.h"

#include <array>

namespace headroom::quant {

struct ScriptShare {
    std::string_view script; ///< "Latin", "Han", "other"
    double share = 0; ///< of all letters
};

struct ExpertCoverage {
    std::string tensor;
    std::size_t experts = 0;
    std::size_t reached = 0;
    std::uint64_t fewestRows = 0;
    std::uint64_t mostRows = 0;
};

struct Coverage {
    std::size_t samples = 0;
    std::size_t tokens = 0;
    std::array<std::size_t, 8> positions{}; ///< tokens in each eighth of the context
    std::size_t distinctTokens = 0;
    double vocabularyShare = 0;
    std::array<std::size_t, 10>
        frequencyDeciles{}; ///< distinct tokens that make up each tenth of the text, frequent first
    std::vector<ScriptShare> scripts; ///< largest first, without those that are absent
    double codeShare = 0; ///< of all lines: look like source code
    double jsonShare = 0; ///< of all lines: look like JSON
    std::vector<ExpertCoverage> experts; ///< one per tensor of experts
    Remarks warnings;
};

struct CoverageContext {
    std::uint32_t vocabulary = 0;
    std::uint32_t trainedContext = 0; ///< 0: unknown
    std::uint32_t servingContext = 0; ///< 0: the trained one
};

Coverage coverageOf(const Samples& samples, std::span<const InputStatistics> statistics,
                    const CoverageContext& context);
Json toJson(const Coverage& coverage);

} // namespace headroom::quant
