// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the short convolution of recurrent blocks (convolution.h). What lies before the batch comes out of a history of
// taps − 1 rows, zeros at first, so that a sequence may be cut anywhere.
#pragma once

#include "core/infer/convolution.h"

namespace headroom::infer {

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
