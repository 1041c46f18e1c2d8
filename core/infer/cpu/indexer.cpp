// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/indexer.h"

#include "core/infer/cpu/applynorm.h"

#include <algorithm>
#include <atomic>
#include <numeric>

namespace headroom::infer {

Result<Indexer> Indexer::create(const IndexerWeights& weights, const Memory& memory, Workspace& work)
{
    const auto& [heads, length, choices] = weights.settings;
    auto keys = KvCache::create({1, memory.positions, length, length, true}, *memory.kvType);
    if (!keys)
        return tl::unexpected(std::move(keys.error()));
    work.need(Slot::Query, heads * padded(length));
    work.need(Slot::Routed, std::size_t{heads} * length);
    work.need(Slot::Up, length);
    work.need(Slot::Scores, heads);
    work.needPerThread(keys->scratchFloats() + heads * padded(keys->tile()) + padded(memory.positions));
    work.chosen.resize(work.tokens());
    return Indexer(weights, std::move(*keys));
}

/// Rotates a token's queries and its key, which is remembered.
void Indexer::prepare(const Batch& batch, std::size_t t, Workspace& work)
{
    const std::size_t length = m_weights->settings.length;
    const Rope& rope = work.ropes[2];
    for (std::size_t h = 0; h < m_weights->settings.heads; ++h) {
        float* query = work[Slot::Query].row(t) + h * padded(length);
        std::copy_n(work[Slot::Routed].row(t) + h * length, length, query);
        clearPadding(query, length);
        rope.rotate(query, t);
        if (m_keys.keyBlock() != 0)
            turn(query, length, m_keys.keyBlock());
    }
    float* key = work[Slot::Up].row(t);
    apply(m_weights->keyNorm, key, key);
    rope.rotate(key, t);
    m_keys.store(0, batch.first + t, key, nullptr);
}

const float* Indexer::score(std::size_t t, std::size_t count, float* scratch, Workspace& work) const
{
    const std::size_t heads = m_weights->settings.heads, columns = padded(m_weights->settings.length);
    float* products = scratch + m_keys.scratchFloats();
    float* sums = products + heads * padded(m_keys.tile());
    const float* weights = work[Slot::Scores].row(t);
    for (std::size_t at = 0; at < count; at += m_keys.tile()) {
        const std::size_t some = std::min(m_keys.tile(), count - at), stride = padded(m_keys.tile());
        multiplyRows(m_keys.keys(0, at, some, scratch), {work[Slot::Query].row(t), columns, heads}, columns, products,
                     stride);
        for (std::size_t p = 0; p < some; ++p) {
            sums[at + p] = 0;
            for (std::size_t h = 0; h < heads; ++h)
                sums[at + p] += weights[h] * std::max(products[h * stride + p], 0.0F);
        }
    }
    return sums;
}

void Indexer::choose(const Batch& batch, Slot queries, Workspace& work)
{
    work.multiply(m_weights->query, queries, Slot::Routed, batch.tokens);
    work.multiply({{m_weights->key, Slot::Up}, {m_weights->weigh, Slot::Scores}}, Slot::Input, batch.tokens);
    work.each(batch.tokens, [&](std::size_t t) { prepare(batch, t, work); });
    std::atomic<std::size_t> next{0};
    work.pool.forRanges(work.pool.size(), 1, [&](std::size_t thread, std::size_t) {
        for (std::size_t t = next++; t < batch.tokens; t = next++) {
            auto& chosen = work.chosen[t];
            chosen.clear();
            const std::size_t count = batch.first + t + 1, choices = m_weights->settings.choices;
            if (count <= choices)
                continue;
            const float* scores = score(t, count, work.perThread(thread), work);
            chosen.resize(count);
            std::iota(chosen.begin(), chosen.end(), 0U);
            std::nth_element(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(choices), chosen.end(),
                             [&](std::uint32_t a, std::uint32_t b) {
                                 return scores[a] != scores[b] ? scores[a] > scores[b] : a < b;
                             });
            chosen.resize(choices);
            std::ranges::sort(chosen);
        }
    });
}

} // namespace headroom::infer
