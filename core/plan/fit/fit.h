// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the rates of expected/rates.h are the most probable ones, given measurements and what was held probable before
// them: maximum a posteriori, Gauss-Newton on ln(tokens/s), errors of Student's t with four degrees of freedom (a
// measurement that went wrong pulls little). Of each card all measurements together weigh as the square root of their
// number, so that a card that everybody measures is not the whole fit. Gelman et al., Bayesian Data Analysis, ch.
// 5, 17.
#pragma once

#include "core/base/control.h"
#include "core/plan/fit/measurement.h"

namespace headroom::plan {

struct Predicted {
    std::string id, where, source;
    Phase phase;
    double measured = 0, predicted = 0; ///< tokens/s, by a fit without this row
    double otherModels = 0; ///< by a fit that had nothing of this model
    double unseen = 0; ///< by a fit that never saw the card
    double low = 0, high = 0;
    double weight = 0; ///< cards weigh alike
};

struct Fitted {
    std::string csv; ///< columns engine, rate, condition, ln, rows, as LearnedRates reads them
    std::vector<Predicted> rows; ///< worst first
    std::map<std::string, std::size_t> leftOut; ///< by reason, those of the measurements among them
};

/// Of one engine. Errors: InvalidArgument (nothing to learn from), Cancelled.
Result<Fitted> fitRates(const Measurements& measurements, JobControl& control);

} // namespace headroom::plan
