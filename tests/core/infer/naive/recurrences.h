// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: mixers that remember a state, one token at a time: Mamba (arXiv 2312.00752), Mamba-2 (2405.21060), the gated
// delta rule (2412.06464) and the gated short convolution.
#pragma once

#include "tests/core/infer/naive/mixers.h"

namespace headroom::test::naive {

class Convolved {
public:
    explicit Convolved(const infer::Convolution& weights)
        : m_weights(weights), m_past(weights.taps, Row(weights.channels))
    {
    }
    Row operator()(Row input, bool activate)
    {
        m_past.erase(m_past.begin());
        m_past.push_back(std::move(input));
        Row out(m_weights.channels);
        for (std::size_t c = 0; c < out.size(); ++c) {
            out[c] = m_weights.bias.empty() ? 0.0 : double(m_weights.bias[c]);
            for (std::size_t k = 0; k < m_weights.taps; ++k)
                out[c] += double(m_weights.weight[k * m_weights.channels + c]) * m_past[k][c];
            out[c] = activate ? silu(out[c]) : out[c];
        }
        return out;
    }

private:
    const infer::Convolution& m_weights;
    std::vector<Row> m_past; ///< the oldest first
};

class ChannelScan final : public Mixer {
public:
    explicit ChannelScan(const infer::ChannelScanWeights& weights)
        : m_weights(weights), m_convolved(weights.convolution), m_state(weights.channels, Row(weights.state))
    {
    }
    Row run(const Row& input, std::size_t, const Means& means) override
    {
        const auto& w = m_weights;
        const Row projected = means.multiply(w.input, input);
        const Row x = m_convolved(slice(projected, 0, w.channels), true);
        const Row parameters = means.multiply(w.parameters, x);
        const Row write = normed(w.writeNorm, slice(parameters, w.rank, w.state));
        const Row read = normed(w.readNorm, slice(parameters, w.rank + w.state, w.state));
        const Row time = means.multiply(w.time, normed(w.timeNorm, slice(parameters, 0, w.rank)));
        Row out(w.channels);
        for (std::size_t c = 0; c < w.channels; ++c) {
            const double step = softplus(time[c]);
            out[c] = double(w.skip[c]) * x[c];
            for (std::size_t s = 0; s < w.state; ++s) {
                const double decay = double(w.decay[c * infer::padded(w.state) + s]);
                m_state[c][s] = std::exp(step * decay) * m_state[c][s] + step * x[c] * write[s];
                out[c] += m_state[c][s] * read[s];
            }
            out[c] *= silu(projected[w.channels + c]);
        }
        return means.multiply(w.output, out);
    }

private:
    const infer::ChannelScanWeights& m_weights;
    Convolved m_convolved;
    std::vector<Row> m_state;
};

class HeadScan final : public Mixer {
public:
    explicit HeadScan(const infer::HeadScanWeights& weights)
        : m_weights(weights), m_convolved(weights.convolution), m_state(inner(), Row(weights.state))
    {
    }
    Row run(const Row& input, std::size_t, const Means& means) override
    {
        const auto& w = m_weights;
        const Row projected = means.multiply(w.input, input);
        const Row mixed = m_convolved(slice(projected, inner(), w.convolution.channels), true);
        Row out(inner());
        for (std::size_t c = 0; c < out.size(); ++c) {
            const std::size_t head = c / w.headLength, group = head / (w.heads / w.groups);
            const double step = softplus(projected[inner() + w.convolution.channels + head] + double(w.timeBias[head]));
            const double kept = std::exp(step * double(w.decay[head]));
            out[c] = double(w.skip[head]) * mixed[c];
            for (std::size_t s = 0; s < w.state; ++s) {
                m_state[c][s] = kept * m_state[c][s] + step * mixed[c] * mixed[inner() + group * w.state + s];
                out[c] += m_state[c][s] * mixed[inner() + (w.groups + group) * w.state + s];
            }
            out[c] *= silu(projected[c]);
        }
        return means.multiply(w.output, inGroups(std::move(out)));
    }

private:
    std::size_t inner() const { return m_weights.heads * m_weights.headLength; }
    Row inGroups(Row row) const
    {
        const infer::Norm& norm = m_weights.norm;
        for (std::size_t g = 0; norm && g * norm.columns < row.size(); ++g) {
            const Row part = normed(norm, slice(row, g * norm.columns, norm.columns), g);
            std::ranges::copy(part, row.begin() + std::ptrdiff_t(g * norm.columns));
        }
        return row;
    }

