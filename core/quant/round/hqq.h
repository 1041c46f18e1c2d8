// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: HQQ: where the grid of a group lies, found from the weights alone. Errors count by |e|^0.7, which forgives a few
// large ones, so that outliers do not move the grid away from the many. Source: Badri and Shaji, Half-Quadratic
// Quantization of Large Machine Learning Models (2023). Errors are counted in steps of the grid, so that the unit of
// the weights does not matter. Ours: ranges beside the given one, and that squared errors must not grow; without that
// a trained model diverges more than with plain rounding (measured), because what it forgives matters there.
#pragma once

#include "core/tensor/type.h"

#include <functional>
#include <span>

namespace headroom::quant {

constexpr double kRobustNorm = 0.7; ///< p of |e|^p
constexpr int kRobustIterations = 20; ///< at most, for each range

/// Values low + n · scale, n = 0 … top.
struct AffineLine {
    float scale = 1; ///< positive
    float low = 0;
};
/// What a line becomes when a format stores it.
using StoreLine = std::function<AffineLine(AffineLine)>;

struct RobustCost {
    double robust = 0; ///< Σ importance · |w − ŵ|^0.7
    double squared = 0; ///< Σ importance · (w − ŵ)²
};
/// With the nearest levels; importance: one per weight, or empty for 1.
RobustCost robustCost(std::span<const float> weights, std::span<const float> importance, AffineLine line, unsigned top);

/// Of `start` and what the half-quadratic search makes of ranges around it, as stored, the one of the least robust
/// error and no larger squared one than `start`, which is as stored. Weights are finite.
AffineLine halfQuadratic(std::span<const float> weights, std::span<const float> importance, AffineLine start,
                         unsigned top, const StoreLine& store);

/// Block formats with a minimum in each block: Q4_1, Q5_1.
bool hasOwnMinimum(tensor::Type type);
/// Goes on from packed blocks of `row`, of a type that has its own minimum; no block gets a larger error of either
/// kind.
void halfQuadraticRow(tensor::Type type, std::span<const float> row, std::span<const float> importance,
                      std::span<std::byte> packed);

} // namespace headroom::quant
