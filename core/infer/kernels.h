// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the arithmetic of the forward pass, chosen at run time for the processor (AVX-512, AVX2, plain). Every sum runs
// over 16 interleaved partial sums folded in one order, whatever the tile or the register width: a result depends on
// its inputs alone, never on neighbours, batch or threads. AVX2 and AVX-512 agree bit for bit.
#pragma once

#include <cstddef>

namespace headroom::infer {

/// Rows are padded with zeros to a multiple of this many floats.
inline constexpr std::size_t kLanes = 16;
constexpr std::size_t padded(std::size_t count)
{
    return (count + kLanes - 1) / kLanes * kLanes;
}

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
/// x += y over a padded count.
void addTo(float* x, const float* y, std::size_t count);
/// gate = gate / (1 + exp(-gate)) · up over a padded count.
void swiglu(float* gate, const float* up, std::size_t count);
/// scores = exp(scores - max) / Σ; the buffer is padded, its padding becomes zero.
void softmax(float* scores, std::size_t count);
/// out = Σ_p weights[p] · values[p], in order of p; columns padded.
void weightedSum(const float* weights, const Rows& values, std::size_t columns, float* out);

} // namespace headroom::infer
