// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: inputs and weights for the tests of quantization methods: channels that go together and differ in size, as those
// of real models do, and the objective computed plainly in double.
#pragma once

#include "core/base/parallel.h"
#include "core/quant/calibrate/hessian.h"

#include "support/tinymodel.h"

namespace headroom::test {

inline std::vector<float> gaussians(std::size_t count, std::uint64_t seed, double scale = 1)
{
    std::vector<float> out(count);
    for (float& value : out)
        value = float(tiny::gaussian(seed) * scale);
    return out;
}

/// [rows, channels]: neighbours share most of their signal, every 17th channel is ten times as large.
inline std::vector<float> correlatedInputs(std::size_t rows, std::size_t channels, std::uint64_t seed)
{
    std::vector<float> out = gaussians(rows * channels, seed);
    for (std::size_t t = 0; t < rows; ++t)
        for (std::size_t c = 1; c < channels; ++c)
            out[t * channels + c] = 0.8F * out[t * channels + c - 1] + 0.6F * out[t * channels + c];
    for (std::size_t t = 0; t < rows; ++t)
        for (std::size_t c = 5; c < channels; c += 17)
            out[t * channels + c] *= 10;
    return out;
}

inline std::vector<float> hessianOf(const std::vector<float>& inputs, std::size_t channels)
{
    ThreadPool pool(2);
    auto sum = quant::HessianSum::create(channels);
    const Status added = sum->add(inputs.data(), channels, inputs.size() / channels, pool);
    return added ? sum->take() : std::vector<float>();
}

/// δ H δᵀ with `added` on the diagonal.
inline double objective(std::span<const float> weights, std::span<const float> rounded, std::span<const float> hessian,
                        double added)
{
    const std::size_t n = weights.size();
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            sum += (double(weights[i]) - double(rounded[i])) * (double(hessian[i * n + j]) + (i == j ? added : 0.0))
                * (double(weights[j]) - double(rounded[j]));
    return sum;
}

/// What a damping of `share` adds to the diagonal.
inline double dampingOf(std::span<const float> hessian, std::size_t n, double share)
{
    double trace = 0;
    for (std::size_t i = 0; i < n; ++i)
        trace += double(hessian[i * n + i]);
    return share * trace / double(n);
}

} // namespace headroom::test
