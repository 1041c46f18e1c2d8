// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the state space recurrences of Mamba (arXiv 2312.00752) and Mamba-2 (arXiv 2405.21060), step by step:
//   Δ = softplus(dt + bias)    S ← exp(Δ a) S + Δ x ⊗ B    y = S C + d x
// Mamba-2 has heads of several channels with one decay each; in Mamba every channel has a decay for every element of
// its state. Steps depend on nothing but the state and their inputs: a sequence may be cut anywhere.
#pragma once

#include "core/infer/cpu/kernels.h"

namespace headroom::infer {

float softplus(float x);

/// One head of Mamba-2. Rows of x, b, c and dt are `stride` floats apart, one per token.
struct ScanHead {
    std::size_t length = 0; ///< channels
    std::size_t state = 0; ///< elements per channel
    float decay = 0; ///< a, negative
    float skip = 0; ///< d
    float timeBias = 0;
};
struct ScanInput {
    const float* x = nullptr; ///< [length]
    const float* b = nullptr; ///< [state], of the head's group
    const float* c = nullptr; ///< [state], likewise
    const float* dt = nullptr; ///< one
    std::size_t stride = 0;
    std::size_t timeStride = 0; ///< of dt
};
constexpr std::size_t scanScratch(const ScanHead& head)
{
    return 2 * padded(head.state) + head.length;
}
/// state [length][padded(state)], padding zero; scratch scanScratch() floats; out [length] per token.
void scanHead(const ScanHead& head, const ScanInput& in, std::size_t tokens, float* state, float* scratch, float* out,
              std::size_t outStride);

/// Channels of Mamba, all in one step of one token.
struct ScanChannels {
    std::size_t channels = 0;
    std::size_t state = 0;
    const float* decay = nullptr; ///< [channels][padded(state)], padding zero
    const float* skip = nullptr; ///< [channels]
};
/// dt with its bias, before softplus: [channels]; b and c padded with zeros; state [channels][padded(state)], likewise.
void scanStep(const ScanChannels& shape, const float* x, const float* dt, const float* b, const float* c, float* state,
              float* out);

} // namespace headroom::infer
