// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/latentmixer.h"
#include "core/infer/cpu/applynorm.h"

#include <algorithm>

namespace headroom::infer {

namespace {

/// What the attention works on, which is not what the heads are called in the file.
AttentionSettings attentionOf(const LatentAttentionWeights& weights)
{
    AttentionSettings out = weights.settings;
    if (weights.keyUp.empty()) {
        out.kvHeads = out.heads;
        out.keyLength = weights.latent.keyLength;
        out.valueLength = weights.latent.valueLength;
    } else {
        out.kvHeads = 1;
        out.keyLength = weights.latent.rank + static_cast<std::uint32_t>(weights.rotated);
        out.valueLength = weights.latent.rank;
    }
    return out;
}

} // namespace

Result<std::unique_ptr<Mixer>> LatentMixer::create(const LatentAttentionWeights& weights, const Memory& memory,
                                                   Workspace& work)
{
    const AttentionSettings s = attentionOf(weights);
    auto cache = KvCache::create({s.kvHeads, memory.positions, s.keyLength, s.valueLength, !weights.keyUp.empty()},
                                 *memory.kvType);
    if (!cache)
        return tl::unexpected(std::move(cache.error()));
    std::optional<Indexer> indexer;
    if (weights.indexer) {
        auto created = Indexer::create(*weights.indexer, memory, work);
        if (!created)
            return tl::unexpected(std::move(created.error()));
        indexer = std::move(*created);
    }
    return std::unique_ptr<Mixer>(
        new LatentMixer(weights, s, std::move(*cache), std::move(indexer), memory.positions, work));
}

LatentMixer::LatentMixer(const LatentAttentionWeights& weights, const AttentionSettings& settings, KvCache cache,
                         std::optional<Indexer> indexer, std::uint32_t context, Workspace& work)
    : m_weights(weights)
    , m_cache(std::move(cache))
    , m_indexer(std::move(indexer))
    , m_attention(settings, {}, m_cache, context, work)
    , m_plain(weights.latent.keyLength - weights.rotated)
{
    const std::size_t values = std::size_t{settings.heads} * weights.latent.valueLength;
    // Heads are multiplied where they lie, and reading the last one goes on up to its padding.
    work.need(Slot::Gathered, std::max(weights.query.rows, values) + kLanes);
    work.need(Slot::Attended, std::size_t{settings.heads} * settings.valueLength + kLanes);
    work.need(Slot::Key, weights.down.rows);
    work.need(Slot::Value, weights.latent.rank);
    work.need(Slot::Extra, std::max<std::size_t>({weights.queryDown.rows, weights.keyValueUp.rows, 1}));
    work.need(Slot::Up, settings.keyLength);
}

/// Queries to Slot::Gathered, the latent vector to Slot::Value, what is rotated stays at the end of Slot::Key.
void LatentMixer::project(const Batch& batch, Workspace& work)
{
    if (m_weights.queryDown) {
        work.multiply(m_weights.queryDown, Slot::Input, Slot::Extra, batch.tokens);
        work.each(batch.tokens, [&](std::size_t t) {
            apply(m_weights.queryNorm, work[Slot::Extra].row(t), work[Slot::Extra].row(t));
        });
        if (m_indexer)
            m_indexer->choose(batch, Slot::Extra, work);
        work.multiply(m_weights.query, Slot::Extra, Slot::Gathered, batch.tokens);
    } else {
        work.multiply(m_weights.query, Slot::Input, Slot::Gathered, batch.tokens);
    }
    work.multiply(m_weights.down, Slot::Input, Slot::Key, batch.tokens);
    work.each(batch.tokens, [&](std::size_t t) {
        float* latent = work[Slot::Value].row(t);
        std::copy_n(work[Slot::Key].row(t), m_weights.latent.rank, latent);
        clearPadding(latent, m_weights.latent.rank);
        apply(m_weights.latentNorm, latent, latent);
        work.ropes[0].rotate(work[Slot::Key].row(t) + m_weights.latent.rank, t);
    });
}

void LatentMixer::fileAbsorbed(const Batch& batch, std::size_t t, Workspace& work)
{
    const std::size_t rank = m_weights.latent.rank, length = m_weights.latent.keyLength;
    const float temperature = m_weights.settings.temperature.at(batch.first + t);
    for (std::size_t h = 0; h < m_weights.settings.heads; ++h) {
        float* query = m_attention.query(work, t, h);
        std::copy_n(work[Slot::Gathered].row(t) + h * length + m_plain, m_weights.rotated, query + rank);
        work.ropes[0].rotate(query + rank, t);
        clearPadding(query, rank + m_weights.rotated);
        for (std::size_t i = 0; i < rank + m_weights.rotated; ++i)
            query[i] *= temperature;
    }
    float* key = work[Slot::Up].row(t);
    std::copy_n(work[Slot::Value].row(t), rank, key);
    std::copy_n(work[Slot::Key].row(t) + rank, m_weights.rotated, key + rank);
    m_cache.store(0, batch.first + t, key, nullptr);
}

void LatentMixer::fileExpanded(const Batch& batch, std::size_t t, Workspace& work)
{
    const std::size_t length = m_weights.latent.keyLength, values = m_weights.latent.valueLength;
    const float temperature = m_weights.settings.temperature.at(batch.first + t);
    float* key = work[Slot::Up].row(t);
    for (std::size_t h = 0; h < m_weights.settings.heads; ++h) {
        float* query = m_attention.query(work, t, h);
        std::copy_n(work[Slot::Gathered].row(t) + h * length, length, query);
        work.ropes[0].rotate(query + m_plain, t);
        clearPadding(query, length);
        for (std::size_t i = 0; i < length; ++i)
            query[i] *= temperature;
        const float* rebuilt = work[Slot::Extra].row(t) + h * (m_plain + values);
        std::copy_n(rebuilt, m_plain, key);
        std::copy_n(work[Slot::Key].row(t) + m_weights.latent.rank, m_weights.rotated, key + m_plain);
        m_cache.store(h, batch.first + t, key, rebuilt + m_plain);
    }
}

void LatentMixer::run(const Batch& batch, Workspace& work)
{
    const std::size_t heads = m_weights.settings.heads, values = m_weights.latent.valueLength;
    project(batch, work);
    if (!absorbed()) {
        work.multiply(m_weights.keyValueUp, Slot::Value, Slot::Extra, batch.tokens);
        work.each(batch.tokens, [&](std::size_t t) { fileExpanded(batch, t, work); });
        m_attention.run(m_cache, batch.first, batch.tokens, work);
        work.multiply(m_weights.output, Slot::Attended, Slot::Output, batch.tokens);
        return;
    }
    TokenRows& gathered = work[Slot::Gathered];
    for (std::size_t h = 0; h < heads; ++h)
        work.multiply(m_weights.keyUp[h],
                      {gathered.row(0) + h * m_weights.latent.keyLength, gathered.stride, batch.tokens},
                      m_attention.query(work, 0, h), work[Slot::Query].stride);
    work.each(batch.tokens, [&](std::size_t t) { fileAbsorbed(batch, t, work); });
    m_attention.run(m_cache, batch.first, batch.tokens, work);
    const TokenRows& attended = work[Slot::Attended];
    for (std::size_t h = 0; h < heads; ++h)
        work.multiply(m_weights.valueUp[h],
                      {attended.buffer.data() + h * m_weights.latent.rank, attended.stride, batch.tokens},
                      gathered.row(0) + h * values, gathered.stride);
    for (std::size_t t = 0; t < batch.tokens; ++t)
        clearPadding(gathered.row(t), heads * values);
    work.multiply(m_weights.output, Slot::Gathered, Slot::Output, batch.tokens);
}

} // namespace headroom::infer
