// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what one row of logits says, in double precision: ln Σ exp by subtraction of the maximum, the probability of a
// token, and KL(P ‖ Q) = Σ p (ln p - ln q) over the whole vocabulary, in nats.
#pragma once

#include <cstddef>
#include <span>

namespace headroom::eval {

struct RowSummary {
    double logSum = 0; ///< ln Σ exp(logit)
    std::size_t top = 0; ///< the likeliest token, the lowest id among equals
};
RowSummary summarize(std::span<const float> logits);

inline double negativeLogLikelihood(std::span<const float> logits, const RowSummary& row, std::size_t token)
{
    return row.logSum - static_cast<double>(logits[token]);
}

/// Worked number: P = (0.5, 0.5), Q = (0.25, 0.75): 0.5 ln 2 + 0.5 ln(2/3) = 0.1438.
double klDivergence(std::span<const float> p, const RowSummary& pRow, std::span<const float> q, const RowSummary& qRow);

} // namespace headroom::eval
