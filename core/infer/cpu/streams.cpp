// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/streams.h"

#include "core/infer/cpu/applynorm.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace headroom::infer {

namespace {

float lengthOf(const float* x, std::size_t count)
{
    double squares = 0;
    for (std::size_t i = 0; i < count; ++i)
        squares += static_cast<double>(x[i]) * static_cast<double>(x[i]);
    return static_cast<float>(std::sqrt(squares));
}

void scaleBy(float* x, float factor, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
        x[i] *= factor;
}

/// Mixed factors of the streams, to Slot::Up: coefficients · tanh(router · norm(Slot::Residual)).
void mixFactors(const AltUpWeights& weights, const Matrix& coefficients, std::size_t tokens, Workspace& work)
{
    work.each(tokens, [&](std::size_t t) {
        apply(weights.routerNorm, work[Slot::Residual].row(t), work[Slot::Gathered].row(t));
    });
    work.multiply(weights.router, Slot::Gathered, Slot::Gate, tokens);
    work.each(tokens, [&](std::size_t t) {
        float* mixed = work[Slot::Gate].row(t);
        for (std::size_t i = 0; i < weights.router.rows; ++i)
            mixed[i] = std::tanh(mixed[i]);
    });
    work.multiply(coefficients, Slot::Gate, Slot::Up, tokens);
}

/// Stream `index` of a token.
float* streamOf(Workspace& work, std::size_t token, std::size_t index, std::size_t width)
{
    return work[Slot::Streams].row(token) + index * padded(width);
}

/// matrix · stream, as long as the token's row in Slot::Residual, to that stream.
void turnStream(const Matrix& matrix, std::size_t from, std::size_t to, std::size_t tokens, Workspace& work)
{
    const std::size_t width = matrix.columns;
    TokenRows& streams = work[Slot::Streams];
    work.multiply(matrix, {streams.row(0) + from * padded(width), streams.stride, tokens}, work[Slot::Gathered].row(0),
                  work[Slot::Gathered].stride);
    work.each(tokens, [&](std::size_t t) {
        float* turned = work[Slot::Gathered].row(t);
        clearPadding(turned, width);
        scaleBy(turned, lengthOf(work[Slot::Residual].row(t), width) / lengthOf(turned, width), width);
        std::copy_n(turned, padded(width), streamOf(work, t, to, width));
    });
}

} // namespace

void needStreams(const ModelWeights& weights, Workspace& work)
{
    const std::size_t width = weights.shape.embedding, layers = weights.layers.size();
    const LayerInputsWeights& inputs = weights.layerInputs;
    if (inputs.length > 0) {
        work.need(Slot::Inputs, layers * padded(inputs.length));
        work.need(Slot::Extra, layers * inputs.length);
        work.need(Slot::Gathered, std::max(layers * inputs.length, width));
        work.need(Slot::Gate, inputs.length);
    }
    for (const Layer& layer : weights.layers) {
        if (layer.laurel) {
            work.need(Slot::Laurel, width);
            work.need(Slot::Gate, layer.laurel->left.rows);
        }
        if (layer.embeddingShare != 0)
            work.need(Slot::Embedding, width);
        if (layer.altUp) {
            work.need(Slot::Streams, weights.streams.count() * padded(width));
            work.need(Slot::Gathered, std::max(width, weights.streams.count() * padded(width)));
            work.need(Slot::Gate, layer.altUp->router.rows);
            work.need(Slot::Up, layer.altUp->predict.rows);
        }
    }
}

void prepareLayerInputs(const ModelWeights& weights, std::span<const model::Token> tokens, Workspace& work)
{
    const LayerInputsWeights& inputs = weights.layerInputs;
    const std::size_t length = inputs.length, layers = weights.layers.size();
    const float projected = 1 / std::sqrt(static_cast<float>(weights.shape.embedding));
    const float looked = std::sqrt(static_cast<float>(length));
    work.multiply(inputs.projection, Slot::Residual, Slot::Extra, tokens.size());
    work.each(tokens.size(), [&](std::size_t t) {
        float* table = work[Slot::Gathered].row(t);
        decodeRow(inputs.table, static_cast<std::size_t>(tokens[t]), {table, layers * length});
        for (std::size_t layer = 0; layer < layers; ++layer) {
            float* to = work[Slot::Inputs].row(t) + layer * padded(length);
            std::copy_n(work[Slot::Extra].row(t) + layer * length, length, to);
            clearPadding(to, length);
            scaleBy(to, projected, length);
            apply(inputs.norm, to, to);
            for (std::size_t i = 0; i < length; ++i)
                to[i] = (to[i] + table[layer * length + i] * looked) * (std::numbers::sqrt2_v<float> / 2);
        }
    });
}

