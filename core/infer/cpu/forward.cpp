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

/// x > 0: above · x² + slope · x, else (e^min(x, ceiling) − 1 − x) · below + slope · x.
void xielu(const Shaping& s, float* x, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        x[i] = x[i] > 0 ? s.above * x[i] * x[i] + s.slope * x[i]
                        : (std::expm1(std::min(x[i], s.ceiling)) - x[i]) * s.below + s.slope * x[i];
}

/// SiLU, bounded on one side, times the other factor, bounded on both.
void boundedSwiglu(const Shaping& s, float* gate, const float* up, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        const float g = s.clampsActivated ? gate[i] : std::min(gate[i], s.clamp);
        const float activated = g / (1 + std::exp(-g));
        gate[i] = (s.clampsActivated ? std::min(activated, s.clamp) : activated) * std::clamp(up[i], -s.clamp, s.clamp);
    }
}

/// What exceeds the mean by so many standard deviations, less that; zero else.
void keepOutstanding(float deviations, float* x, std::size_t count)
{
    double mean = 0, squares = 0;
    for (std::size_t i = 0; i < count; ++i)
        mean += static_cast<double>(x[i]) / static_cast<double>(count);
    for (std::size_t i = 0; i < count; ++i)
        squares += std::pow(static_cast<double>(x[i]) - mean, 2);
    const double deviation = std::sqrt(squares / static_cast<double>(std::max<std::size_t>(count, 2) - 1));
    const auto floor = static_cast<float>(mean + deviation * static_cast<double>(deviations));
    for (std::size_t i = 0; i < count; ++i)
        x[i] = x[i] <= floor ? 0 : x[i] - floor; // NaN stays
}

void activate(Activation activation, const Shaping& shaping, float* x, std::size_t count)
{
    switch (activation) {
    case Activation::Xielu:
        return xielu(shaping, x, count);
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

void activateGated(const DenseWeights& weights, float* gate, const float* up, std::size_t inner)
{
    const std::size_t count = padded(inner);
    if (weights.shaping.clamp > 0)
        return boundedSwiglu(weights.shaping, gate, up, count);
    if (weights.activation == Activation::Silu)
        return swiglu(gate, up, count);
    if (weights.activation == Activation::ClampedSilu)
        return clampedSilu(gate, up, count);
    if (weights.shaping.sparsity > 0)
        keepOutstanding(weights.shaping.sparsity, gate, inner);
    activate(weights.activation, weights.shaping, gate, count);
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
            activateGated(weights, row, work[Slot::Up].row(t), inner);
        else
            activate(weights.activation, weights.shaping, row, padded(inner));
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
    work.need(Slot::Scores, experts->settings.count);
    work.need(Slot::Gathered, width);
    work.need(Slot::Routed, width);
    needDense(experts->experts.front(), work);
    if (experts->shared)
        needDense(*experts->shared, work);
    if (!experts->adjugate.empty())
        needDense(experts->adjugate.front(), work);
}

void runForward(const ForwardWeights& weights, std::size_t tokens, Workspace& work)
{
    if (const auto* dense = std::get_if<DenseWeights>(&weights))
        return runDense(*dense, Slot::Input, Slot::Output, tokens, work);
    if (const auto* experts = std::get_if<ExpertWeights>(&weights))
        return runExperts(*experts, tokens, work);
}

} // namespace headroom::infer
