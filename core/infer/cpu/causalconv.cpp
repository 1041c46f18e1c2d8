// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/causalconv.h"

#include <algorithm>

namespace headroom::infer {

void convolveToken(const Convolution& convolution, const ConvolutionInput& in, std::size_t token, float* out)
{
    const std::size_t channels = convolution.channels;
    const std::size_t before = convolution.historyRows();
    std::fill_n(out, channels, 0.0F);
    for (std::size_t k = 0; k < convolution.taps; ++k) {
        const std::size_t at = token + k; // counted from the oldest row of the history
        const float* row = at < before ? in.history + at * channels : in.rows + (at - before) * in.stride;
        const float* weight = convolution.weight.data() + k * channels;
        for (std::size_t c = 0; c < channels; ++c)
            out[c] += weight[c] * row[c];
    }
    for (std::size_t c = 0; c < convolution.bias.size(); ++c)
        out[c] += convolution.bias[c];
}

void advanceHistory(const Convolution& convolution, float* history, const float* rows, std::size_t stride,
                    std::size_t tokens)
{
    const std::size_t channels = convolution.channels;
    const std::size_t before = convolution.historyRows();
    for (std::size_t i = 0; i < before; ++i) {
        const std::size_t at = tokens + i;
        const float* row = at < before ? history + at * channels : rows + (at - before) * stride;
        std::copy_n(row, channels, history + i * channels);
    }
}

} // namespace headroom::infer
