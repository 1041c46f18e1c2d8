// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: every kind of mixer, one token at a time, with everything it remembers kept as it came.
#pragma once

#include "tests/core/infer/naive/numbers.h"

#include <bit>
#include <limits>
#include <memory>

namespace headroom::test::naive {

/// Keys and values of every position, per head.
struct Remembered {
    std::vector<std::vector<Row>> keys, values;
};

class Mixer {
public:
    virtual ~Mixer() = default;
    virtual Row run(const Row& input, std::size_t position, const Means& means) = 0;
    virtual std::shared_ptr<Remembered> past() { return nullptr; } ///< for layers that have none of their own
};

inline std::size_t firstVisible(const infer::AttentionSettings& s, std::size_t position)
{
    if (s.windowKind == infer::WindowKind::Sliding)
        return position + 1 > s.window ? position + 1 - s.window : 0;
    return s.windowKind == infer::WindowKind::Chunked ? position / s.window * s.window : 0;
}

inline double alibiSlope(const infer::AttentionSettings& s, std::size_t head)
{
    const std::size_t whole = std::bit_floor(std::size_t{s.heads});
    const double exponent
        = head < whole ? double(head + 1) / double(whole) : (2 * double(head - whole) + 1) / (2 * double(whole));
    return std::exp2(-double(s.alibi) * exponent);
}

/// One head's weighted sum of values.
inline Row attend(const infer::AttentionSettings& s, const std::vector<float>& sinks, const Remembered& past,
                  std::size_t head, const Row& query, std::size_t position, const std::vector<std::size_t>& chosen = {})
{
    const std::size_t kvHead = head / (s.heads / s.kvHeads), first = firstVisible(s, position);
    Row scores;
    for (std::size_t p = first; p <= position; ++p) {
        double score = 0;
        for (std::size_t i = 0; i < query.size(); ++i)
            score += query[i] * past.keys[kvHead][p][i];
        score *= double(s.scale);
        if (s.softCap > 0)
            score = double(s.softCap) * std::tanh(score / double(s.softCap));
        if (s.alibi > 0)
            score -= alibiSlope(s, head) * double(position - p);
        if (!chosen.empty() && std::ranges::find(chosen, p) == chosen.end())
            score = -std::numeric_limits<double>::infinity();
        scores.push_back(score);
    }
    double most = *std::ranges::max_element(scores);
    if (!sinks.empty())
        most = std::max(most, double(sinks[head]));
    double sum = sinks.empty() ? 0.0 : std::exp(double(sinks[head]) - most);
    for (double& score : scores)
        sum += score = std::exp(score - most);
    Row out(s.valueLength);
    for (std::size_t p = first; p <= position; ++p)
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] += scores[p - first] / sum * past.values[kvHead][p][i];
    return out;
}

class Attention final : public Mixer {
public:
    /// past: an earlier layer's, which this one reads; or null.
    explicit Attention(const infer::AttentionWeights& weights, std::shared_ptr<Remembered> past)
        : m_weights(weights), m_past(std::move(past))
    {
        if (m_past)
            return;
        m_past = std::make_shared<Remembered>();
        m_past->keys.resize(weights.settings.kvHeads);
        m_past->values.resize(weights.settings.kvHeads);
    }
    std::shared_ptr<Remembered> past() override { return m_past; }

    Row run(const Row& input, std::size_t position, const Means& means) override
    {
        const infer::AttentionSettings& s = m_weights.settings;
        const Row queries = whole(m_weights.queryNorm, clamped(means.multiply(m_weights.query, input)));
        if (!s.cacheOf)
            remember(input, position, means);
        Row attended;
        const std::size_t apart = std::size_t{s.keyLength} * (m_weights.gatedQuery ? 2 : 1);
        for (std::size_t h = 0; h < s.heads; ++h) {
            Row query = prepared(m_weights.queryNorm, h, slice(queries, h * apart, s.keyLength), position, means);
            for (double& value : query)
                value *= double(s.temperature.at(position));
            Row head = attend(s, m_weights.sinks, *m_past, h, query, position);
            for (std::size_t i = 0; m_weights.gatedQuery && i < head.size(); ++i)
                head[i] *= sigmoid(queries[h * apart + s.keyLength + i]);
            attended.insert(attended.end(), head.begin(), head.end());
        }
        if (m_weights.gate) {
            const Row gates = means.multiply(m_weights.gate, input);
            for (std::size_t i = 0; i < attended.size(); ++i)
                attended[i] *= m_weights.softplusGate ? std::log1p(std::exp(gates[i * gates.size() / attended.size()]))
                                                      : sigmoid(gates[i * gates.size() / attended.size()]);
        }
        for (double& value : attended)
            value *= double(s.valueScale);
        return means.multiply(m_weights.output, normed(m_weights.innerNorm, std::move(attended)));
    }

private:
    void remember(const Row& input, std::size_t position, const Means& means)
    {
        const infer::AttentionSettings& s = m_weights.settings;
        const Row keys = whole(m_weights.keyNorm, clamped(means.multiply(m_weights.key, input)));
        const Row values = clamped(means.multiply(m_weights.value, input));
        for (std::size_t h = 0; h < s.kvHeads; ++h) {
            m_past->keys[h].push_back(
                prepared(m_weights.keyNorm, h, slice(keys, h * s.keyLength, s.keyLength), position, means));
            m_past->values[h].push_back(normed(m_weights.valueNorm, slice(values, h * s.valueLength, s.valueLength)));
        }
    }
    Row clamped(Row row) const
    {
        const double limit = double(m_weights.settings.clamp);
        for (double& value : row)
            value = limit > 0 ? std::clamp(value, -limit, limit) : value;
        return row;
    }
    /// A norm over all heads together.
    Row whole(const infer::Norm& norm, Row row) const
    {
        return norm && norm.columns != m_weights.settings.keyLength ? normed(norm, std::move(row)) : row;
    }
    Row prepared(const infer::Norm& norm, std::size_t head, Row row, std::size_t position, const Means& means) const
    {
        const infer::AttentionSettings& s = m_weights.settings;
        const bool each = norm && norm.columns == s.keyLength;
        const std::size_t which = norm.weight.size() > infer::padded(s.keyLength) ? head : 0;
        if (each && !m_weights.normAfterRope)
            row = normed(norm, std::move(row), which);
        if (s.rotates)
            means.rotations[s.local ? 1 : 0](row, 0, position);
        return each && m_weights.normAfterRope ? normed(norm, std::move(row), which) : row;
    }

