// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what recurrences do to their state, a step at a time, chosen at run time for the processor as in kernels.h.
// Rows are padded to kLanes with zeros and stay so; every number depends on its own past alone.
#pragma once

#include <cstddef>

namespace headroom::infer {

/// rows[p] = rows[p] · decay + vector · gains[p]; `columns` padded, rows that far apart.
void decayAndAdd(float* rows, std::size_t count, std::size_t columns, float decay, const float* vector,
                 const float* gains);
/// row = row · exp(step · decay) + vector · gain; columns padded.
void decayEachAndAdd(float* row, std::size_t columns, float step, const float* decay, const float* vector, float gain);

} // namespace headroom::infer
