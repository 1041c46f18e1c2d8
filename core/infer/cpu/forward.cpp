// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/forward.h"
#include "core/infer/cpu/applynorm.h"

#include <algorithm>
#include <cmath>

namespace headroom::infer {

namespace {

void squareRelu(float* x, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        x[i] = x[i] <= 0 ? 0 : x[i] * x[i]; // NaN stays
}

void relu(float* x, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        x[i] = x[i] <= 0 ? 0 : x[i];
}

/// gpt-oss: the gate is cut at 7, the other factor to ±7 and shifted by one.
void clampedSilu(float* gate, const float* up, std::size_t count)
{
    constexpr float kAlpha = 1.702F, kLimit = 7;
    for (std::size_t i = 0; i < count; ++i) {
        const float g = std::min(gate[i], kLimit);
        const float u = std::clamp(up[i], -kLimit, kLimit);
        gate[i] = g / (1 + std::exp(-kAlpha * g)) * (u + 1);
    }
}

void activate(Activation activation, float* x, std::size_t count)
{
    switch (activation) {
    case Activation::Gelu:
        return gelu(x, count);
    case Activation::SquaredRelu:
        return squareRelu(x, count);
    case Activation::Relu:
        return relu(x, count);
    case Activation::Silu:
    case Activation::ClampedSilu:
        return silu(x, count);
    }
}

void activateGated(Activation activation, float* gate, const float* up, std::size_t count)
{
    if (activation == Activation::Silu)
        return swiglu(gate, up, count);
    if (activation == Activation::ClampedSilu)
        return clampedSilu(gate, up, count);
    activate(activation, gate, count);
    multiplyBy(gate, up, count);
}

void needDense(const DenseWeights& weights, Workspace& work)
{
    work.need(Slot::Gate, weights.up.rows);
    work.need(Slot::Up, weights.up.rows);
}

} // namespace

void runDense(const DenseWeights& weights, Slot in, Slot out, std::size_t tokens, Workspace& work)
{
    const std::size_t inner = weights.up.rows;
    if (weights.gate)
        work.multiply({{weights.gate, Slot::Gate}, {weights.up, Slot::Up}}, in, tokens);
    else
        work.multiply(weights.up, in, Slot::Gate, tokens);
    work.each(tokens, [&](std::size_t t) {
        float* row = work[Slot::Gate].row(t);
        if (weights.gate)
            activateGated(weights.activation, row, work[Slot::Up].row(t), padded(inner));
        else
            activate(weights.activation, row, padded(inner));
        clearPadding(row, inner);
        if (weights.innerNorm)
            apply(weights.innerNorm, row, row);
    });
    work.multiply(weights.down, Slot::Gate, out, tokens);
}

void needForward(const ForwardWeights& weights, Workspace& work)
{
    if (const auto* dense = std::get_if<DenseWeights>(&weights))
        needDense(*dense, work);
    const auto* experts = std::get_if<ExpertWeights>(&weights);
    if (!experts)
        return;
    const std::size_t width = experts->router.columns;
    work.need(Slot::Attended, experts->settings.count);
    work.need(Slot::Gathered, width);
    work.need(Slot::Routed, width);
    needDense(experts->experts.front(), work);
    if (experts->shared)
        needDense(*experts->shared, work);
}

void runForward(const ForwardWeights& weights, std::size_t tokens, Workspace& work)
{
    if (const auto* dense = std::get_if<DenseWeights>(&weights))
        return runDense(*dense, Slot::Input, Slot::Output, tokens, work);
    if (const auto* experts = std::get_if<ExpertWeights>(&weights))
        return runExperts(*experts, tokens, work);
}

} // namespace headroom::infer