    const infer::AttentionWeights& m_weights;
    std::shared_ptr<Remembered> m_past;
};

/// Keys and values are rebuilt for every head, or stay latent: the queries come down to them.
class LatentAttention final : public Mixer {
public:
    explicit LatentAttention(const infer::LatentAttentionWeights& weights)
        : m_weights(weights), m_settings(weights.settings), m_plain(weights.latent.keyLength - weights.rotated)
    {
        const bool latent = !weights.keyUp.empty();
        m_settings.kvHeads = latent ? 1 : m_settings.heads;
        m_settings.valueLength = latent ? weights.latent.rank : weights.latent.valueLength;
        m_past.keys.resize(m_settings.kvHeads);
        m_past.values.resize(m_settings.kvHeads);
    }

    Row run(const Row& input, std::size_t position, const Means& means) override
    {
        const auto& w = m_weights;
        const Row compressed = w.queryDown ? normed(w.queryNorm, means.multiply(w.queryDown, input)) : input;
        if (w.indexer)
            choose(*w.indexer, input, compressed, position, means);
        const Row queries = means.multiply(w.query, compressed);
        Row down = means.multiply(w.down, input);
        const Row latent = normed(w.latentNorm, slice(down, 0, w.latent.rank));
        Row position0 = slice(down, w.latent.rank, w.rotated);
        means.rotations[0](position0, 0, position);
        remember(latent, position0, means);
        Row out;
        for (std::size_t h = 0; h < m_settings.heads; ++h) {
            Row head = slice(queries, h * w.latent.keyLength, w.latent.keyLength);
            means.rotations[0](head, m_plain, position);
            if (!w.keyUp.empty()) {
                Row lowered = means.multiply(w.keyUp[h], slice(head, 0, m_plain));
                lowered.insert(lowered.end(), head.begin() + std::ptrdiff_t(m_plain), head.end());
                head = std::move(lowered);
            }
            for (double& value : head)
                value *= double(m_settings.temperature.at(position));
            Row found = attend(m_settings, {}, m_past, h, head, position,
                               m_settings.sparse ? means.chosen : std::vector<std::size_t>{});
            if (!w.valueUp.empty())
                found = means.multiply(w.valueUp[h], found);
            out.insert(out.end(), found.begin(), found.end());
        }
        return means.multiply(w.output, out);
    }

private:
    void choose(const infer::IndexerWeights& w, const Row& input, const Row& compressed, std::size_t position,
                const Means& means)
    {
        const Row queries = means.multiply(w.query, compressed);
        Row key = normed(w.keyNorm, means.multiply(w.key, input));
        means.rotations[2](key, 0, position);
        m_keys.push_back(std::move(key));
        const Row weights = means.multiply(w.weigh, input);
        std::vector<std::pair<double, std::size_t>> scores;
        for (std::size_t p = 0; p <= position; ++p)
            scores.emplace_back(0, p);
        for (std::size_t h = 0; h < w.settings.heads; ++h) {
            Row query = slice(queries, h * w.settings.length, w.settings.length);
            means.rotations[2](query, 0, position);
            for (auto& [score, p] : scores) {
                double product = 0;
                for (std::size_t i = 0; i < query.size(); ++i)
                    product += query[i] * m_keys[p][i];
                score -= weights[h] * std::max(product, 0.0); // the best come first
            }
        }
        std::ranges::sort(scores);
        means.chosen.clear();
        for (std::size_t i = 0; i < std::min<std::size_t>(scores.size(), w.settings.choices); ++i)
            means.chosen.push_back(scores[i].second);
    }
    void remember(const Row& latent, const Row& rotated, const Means& means)
    {
        const auto& w = m_weights;
        const Row all = w.keyUp.empty() ? means.multiply(w.keyValueUp, latent) : latent;
        const std::size_t values = m_settings.valueLength;
        for (std::size_t h = 0; h < m_settings.kvHeads; ++h) {
            Row key = w.keyUp.empty() ? slice(all, h * (m_plain + values), m_plain) : latent;
            key.insert(key.end(), rotated.begin(), rotated.end());
            m_past.keys[h].push_back(std::move(key));
            m_past.values[h].push_back(w.keyUp.empty() ? slice(all, h * (m_plain + values) + m_plain, values) : latent);
        }
    }

    const infer::LatentAttentionWeights& m_weights;
    infer::AttentionSettings m_settings;
    std::size_t m_plain;
    Remembered m_past;
    std::vector<Row> m_keys; ///< of the indexer
};

class Linear final : public Mixer {
public:
    explicit Linear(const infer::LinearWeights& weights) : m_weights(weights) { }
    Row run(const Row& input, std::size_t, const Means& means) override
    {
        return means.multiply(m_weights.output, input);
    }

private:
    const infer::LinearWeights& m_weights;
};

} // namespace headroom::test::naive
