// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what rounding by a Hessian costs, measured before a run on rows of likely weights: no Hessian of the model is
// read or inverted for it, and rows longer than some are reckoned from two shorter lengths, because what each weight
// costs grows with its row. Seconds, by this machine and pool.
#pragma once

#include "core/base/parallel.h"
#include "core/quant/round/channelscale.h"
#include "core/quant/round/rowrounder.h"
#include "core/quant/run/forecast.h"

#include <functional>

namespace headroom::quant {

inline constexpr std::size_t kChunkRows = 16; ///< that one thread rounds at a time
/// Rounds kChunkRows rows of so many columns, in the format of the run; threads call it at once.
using RoundChunk = std::function<void(const RowRounder& rounder, std::span<const float> weights, std::size_t columns)>;

/// The same numbers every time, about normal.
std::vector<float> likelyWeights(std::size_t count);
/// Of inputs that go together the more, the nearer they are.
std::vector<float> likelyHessian(std::size_t columns);

/// Seconds for each weight of rows of so many columns. Errors: OutOfMemory.
Result<double> roundingRate(const MethodOptions& options, std::size_t columns, const RoundChunk& round,
                            ThreadPool& pool);
/// Seconds for each columns³ of an inversion.
Result<double> factorRate(const FactorOptions& options);
/// Seconds for each weight and trial of a search for channel scales; consumer: how a row is rounded, without weights.
double searchRate(Consumer consumer, std::size_t columns, bool withHessian, ThreadPool& pool);

/// How far these may be off.
inline constexpr double kRoundingDoubt = 1.6, kSearchDoubt = 1.3;

} // namespace headroom::quant
