// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/logprob.h"

#include <algorithm>
#include <cmath>

namespace headroom::eval {

RowSummary summarize(std::span<const float> logits)
{
    RowSummary out;
    if (logits.empty())
        return out;
    out.top = static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
    const double most = static_cast<double>(logits[out.top]);
    double sum = 0;
    for (const float logit : logits)
        sum += std::exp(static_cast<double>(logit) - most);
    out.logSum = most + std::log(sum);
    return out;
}

double klDivergence(std::span<const float> p, const RowSummary& pRow, std::span<const float> q, const RowSummary& qRow)
{
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        const double logP = static_cast<double>(p[i]) - pRow.logSum;
        const double logQ = static_cast<double>(q[i]) - qRow.logSum;
        sum += std::exp(logP) * (logP - logQ);
    }
    return sum;
}

} // namespace headroom::eval
