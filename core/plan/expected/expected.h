// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a ceiling is what no engine exceeds; a buyer wants what an engine reaches, and how sure that is. The same step,
// the same bytes and FLOP, at the rates that were learned of the engine on such silicon, with the interval in which
// nine of ten measurements were that had no part in learning them. Pure arithmetic.
#pragma once

#include "core/plan/expected/rates.h"
#include "core/plan/step.h"

namespace headroom::plan {

/// Of a device's part of this situation.
Setting settingOf(const Situation& situation, const Device& device);
/// One for each device, in their order.
std::vector<Rates> ratesOf(const Situation& situation, const LearnedRates& learned);

/// Seconds of a device's part of a step. Reading and computing overlap but for a corner, (r⁴ + c⁴)^¼; caches are read
/// and attention computed beside, likewise; every layer costs its own.
double expectedSeconds(const Work& work, const Rates& rates);

/// Of a step: of the slowest device of each stage, and the time of the links.
struct ExpectedStep {
    std::vector<double> stages; ///< seconds
    double transfers = 0, start = 0; ///< seconds; start: what a step costs beside its layers
    double wait = 0; ///< see Rate::Wait
    double seconds() const;
};
ExpectedStep expectedStep(const Situation& situation, const StepTime& step, std::span<const Rates> rates);

/// Seconds of so many equal batches of a prompt, of which one takes `stages` and `perBatch` beside. In a pipeline they
/// follow each other through the stages, and each waits for `wait` of the time of all stages longer than it must.
double promptSeconds(const Situation& situation, std::span<const double> stages, double perBatch, double batches,
                     double wait = 0);

double promptSeconds(const Situation& situation, const ExpectedStep& step, double batches);

/// What the plan, whose memory is planned, says of decode and prefill beside the ceilings; nothing where the model does
/// not fit, and for engines of which nothing was learned.
void planExpected(const Situation& situation, const StepTime& decode, Plan& plan);

} // namespace headroom::plan
