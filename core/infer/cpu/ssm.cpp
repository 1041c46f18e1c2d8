// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/ssm.h"

#include "core/infer/cpu/statekernels.h"

#include <algorithm>
#include <cmath>

namespace headroom::infer {

namespace {

/// A copy with zeros up to the padded length, as the kernels want it.
const float* paddedCopy(const float* values, std::size_t count, float* scratch)
{
    std::copy_n(values, count, scratch);
    std::fill(scratch + count, scratch + padded(count), 0.0F);
    return scratch;
}

} // namespace

float softplus(float x)
{
    return x > 20.0F ? x : std::log1p(std::exp(x));
}

void scanHead(const ScanHead& head, const ScanInput& in, std::size_t tokens, float* state, float* scratch, float* out,
              std::size_t outStride)
{
    const std::size_t width = padded(head.state);
    float* gains = scratch + 2 * width;
    for (std::size_t t = 0; t < tokens; ++t) {
        const float* x = in.x + t * in.stride;
        const float* b = paddedCopy(in.b + t * in.stride, head.state, scratch);
        const float* c = paddedCopy(in.c + t * in.stride, head.state, scratch + width);
        const float step = softplus(in.dt[t * in.timeStride] + head.timeBias);
        for (std::size_t p = 0; p < head.length; ++p)
            gains[p] = step * x[p];
        decayAndAdd(state, head.length, width, std::exp(step * head.decay), b, gains);
        float* y = out + t * outStride;
        multiplyRows({state, width, head.length}, {c, width, 1}, width, y, head.length);
        for (std::size_t p = 0; p < head.length; ++p)
            y[p] += head.skip * x[p];
    }
}

void scanStep(const ScanChannels& shape, const float* x, const float* dt, const float* b, const float* c, float* state,
              float* out)
{
    const std::size_t width = padded(shape.state);
    for (std::size_t p = 0; p < shape.channels; ++p) {
        const float step = softplus(dt[p]);
        decayEachAndAdd(state + p * width, width, step, shape.decay + p * width, b, step * x[p]);
    }
    multiplyRows({state, width, shape.channels}, {c, width, 1}, width, out, shape.channels);
    for (std::size_t p = 0; p < shape.channels; ++p)
        out[p] += shape.skip[p] * x[p];
}

} // namespace headroom::infer
