// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a measure as a curve over the position in the context. Bins of equal width over the scored positions (which span
// one octave: n/2 … n-2); the error bars come from windows.
#pragma once

#include "core/eval/perplexity.h"
#include "core/eval/statistics.h"

namespace headroom::eval {

class PositionCurve {
public:
    explicit PositionCurve(const Windows& windows);
    /// One value per scored position of one window, in order.
    void addWindow(std::span<const double> values);
    std::vector<PositionPoint> points() const;

private:
    std::uint32_t edge(std::size_t bin) const; ///< offset from the first scored position
    std::uint32_t m_first = 0;
    std::uint32_t m_scored = 0;
    std::vector<ClusterMean> m_bins;
};

Json toJson(const std::vector<PositionPoint>& points);

} // namespace headroom::eval
