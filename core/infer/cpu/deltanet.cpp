// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/deltanet.h"

#include "core/infer/cpu/kernels.h"
#include "core/infer/cpu/statekernels.h"

#include <algorithm>
#include <cmath>

namespace headroom::infer {

void normalizeLength(float* x, std::size_t count, float epsilon)
{
    double squares = static_cast<double>(epsilon);
    for (std::size_t i = 0; i < count; ++i)
        squares += static_cast<double>(x[i]) * x[i];
    const auto scale = static_cast<float>(1 / std::sqrt(squares));
    for (std::size_t i = 0; i < count; ++i)
        x[i] *= scale;
}

void deltaHead(const DeltaShape& shape, const DeltaInput& in, std::size_t tokens, float* state, float* scratch,
               float* out, std::size_t outStride)
{
    const std::size_t width = padded(shape.keyLength);
    const Rows rows{state, width, shape.valueLength};
    const float scale = 1.0F / std::sqrt(static_cast<float>(shape.keyLength));
    for (std::size_t t = 0; t < tokens; ++t) {
        const float* key = in.key + t * in.keyStride;
        const float* value = in.value + t * in.valueStride;
        const float decay = std::exp(in.logDecay[t * in.gateStride]);
        const float beta = in.beta[t * in.gateStride];
        multiplyRows(rows, {key, width, 1}, width, scratch, shape.valueLength);
        for (std::size_t j = 0; j < shape.valueLength; ++j)
            scratch[j] = beta * (value[j] - decay * scratch[j]);
        decayAndAdd(state, shape.valueLength, width, decay, key, scratch);
        float* o = out + t * outStride;
        multiplyRows(rows, {in.query + t * in.keyStride, width, 1}, width, o, shape.valueLength);
        for (std::size_t j = 0; j < shape.valueLength; ++j)
            o[j] *= scale;
    }
}

} // namespace headroom::infer
