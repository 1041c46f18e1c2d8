// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the short convolution along the sequence that recurrent blocks start with, each channel by itself:
//   out[t][c] = bias[c] + Σ_k weight[k][c] · in[t − taps + 1 + k][c]
// What lies before the batch comes out of a history of taps − 1 rows, zeros at first, so that a sequence may be cut
// anywhere.
#pragma once

#include <cstddef>
#include <vector>

namespace headroom::infer {

struct Convolution {
    std::size_t taps = 0;
    std::size_t channels = 0;
    std::vector<float> weight; ///< [taps][channels], the oldest tap first
    std::vector<float> bias; ///< empty, or one per channel

    /// From the order of files, [channels][taps].
    static Convolution fromChannels(const std::vector<float>& weight, std::size_t taps, std::vector<float> bias);
    std::size_t historyRows() const { return taps - 1; }
};

/// Consecutive rows of the batch, in floats.
struct ConvolutionInput {
    const float* history = nullptr; ///< [taps − 1][channels], the oldest row first
    const float* rows = nullptr; ///< of the batch's first token
    std::size_t stride = 0;
};

/// The output of token `token` of the batch.
void convolveToken(const Convolution& convolution, const ConvolutionInput& in, std::size_t token, float* out);
/// The history after a batch of so many tokens.
void advanceHistory(const Convolution& convolution, float* history, const float* rows, std::size_t stride,
                    std::size_t tokens);

} // namespace headroom::infer
