// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: causal attention over one layer's cache: softmax(q·k · scale) V, query heads sharing key-value heads, with
// windows, soft caps, position biases and sinks where a family has them. Each query has its own sums in order of
// position, so a batch gives the bits of one token at a time.
#pragma once

#include "core/infer/cpu/kvcache.h"
#include "core/infer/cpu/workspace.h"
#include "core/infer/settings.h"

#include <span>

namespace headroom::infer {

class Attention {
public:
    /// Announces its scratch memory: queries in Slot::Query, [token][head][padded length].
    Attention(const AttentionSettings& settings, std::span<const float> sinks, const KvCache& cache,
              std::uint32_t context, Workspace& work);

    float* query(Workspace& work, std::size_t token, std::size_t head) const;
    /// Tokens stand at positions first, first + 1, …, their keys and values are in the cache. Writes Slot::Attended,
    /// [token][head][value length].
    void run(const KvCache& cache, std::size_t first, std::size_t tokens, Workspace& work) const;

private:
    struct Block { ///< consecutive tokens for one key-value head
        std::size_t head, token, tokens;
    };
    struct Scratch { ///< of one thread
        float *scores, *queries, *averages, *rows;
    };
    Scratch scratchOf(std::size_t thread, Workspace& work) const;
    void runBlock(const KvCache& cache, std::size_t first, const Block& block, const Scratch& scratch,
                  Workspace& work) const;
    void gather(const KvCache& cache, const Block& block, float* to, Workspace& work) const;
    void average(const KvCache& cache, std::size_t first, const Block& block, const Scratch& scratch) const;
    std::size_t firstVisible(std::size_t position) const;
    /// Raw products of one query with the visible keys to weights. chosen: those that count; empty: all.
    void weigh(float* scores, std::size_t count, std::size_t firstSeen, std::size_t position, std::size_t head,
               std::span<const std::uint32_t> chosen) const;

    AttentionSettings m_settings;
    std::vector<float> m_sinks;
    std::vector<float> m_slopes; ///< ALiBi (Press et al. 2022): per head, or empty
    std::size_t m_group = 1, m_tokensPerBlock = 1, m_scoreStride = 0;
};

} // namespace headroom::infer
