// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/convolution.h"

#include <utility>

namespace headroom::infer {

Convolution Convolution::fromChannels(const std::vector<float>& weight, std::size_t taps, std::vector<float> bias)
{
    Convolution out{taps, taps ? weight.size() / taps : 0, std::vector<float>(weight.size()), std::move(bias)};
    for (std::size_t c = 0; c < out.channels; ++c)
        for (std::size_t k = 0; k < taps; ++k)
            out.weight[k * out.channels + c] = weight[c * taps + k];
    return out;
}

} // namespace headroom::infer
