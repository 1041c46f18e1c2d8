// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what others measured, put into the planner's own words, so that a prediction of it is the plan that a user would
// get. What cannot be put so, or was measured otherwise than plainly, is left out with its reason.
#pragma once

#include "core/plan/expected/rates.h"
#include "core/plan/plan.h"

#include <map>

namespace headroom::plan {

struct Measurement {
    std::string id; ///< of its row
    std::string source; ///< address
    std::string where; ///< card, model, type, phase, in words
    PlanRequest request; ///< context: the tokens looked back at; promptTokens: of a prefill
    Phase phase = Phase::Decode;
    double depth = 0; ///< tokens in the cache before the prompt
    double perSecond = 0; ///< tokens, all requests together
    std::string year; ///< of the engine's build; empty: not told
    std::string backend; ///< "vulkan"; empty: the engine's usual one
    std::string model; ///< of the catalogue
};

struct Measurements {
    std::vector<Measurement> rows;
    std::map<std::string, std::size_t> leftOut; ///< by reason
};

/// A table with the columns hardware, count, engine, model, parameters_b, quant, kv, flash_attn, phase, prompt_tokens,
/// depth, concurrency, value, unit, notes and, if there is one, id. Errors: Corrupt, naming what is missing.
Result<Measurements> readMeasurements(std::string_view csv, const std::string& where);

} // namespace headroom::plan
