// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/attention.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace headroom::infer {

namespace {

constexpr std::size_t kQueriesPerBlock = 24; ///< enough to reuse a key from the cache, few enough to share out

} // namespace

Result<KvCache> KvCache::create(const model::Shape& shape, std::uint32_t context)
{
    KvCache out;
    out.m_heads = shape.kvHeads;
    out.m_context = context;
    out.m_keyStride = padded(shape.keyLength);
    out.m_valueStride = padded(shape.valueLength);
    const std::size_t rows = std::size_t{shape.layers} * shape.kvHeads * context;
    auto keys = FloatBuffer::create(rows, out.m_keyStride, "key cache");
    if (!keys)
        return tl::unexpected(std::move(keys.error()));
    auto values = FloatBuffer::create(rows, out.m_valueStride, "value cache");
    if (!values)
        return tl::unexpected(std::move(values.error()));
    out.m_keys = std::move(*keys);
    out.m_values = std::move(*values);
    return out;
}

float* KvCache::key(std::size_t layer, std::size_t head, std::size_t position)
{
    return m_keys.data() + ((layer * m_heads + head) * m_context + position) * m_keyStride;
}

float* KvCache::value(std::size_t layer, std::size_t head, std::size_t position)
{
    return m_values.data() + ((layer * m_heads + head) * m_context + position) * m_valueStride;
}

Result<Attention> Attention::create(const model::Shape& shape, std::uint32_t context, std::size_t maxTokens,
                                    std::size_t threads)
{
    Attention out;
    out.m_threads = threads;
    out.m_maxTokens = maxTokens;
    out.m_kvHeads = shape.kvHeads;
    out.m_group = shape.heads / shape.kvHeads;
    out.m_tokensPerBlock = std::max<std::size_t>(1, kQueriesPerBlock / out.m_group);
    out.m_keyLength = shape.keyLength;
    out.m_valueLength = shape.valueLength;
    out.m_scoreStride = padded(context);
    out.m_scale = 1.0F / std::sqrt(static_cast<float>(shape.keyLength));
    auto queries = FloatBuffer::create(maxTokens * shape.heads, padded(shape.keyLength), "queries");
    if (!queries)
        return tl::unexpected(std::move(queries.error()));
    const std::size_t perThread = out.m_tokensPerBlock * out.m_group * out.m_scoreStride + padded(shape.valueLength);
    auto scores = FloatBuffer::create(threads, perThread, "attention scores");
    if (!scores)
        return tl::unexpected(std::move(scores.error()));
    out.m_queries = std::move(*queries);
    out.m_scores = std::move(*scores);
    return out;
}

float* Attention::query(std::size_t token, std::size_t head)
{
    const std::size_t row = (head / m_group * m_maxTokens + token) * m_group + head % m_group;
    return m_queries.data() + row * padded(m_keyLength);
}

void Attention::runBlock(KvCache& cache, std::size_t layer, std::size_t first, const Block& block, float* scores,
                         float* out, std::size_t outStride)
{
    const std::size_t keyStride = padded(m_keyLength);
    const std::size_t valueStride = padded(m_valueLength);
    const std::size_t positions = first + block.token + block.tokens; // the last token of the block sees them all
    multiplyRows({cache.key(layer, block.head, 0), keyStride, positions},
                 {query(block.token, block.head * m_group), keyStride, block.tokens * m_group}, keyStride, scores,
                 m_scoreStride);
    float* average = scores + m_tokensPerBlock * m_group * m_scoreStride;
    for (std::size_t i = 0; i < block.tokens * m_group; ++i) {
        const std::size_t token = block.token + i / m_group;
        const std::size_t visible = first + token + 1;
        float* row = scores + i * m_scoreStride;
        for (std::size_t p = 0; p < visible; ++p)
            row[p] *= m_scale;
        softmax(row, visible);
        weightedSum(row, {cache.value(layer, block.head, 0), valueStride, visible}, valueStride, average);
        const std::size_t head = block.head * m_group + i % m_group;
        std::copy_n(average, m_valueLength, out + token * outStride + head * m_valueLength);
    }
}

void Attention::run(KvCache& cache, std::size_t layer, std::size_t first, std::size_t tokens, float* out,
                    std::size_t outStride, ThreadPool& pool)
{
    const std::size_t blocks = (tokens + m_tokensPerBlock - 1) / m_tokensPerBlock;
    const std::size_t perThread = m_tokensPerBlock * m_group * m_scoreStride + padded(m_valueLength);
    std::atomic<std::size_t> next{0};
    pool.forRanges(m_threads, 1, [&](std::size_t slot, std::size_t) {
        for (std::size_t i = next++; i < m_kvHeads * blocks; i = next++) {
            const std::size_t token = i % blocks * m_tokensPerBlock;
            runBlock(cache, layer, first, {i / blocks, token, std::min(m_tokensPerBlock, tokens - token)},
                     m_scores.data() + slot * perThread, out, outStride);
        }
    });
}

} // namespace headroom::infer
