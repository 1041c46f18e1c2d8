// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the weights of the short convolution along the sequence that recurrent blocks start with, each channel by
// itself:
//   out[t][c] = bias[c] + Σ_k weight[k][c] · in[t − taps + 1 + k][c]
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

} // namespace headroom::infer
