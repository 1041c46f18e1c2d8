// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: all that metrics are made of: what is remembered of a candidate and its baseline, token by token, when the last
// window has gone by. Windows stand one after another, each with the same number of scored tokens.
#pragma once

#include "core/eval/statistics.h"

#include <cstdint>

namespace headroom::eval {

struct Sample {
    std::size_t scored = 0; ///< tokens of one window
    std::span<const double> kld; ///< nat
    std::span<const double> nll, baselineNll; ///< nat
    std::span<const std::uint8_t> sameTop; ///< 1: both models prefer the same token
    std::uint64_t fileBytes = 0;
    double bitsPerWeight = 0;

    std::size_t count() const { return kld.size(); }
    std::size_t windows() const { return scored ? kld.size() / scored : 0; }
};

/// The mean of a value of each token, which is that of its place in the spans; clusters are windows.
template <class Value> ClusterMean byWindow(const Sample& sample, Value value)
{
    ClusterMean mean;
    for (std::size_t begin = 0; begin < sample.count(); begin += sample.scored) {
        double sum = 0;
        for (std::size_t i = begin; i < begin + sample.scored; ++i)
            sum += value(i);
        mean.add(sum, sample.scored);
    }
    return mean;
}

} // namespace headroom::eval
