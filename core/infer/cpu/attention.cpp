// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/attention.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>

namespace headroom::infer {

namespace {

constexpr float kHidden = -1e30F; ///< a score whose exponential is zero beside any other
constexpr std::size_t kQueriesPerBlock = 24; ///< enough to reuse a key from the cache, few enough to share out

/// For n heads, a power of two: 2^(-b/n), 2^(-2b/n), …; the heads beyond take every other one of the next power.
std::vector<float> alibiSlopes(std::size_t heads, float largest)
{
    const auto whole = static_cast<double>(std::bit_floor(heads));
    std::vector<float> out;
    for (std::size_t h = 0; h < heads; ++h) {
        const auto index = static_cast<double>(h);
        const double exponent = index < whole ? (index + 1) / whole : (2 * (index - whole) + 1) / (2 * whole);
        out.push_back(static_cast<float>(std::exp2(-static_cast<double>(largest) * exponent)));
    }
    return out;
}

} // namespace

Attention::Attention(const AttentionSettings& settings, std::span<const float> sinks, const KvCache& cache,
                     std::uint32_t context, Workspace& work)
    : m_settings(settings)
    , m_sinks(sinks.begin(), sinks.end())
    , m_group(settings.heads / settings.kvHeads)
    , m_tokensPerBlock(std::max<std::size_t>(1, kQueriesPerBlock / m_group))
    , m_scoreStride(padded(context) + kLanes)
{
    if (settings.alibi > 0)
        m_slopes = alibiSlopes(settings.heads, settings.alibi);
    work.need(Slot::Query, settings.heads * padded(settings.keyLength));
    work.need(Slot::Attended, std::size_t{settings.heads} * settings.valueLength);
    const std::size_t perQuery = m_scoreStride + padded(settings.keyLength) + padded(settings.valueLength);
    work.needPerThread(m_tokensPerBlock * m_group * perQuery + cache.scratchFloats());
}

Attention::Scratch Attention::scratchOf(std::size_t thread, Workspace& work) const
{
    const std::size_t queries = m_tokensPerBlock * m_group;
    Scratch out{};
    out.scores = work.perThread(thread);
    out.queries = out.scores + queries * m_scoreStride;
    out.averages = out.queries + queries * padded(m_settings.keyLength);
    out.rows = out.averages + queries * padded(m_settings.valueLength);
    return out;
}

float* Attention::query(Workspace& work, std::size_t token, std::size_t head) const
{
    return work[Slot::Query].row(token) + head * padded(m_settings.keyLength);
}

std::size_t Attention::firstVisible(std::size_t position) const
{
    const std::size_t window = m_settings.window;
    switch (m_settings.windowKind) {
    case WindowKind::Whole:
        return 0;
    case WindowKind::Sliding:
        return position + 1 > window ? position + 1 - window : 0;
    case WindowKind::Chunked:
        return position / window * window;
    }
    return 0;
}

void Attention::weigh(float* scores, std::size_t count, std::size_t firstSeen, std::size_t position, std::size_t head,
                      std::span<const std::uint32_t> chosen) const
{
    for (std::size_t p = 0; p < count; ++p)
        scores[p] *= m_settings.scale;
    if (m_settings.softCap > 0)
        for (std::size_t p = 0; p < count; ++p)
            scores[p] = m_settings.softCap * std::tanh(scores[p] / m_settings.softCap);
    if (!m_slopes.empty())
        for (std::size_t p = 0; p < count; ++p)
            scores[p] -= m_slopes[head] * static_cast<float>(position - (firstSeen + p));
    auto next = chosen.begin();
    for (std::size_t p = 0; p < count && !chosen.empty(); ++p)
        if (next != chosen.end() && *next == firstSeen + p)
            ++next;
        else
            scores[p] = kHidden;
    softmax(scores, count, m_sinks.empty() ? nullptr : &m_sinks[head]);
}

/// The block's queries one after another, turned as the cache's keys are.
void Attention::gather(const KvCache& cache, const Block& block, float* to, Workspace& work) const
{
    const std::size_t stride = padded(m_settings.keyLength);
    for (std::size_t i = 0; i < block.tokens * m_group; ++i, to += stride) {
        std::copy_n(query(work, block.token + i / m_group, block.head * m_group + i % m_group), stride, to);
        if (cache.keyBlock() != 0)
            turn(to, m_settings.keyLength, cache.keyBlock());
    }
}

/// Weighted sums of the values, in parts that fit the cache's tiles.
void Attention::average(const KvCache& cache, std::size_t first, const Block& block, const Scratch& scratch) const
{
    const std::size_t stride = padded(m_settings.valueLength);
    const std::size_t queries = block.tokens * m_group;
    const std::size_t begin = firstVisible(first + block.token);
    const std::size_t end = first + block.token + block.tokens;
    std::fill_n(scratch.averages, queries * stride, 0.0F);
    for (std::size_t at = begin; at < end; at += cache.tile()) {
        const std::size_t count = std::min(cache.tile(), end - at);
        const Rows values = cache.values(block.head, at, count, scratch.rows);
        const auto add = [&](std::size_t query, std::size_t some, std::size_t from, std::size_t to) {
            if (from < to)
                addWeightedSums({scratch.scores + query * m_scoreStride + (from - begin), m_scoreStride, some},
                                {values.data + (from - at) * values.stride, values.stride, to - from}, stride,
                                scratch.averages + query * stride, stride);
        };
        // What all queries see of the tile is read once; before and behind it each one sees another part.
        const std::size_t allFrom = std::max(at, firstVisible(end - 1));
        const std::size_t allTo = std::max(allFrom, std::min(at + count, first + block.token + 1));
        for (std::size_t i = 0; i < queries; i += m_group) {
            const std::size_t position = first + block.token + i / m_group;
            add(i, m_group, std::max(at, firstVisible(position)), std::min({at + count, position + 1, allFrom}));
        }
        add(0, queries, allFrom, std::min(at + count, allTo));
        for (std::size_t i = 0; i < queries; i += m_group) {
            const std::size_t position = first + block.token + i / m_group;
            add(i, m_group, std::max(allTo, firstVisible(position)), std::min(at + count, position + 1));
        }
    }
}

void Attention::runBlock(const KvCache& cache, std::size_t first, const Block& block, const Scratch& scratch,
                         Workspace& work) const
{
    const std::size_t keyStride = padded(m_settings.keyLength);
    const std::size_t queries = block.tokens * m_group;
    gather(cache, block, scratch.queries, work);
    const std::size_t begin = firstVisible(first + block.token);
    const std::size_t end = first + block.token + block.tokens; // the last token of the block sees up to here
    for (std::size_t at = begin; at < end; at += cache.tile())
        multiplyRows(cache.keys(block.head, at, std::min(cache.tile(), end - at), scratch.rows),
                     {scratch.queries, keyStride, queries}, keyStride, scratch.scores + (at - begin), m_scoreStride);
    for (std::size_t i = 0; i < queries; ++i) {
        const std::size_t position = first + block.token + i / m_group;
        const std::size_t seen = firstVisible(position);
        weigh(scratch.scores + i * m_scoreStride + (seen - begin), position + 1 - seen, seen, position,
              block.head * m_group + i % m_group,
              m_settings.sparse ? work.chosen[block.token + i / m_group] : std::vector<std::uint32_t>{});
    }
    average(cache, first, block, scratch);
    for (std::size_t i = 0; i < queries; ++i) {
        float* sum = scratch.averages + i * padded(m_settings.valueLength);
        if (cache.valueBlock() != 0)
            turn(sum, m_settings.valueLength, cache.valueBlock());
        const std::size_t head = block.head * m_group + i % m_group;
        std::copy_n(sum, m_settings.valueLength,
                    work[Slot::Attended].row(block.token + i / m_group) + head * m_settings.valueLength);
    }
}

void Attention::run(const KvCache& cache, std::size_t first, std::size_t tokens, Workspace& work) const
{
    const std::size_t blocks = (tokens + m_tokensPerBlock - 1) / m_tokensPerBlock;
    std::atomic<std::size_t> next{0};
    work.pool.forRanges(work.pool.size(), 1, [&](std::size_t slot, std::size_t) {
        for (std::size_t i = next++; i < m_settings.kvHeads * blocks; i = next++) {
            const std::size_t token = i % blocks * m_tokensPerBlock;
            runBlock(cache, first, {i / blocks, token, std::min(m_tokensPerBlock, tokens - token)},
                     scratchOf(slot, work), work);
        }
    });
    const std::size_t width = std::size_t{m_settings.heads} * m_settings.valueLength;
    for (std::size_t t = 0; t < tokens; ++t)
        clearPadding(work[Slot::Attended].row(t), width);
}

} // namespace headroom::infer
