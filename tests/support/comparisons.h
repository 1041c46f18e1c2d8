// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: comparisons made by hand, as tests of verdicts and of the window need them.
#pragma once

#include "core/eval/compare.h"

namespace headroom::test {

/// In place of what was measured of it before. Without an interval: for a metric that has none.
inline eval::Measurement& measure(eval::CandidateResult& candidate, std::string_view metric, double value,
                                  std::optional<eval::ConfidenceInterval> interval = {}, std::size_t windows = 8,
                                  std::string_view slice = eval::kAll)
{
    std::erase_if(candidate.measurements,
                  [&](const eval::Measurement& each) { return each.metric == metric && each.slice == slice; });
    eval::Measurement& out = candidate.measurements.emplace_back();
    out.metric = metric;
    out.slice = slice;
    out.value = value;
    out.interval = interval;
    out.n = 63 * windows;
    out.clusters = windows;
    return out;
}

} // namespace headroom::test
