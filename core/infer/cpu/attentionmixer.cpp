// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/attentionmixer.h"
#include "core/infer/cpu/applynorm.h"
#include "core/infer/cpu/ssm.h"

#include <algorithm>
#include <cmath>

namespace headroom::infer {

namespace {

void clampAll(float* values, std::size_t count, float limit)
{
    for (std::size_t i = 0; i < count; ++i)
        values[i] = std::clamp(values[i], -limit, limit);
}

/// A norm over all heads together, rather than over each.
bool overAll(const Norm& norm, std::size_t length)
{
    return norm && norm.columns != length;
}

} // namespace

Result<std::unique_ptr<Mixer>> AttentionMixer::create(const AttentionWeights& weights, const Memory& memory,
                                                      Workspace& work)
{
    const AttentionSettings& s = weights.settings;
    if (memory.cache)
        return std::unique_ptr<Mixer>(new AttentionMixer(weights, memory.cache, memory.positions, work));
    auto cache = KvCache::create({s.kvHeads, memory.positions, s.keyLength, s.valueLength}, *memory.kvType);
    if (!cache)
        return tl::unexpected(std::move(cache.error()));
    return std::unique_ptr<Mixer>(
        new AttentionMixer(weights, std::make_shared<KvCache>(std::move(*cache)), memory.positions, work));
}

AttentionMixer::AttentionMixer(const AttentionWeights& weights, std::shared_ptr<KvCache> cache, std::uint32_t context,
                               Workspace& work)
    : m_weights(weights)
    , m_cache(std::move(cache))
    , m_attention(weights.settings, weights.sinks, *m_cache, context, work)
{
    work.need(Slot::Gathered, std::max(weights.query.rows, weights.gate.rows));
    work.need(Slot::Key, weights.key.rows);
    work.need(Slot::Extra, padded(weights.settings.keyLength) + padded(weights.settings.valueLength));
    work.need(Slot::Value, weights.value.rows);
}

/// In place, on padded memory.
void AttentionMixer::prepareHead(const Norm& norm, std::size_t head, std::size_t token, float* values,
                                 Workspace& work) const
{
    const AttentionSettings& s = m_weights.settings;
    const bool each = norm && norm.columns == s.keyLength;
    const std::size_t which = norm.weight.size() > padded(s.keyLength) ? head : 0;
    if (each && !m_weights.normAfterRope)
        apply(norm, values, values, which);
    if (s.rotates)
        work.ropes[s.local ? 1 : 0].rotate(values, token);
    if (each && m_weights.normAfterRope)
        apply(norm, values, values, which);
}

/// Norms and rotates a token's queries.
void AttentionMixer::distribute(const Batch& batch, std::size_t t, Workspace& work)
{
    const AttentionSettings& s = m_weights.settings;
    float* queries = work[Slot::Gathered].row(t);
    if (s.clamp > 0)
        clampAll(queries, m_weights.query.rows, s.clamp);
    if (overAll(m_weights.queryNorm, s.keyLength))
        apply(m_weights.queryNorm, queries, queries);
    const float temperature = s.temperature.at(batch.first + t);
    const std::size_t apart = std::size_t{s.keyLength} * (m_weights.gatedQuery ? 2 : 1);
    for (std::size_t h = 0; h < s.heads; ++h) {
        float* to = m_attention.query(work, t, h);
        std::copy_n(queries + h * apart, s.keyLength, to);
        clearPadding(to, s.keyLength);
        prepareHead(m_weights.queryNorm, h, t, to, work);
        if (temperature != 1)
            for (std::size_t i = 0; i < s.keyLength; ++i)
                to[i] *= temperature;
    }
}

/// Norms and rotates a token's keys, and files its keys and values.
void AttentionMixer::store(std::size_t position, std::size_t t, Workspace& work)
{
    const AttentionSettings& s = m_weights.settings;
    float* keys = work[Slot::Key].row(t);
    float* values = work[Slot::Value].row(t);
    if (s.clamp > 0) {
        clampAll(keys, m_weights.key.rows, s.clamp);
        clampAll(values, m_weights.value.rows, s.clamp);
    }
    if (overAll(m_weights.keyNorm, s.keyLength))
        apply(m_weights.keyNorm, keys, keys);
    float* key = work[Slot::Extra].row(t);
    float* value = key + padded(s.keyLength);
    for (std::size_t h = 0; h < s.kvHeads; ++h) {
        std::copy_n(keys + h * s.keyLength, s.keyLength, key);
        clearPadding(key, s.keyLength);
        prepareHead(m_weights.keyNorm, h, t, key, work);
        std::copy_n(values + h * s.valueLength, s.valueLength, value);
        clearPadding(value, s.valueLength);
        if (m_weights.valueNorm)
            apply(m_weights.valueNorm, value, value);
        m_cache->store(h, position, key, value);
    }
}

void AttentionMixer::project(const Batch& batch, Workspace& work)
{
    if (shares())
        work.multiply(m_weights.query, Slot::Input, Slot::Gathered, batch.tokens);
    else
        work.multiply({{m_weights.query, Slot::Gathered}, {m_weights.key, Slot::Key}, {m_weights.value, Slot::Value}},
                      Slot::Input, batch.tokens);
    work.each(batch.tokens, [&](std::size_t t) {
        distribute(batch, t, work);
        if (!shares())
            store(batch.first + t, t, work);
    });
}

/// What happens to a token's attended values before the output projection.
void AttentionMixer::finish(std::size_t t, Workspace& work) const
{
    const AttentionSettings& s = m_weights.settings;
    float* attended = work[Slot::Attended].row(t);
    if (m_weights.gatedQuery) {
        const float* gates = work[Slot::Gathered].row(t) + s.keyLength;
        for (std::size_t h = 0; h < s.heads; ++h)
            for (std::size_t i = 0; i < s.valueLength; ++i)
                attended[h * s.valueLength + i] /= 1 + std::exp(-gates[h * 2 * s.keyLength + i]);
    }
    if (m_weights.gate) {
        const float* gates = work[Slot::Gathered].row(t);
        const std::size_t each = m_weights.gate.rows == s.heads ? s.valueLength : 1;
        for (std::size_t i = 0; i < std::size_t{s.heads} * s.valueLength; ++i) {
            const float gate = gates[i / each];
            attended[i] *= m_weights.softplusGate ? softplus(gate) : 1 / (1 + std::exp(-gate));
        }
    }
    if (s.valueScale != 1)
        for (std::size_t i = 0; i < std::size_t{s.heads} * s.valueLength; ++i)
            attended[i] *= s.valueScale;
    if (m_weights.innerNorm)
        apply(m_weights.innerNorm, attended, attended);
}

void AttentionMixer::run(const Batch& batch, Workspace& work)
{
    project(batch, work);
    m_attention.run(*m_cache, batch.first, batch.tokens, work);
    if (m_weights.gate)
        work.multiply(m_weights.gate, Slot::Input, Slot::Gathered, batch.tokens);
    if (m_weights.gatedQuery || m_weights.gate || m_weights.innerNorm || m_weights.settings.valueScale != 1)
        work.each(batch.tokens, [&](std::size_t t) { finish(t, work); });
    work.multiply(m_weights.output, Slot::Attended, Slot::Output, batch.tokens);
}

} // namespace headroom::infer