namespace {

/// Slot::Output = what layer `index` makes of its input and of the stream in this slot, normed.
void runLayerInput(const ModelWeights& weights, std::size_t index, Slot in, std::size_t tokens, Workspace& work)
{
    const LayerInputWeights& own = *weights.layers[index].own;
    const std::size_t length = padded(weights.layerInputs.length);
    work.multiply(own.gate, in, Slot::Gate, tokens);
    work.each(tokens, [&](std::size_t t) {
        float* gate = work[Slot::Gate].row(t);
        gelu(gate, length);
        multiplyBy(gate, work[Slot::Inputs].row(t) + index * length, length);
    });
    work.multiply(own.up, Slot::Gate, Slot::Output, tokens);
    work.each(tokens, [&](std::size_t t) { apply(own.norm, work[Slot::Output].row(t), work[Slot::Output].row(t)); });
}

} // namespace

void runLaurel(const LaurelWeights& weights, std::size_t tokens, Workspace& work)
{
    work.multiply(weights.left, Slot::Input, Slot::Gate, tokens);
    work.multiply(weights.right, Slot::Gate, Slot::Laurel, tokens);
    work.each(tokens, [&](std::size_t t) {
        float* row = work[Slot::Laurel].row(t);
        apply(weights.norm, row, row);
        addTo(row, work[Slot::Input].row(t), padded(weights.right.rows));
    });
}

void spreadStreams(const ModelWeights& weights, std::size_t tokens, Workspace& work)
{
    const std::size_t width = weights.shape.embedding;
    work.each(tokens, [&](std::size_t t) {
        std::copy_n(work[Slot::Residual].row(t), padded(width), streamOf(work, t, 0, width));
    });
    for (std::size_t i = 0; i < weights.streams.spread.size(); ++i)
        turnStream(weights.streams.spread[i], 0, i + 1, tokens, work);
}

void predictStreams(const AltUpWeights& weights, std::size_t tokens, Workspace& work)
{
    const std::size_t count = weights.correct.rows, width = weights.router.columns, stride = padded(width);
    work.each(tokens,
              [&](std::size_t t) { std::copy_n(streamOf(work, t, 0, width), stride, work[Slot::Residual].row(t)); });
    mixFactors(weights, weights.predict, tokens, work);
    work.each(tokens, [&](std::size_t t) {
        const float* factors = work[Slot::Up].row(t);
        float* before = work[Slot::Gathered].row(t);
        std::copy_n(streamOf(work, t, 0, width), count * stride, before);
        for (std::size_t to = 0; to < count; ++to)
            for (std::size_t from = 0; from < count; ++from)
                addScaled(streamOf(work, t, to, width), before + from * stride, factors[to * count + from], stride);
        std::copy_n(streamOf(work, t, 0, width), stride, work[Slot::Residual].row(t));
    });
}

void correctStreams(const AltUpWeights& weights, std::size_t tokens, Workspace& work)
{
    const std::size_t count = weights.correct.rows, width = weights.router.columns, stride = padded(width);
    mixFactors(weights, weights.correct, tokens, work);
    work.each(tokens, [&](std::size_t t) {
        const float* factors = work[Slot::Up].row(t);
        float* change = work[Slot::Gathered].row(t);
        std::copy_n(work[Slot::Residual].row(t), stride, change);
        addScaled(change, streamOf(work, t, 0, width), -1, stride);
        for (std::size_t i = 0; i < count; ++i)
            addScaled(streamOf(work, t, i, width), change, factors[i] + 1, stride);
    });
}

void addLayerInput(const ModelWeights& weights, std::size_t index, std::size_t tokens, Workspace& work)
{
    const std::size_t width = weights.shape.embedding, stride = padded(width);
    const auto& altUp = weights.layers[index].altUp;
    if (altUp)
        work.each(tokens, [&](std::size_t t) {
            float* input = work[Slot::Input].row(t);
            std::copy_n(streamOf(work, t, 0, width), stride, input);
            multiplyBy(input, altUp->correctScale.data(), stride);
        });
    runLayerInput(weights, index, altUp ? Slot::Input : Slot::Residual, tokens, work);
    work.each(tokens, [&](std::size_t t) {
        if (!altUp)
            addTo(work[Slot::Residual].row(t), work[Slot::Output].row(t), stride);
        for (std::size_t i = 1; altUp && i < weights.streams.count(); ++i)
            addTo(streamOf(work, t, i, width), work[Slot::Output].row(t), stride);
    });
}

void mergeStreams(const ModelWeights& weights, std::size_t tokens, Workspace& work)
{
    const std::size_t width = weights.shape.embedding, stride = padded(width), count = weights.streams.count();
    work.each(tokens,
              [&](std::size_t t) { std::copy_n(streamOf(work, t, 0, width), stride, work[Slot::Residual].row(t)); });
    for (std::size_t i = 0; i + 1 < count; ++i)
        turnStream(weights.streams.merge[i], i + 1, i + 1, tokens, work);
    work.each(tokens, [&](std::size_t t) {
        float* sum = work[Slot::Residual].row(t);
        for (std::size_t i = 1; i < count; ++i)
            addTo(sum, streamOf(work, t, i, width), stride);
        scaleBy(sum, 1 / static_cast<float>(count), width);
    });
}

} // namespace headroom::infer
