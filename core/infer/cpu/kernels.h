// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the arithmetic of the forward pass, chosen at run time for the processor (AVX-512, AVX2, plain). Every sum runs
// over 16 interleaved partial sums folded in one order, whatever the tile or the register width: a result depends on
// its inputs alone, never on neighbours, batch or threads. AVX2 and AVX-512 agree bit for bit.
#pragma once

#include "core/infer/padding.h"

#include <cstddef>

namespace headroom::infer {

/// Rows of floats: strides in floats, columns padded.
struct Rows {
    const float* data = nullptr;
    std::size_t stride = 0;
    std::size_t count = 0;
};

/// out[x * outStride + w] = Σ_k weights[w][k] · inputs[x][k] over `columns` (padded) columns.
void multiplyRows(const Rows& weights, const Rows& inputs, std::size_t columns, float* out, std::size_t outStride);

/// out = x / sqrt(mean(x²) + epsilon) · weight; columns true ones, buffers padded.
void rmsNorm(const float* x, const float* weight, std::size_t columns, float epsilon, float* out);
/// out = (x - mean) / sqrt(mean((x - mean)²) + epsilon) · weight; as rmsNorm. x and out may be the same, in both.
void layerNorm(const float* x, const float* weight, std::size_t columns, float epsilon, float* out);
/// x += y over a padded count.
void addTo(float* x, const float* y, std::size_t count);
/// x += factor · y over a padded count.
void addScaled(float* x, const float* y, float factor, std::size_t count);
/// gate = gate / (1 + exp(-gate)) · up over a padded count.
void swiglu(float* gate, const float* up, std::size_t count);
/// x / (1 + exp(-x)) over a padded count.
void silu(float* x, std::size_t count);
/// x · σ(2 · sqrt(2/π) · (x + 0.044715 x³)), which is the tanh form of GELU; over a padded count.
void gelu(float* x, std::size_t count);
/// gate = gate · up over a padded count.
void multiplyBy(float* gate, const float* up, std::size_t count);
/// scores = exp(scores - max) / Σ; the buffer is padded, its padding becomes zero. A sink takes part in the maximum and
/// in the sum, and is left out of the result.
void softmax(float* scores, std::size_t count, const float* sink = nullptr);
/// out = Σ_p weights[p] · values[p], in order of p; columns padded.
void weightedSum(const float* weights, const Rows& values, std::size_t columns, float* out);
/// The same for each row of weights, added to its row of out: a sum in parts has the bits of the whole.
void addWeightedSums(const Rows& weights, const Rows& values, std::size_t columns, float* out, std::size_t outStride);

} // namespace headroom::infer
