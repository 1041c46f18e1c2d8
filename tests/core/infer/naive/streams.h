// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what some families do with the residual stream around their layers, for one token, as weights.h reads.
#pragma once

#include "tests/core/infer/naive/numbers.h"

namespace headroom::test::naive {

inline double lengthOf(const Row& row)
{
    double squares = 0;
    for (const double value : row)
        squares += value * value;
    return std::sqrt(squares);
}

/// stream: behind the mixers, whose input is given too.
inline Row withLaurel(const infer::LaurelWeights& weights, const Row& input, Row stream, const Means& means)
{
    add(stream, input);
    add(stream, normed(weights.norm, means.multiply(weights.right, means.multiply(weights.left, input))));
    for (double& value : stream)
        value /= std::numbers::sqrt2;
    return stream;
}

class Streams {
public:
    Streams(const infer::ModelWeights& weights, std::size_t token, const Row& embedding, const Means& means)
        : m_weights(weights), m_means(means), m_embedding(embedding), m_all{embedding}
    {
        for (const infer::Matrix& matrix : weights.streams.spread)
            m_all.push_back(resized(means.multiply(matrix, embedding), lengthOf(embedding)));
        const infer::LayerInputsWeights& inputs = weights.layerInputs;
        if (inputs.length == 0)
            return;
        const Row table = rowOf(inputs.table, token), projected = means.multiply(inputs.projection, embedding);
        for (std::size_t at = 0; at < table.size(); at += inputs.length) {
            Row one = slice(projected, at, inputs.length);
            for (double& value : one)
                value /= std::sqrt(double(embedding.size()));
            one = normed(inputs.norm, std::move(one));
            add(one, slice(table, at, inputs.length), std::sqrt(double(inputs.length)));
            for (double& value : one)
                value /= std::numbers::sqrt2;
            m_inputs.push_back(std::move(one));
        }
    }

    void before(std::size_t layer, Row& stream)
    {
        const auto& altUp = m_weights.layers[layer].altUp;
        if (!altUp)
            return;
        const Row factors = mixed(*altUp, altUp->predict, m_all.front());
        const std::vector<Row> old = m_all;
        for (std::size_t to = 0; to < old.size(); ++to)
            for (std::size_t from = 0; from < old.size(); ++from)
                add(m_all[to], old[from], factors[to * old.size() + from]);
        stream = m_all.front();
    }

    void behind(std::size_t index, Row& stream)
    {
        const infer::Layer& layer = m_weights.layers[index];
        if (layer.altUp)
            correct(*layer.altUp, stream);
        if (layer.own && !layer.altUp)
            add(stream, ownInput(index, stream));
        if (layer.own && layer.altUp) {
            Row scaled = m_all.front();
            for (std::size_t i = 0; i < scaled.size(); ++i)
                scaled[i] *= double(layer.altUp->correctScale[i]);
            const Row own = ownInput(index, scaled);
            for (std::size_t i = 1; i < m_all.size(); ++i)
                add(m_all[i], own);
        }
        for (double& value : stream)
            value *= double(layer.outputScale);
        add(stream, m_embedding, double(layer.embeddingShare));
        stream = normed(layer.behindNorm, std::move(stream));
    }

    Row merged(Row stream) const
    {
        if (m_all.size() == 1)
            return stream;
        Row sum = m_all.front();
        for (std::size_t i = 1; i < m_all.size(); ++i)
            add(sum, resized(m_means.multiply(m_weights.streams.merge[i - 1], m_all[i]), lengthOf(m_all.front())));
        for (double& value : sum)
            value /= double(m_all.size());
        return sum;
    }

private:
    static Row resized(Row row, double length)
    {
        const double own = lengthOf(row);
        for (double& value : row)
            value *= length / own;
        return row;
    }
    Row mixed(const infer::AltUpWeights& weights, const infer::Matrix& coefficients, const Row& stream) const
    {
        Row modalities = m_means.multiply(weights.router, normed(weights.routerNorm, stream));
        for (double& value : modalities)
            value = std::tanh(value);
        return m_means.multiply(coefficients, modalities);
    }
    void correct(const infer::AltUpWeights& weights, const Row& stream)
    {
        const Row factors = mixed(weights, weights.correct, stream);
        Row change = stream;
        add(change, m_all.front(), -1);
        for (std::size_t i = 0; i < m_all.size(); ++i)
            add(m_all[i], change, factors[i] + 1);
    }
    Row ownInput(std::size_t index, const Row& from) const
    {
        const infer::LayerInputWeights& own = *m_weights.layers[index].own;
        Row gate = m_means.multiply(own.gate, from);
        for (std::size_t i = 0; i < gate.size(); ++i)
            gate[i] = gelu(gate[i]) * m_inputs[index][i];
        return normed(own.norm, m_means.multiply(own.up, gate));
    }

    const infer::ModelWeights& m_weights;
    const Means& m_means;
    Row m_embedding;
    std::vector<Row> m_all; ///< of AltUp; the first is the stream else
    std::vector<Row> m_inputs; ///< of the model for each layer
};

} // namespace headroom::test::naive