    const infer::HeadScanWeights& m_weights;
    Convolved m_convolved;
    std::vector<Row> m_state;
};

class DeltaNet final : public Mixer {
public:
    explicit DeltaNet(const infer::DeltaNetWeights& weights)
        : m_weights(weights)
        , m_convolved(weights.convolution)
        , m_state(weights.heads, std::vector<Row>(weights.valueLength, Row(weights.keyLength)))
    {
    }
    Row run(const Row& input, std::size_t, const Means& means) override
    {
        const auto& w = m_weights;
        const Row mixed = m_convolved(means.multiply(w.input, input), true);
        const Row first = means.multiply(w.betaAlpha ? w.betaAlpha : w.beta, input);
        const Row second = w.alpha ? means.multiply(w.alpha, input) : Row();
        const Row gates = means.multiply(w.gate, input);
        const std::size_t shared = w.heads / w.keyHeads, keys = w.keyHeads * w.keyLength;
        Row out;
        for (std::size_t h = 0; h < w.heads; ++h) {
            const std::size_t at = h / shared * 2 * shared + h % shared;
            const double beta = sigmoid(w.betaAlpha ? first[at] : first[h]);
            const double time = w.betaAlpha ? first[at + shared] : second[h];
            const double kept = std::exp(double(w.decay[h]) * softplus(time + double(w.timeBias[h])));
            const std::size_t keyHead = w.interleaved ? h % w.keyHeads : h / shared;
            const Row query = unit(slice(mixed, keyHead * w.keyLength, w.keyLength));
            const Row key = unit(slice(mixed, keys + keyHead * w.keyLength, w.keyLength));
            Row head = correct(m_state[h], query, key, slice(mixed, 2 * keys + h * w.valueLength, w.valueLength), kept,
                               beta);
            head = normed(w.norm, std::move(head));
            for (std::size_t i = 0; i < head.size(); ++i)
                out.push_back(head[i] * silu(gates[h * w.valueLength + i]));
        }
        return means.multiply(w.output, out);
    }

private:
    Row unit(Row row) const
    {
        double squares = double(m_weights.epsilon);
        for (const double value : row)
            squares += value * value;
        for (double& value : row)
            value /= std::sqrt(squares);
        return row;
    }
    /// The state forgets, is corrected by a share of its error, and is asked.
    static Row correct(std::vector<Row>& state, const Row& query, const Row& key, const Row& value, double kept,
                       double beta)
    {
        Row out(value.size());
        for (std::size_t j = 0; j < value.size(); ++j) {
            double known = 0;
            for (std::size_t i = 0; i < key.size(); ++i)
                known += (state[j][i] *= kept) * key[i];
            for (std::size_t i = 0; i < key.size(); ++i) {
                state[j][i] += beta * (value[j] - known) * key[i];
                out[j] += state[j][i] * query[i] / std::sqrt(double(key.size()));
            }
        }
        return out;
    }

    const infer::DeltaNetWeights& m_weights;
    Convolved m_convolved;
    std::vector<std::vector<Row>> m_state; ///< [head][value][key]
};

class ShortConvolution final : public Mixer {
public:
    explicit ShortConvolution(const infer::ShortConvolutionWeights& weights)
        : m_weights(weights), m_convolved(weights.convolution)
    {
    }
    Row run(const Row& input, std::size_t, const Means& means) override
    {
        const std::size_t width = m_weights.convolution.channels;
        const Row projected = means.multiply(m_weights.input, input);
        Row gated(width);
        for (std::size_t i = 0; i < width; ++i)
            gated[i] = projected[i] * projected[2 * width + i];
        Row out = m_convolved(std::move(gated), false);
        for (std::size_t i = 0; i < width; ++i)
            out[i] *= projected[width + i];
        return means.multiply(m_weights.output, out);
    }

private:
    const infer::ShortConvolutionWeights& m_weights;
    Convolved m_convolved;
};

/// One call operator per kind of weights.
struct MakeMixer {
    const std::vector<std::vector<std::unique_ptr<Mixer>>>& earlier; ///< layers before this one

    std::unique_ptr<Mixer> operator()(const infer::AttentionWeights& w) const
    {
        const auto& cacheOf = w.settings.cacheOf;
        return std::make_unique<Attention>(w, cacheOf ? earlier[*cacheOf].front()->past() : nullptr);
    }
    std::unique_ptr<Mixer> operator()(const infer::LatentAttentionWeights& w) const
    {
        return std::make_unique<LatentAttention>(w);
    }
    std::unique_ptr<Mixer> operator()(const infer::ChannelScanWeights& w) const
    {
        return std::make_unique<ChannelScan>(w);
    }
    std::unique_ptr<Mixer> operator()(const infer::HeadScanWeights& w) const { return std::make_unique<HeadScan>(w); }
    std::unique_ptr<Mixer> operator()(const infer::DeltaNetWeights& w) const { return std::make_unique<DeltaNet>(w); }
    std::unique_ptr<Mixer> operator()(const infer::ShortConvolutionWeights& w) const
    {
        return std::make_unique<ShortConvolution>(w);
    }
    std::unique_ptr<Mixer> operator()(const infer::LinearWeights& w) const { return std::make_unique<Linear>(w); }
};

} // namespace headroom::test::naive
