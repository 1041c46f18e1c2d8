// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: causal attention over one layer's cache: softmax(q·k / sqrt(d)) V, query heads sharing key-value heads. Each
// query has its own sums in order of position, so a batch gives the bits of one token at a time.
#pragma once

#include "core/base/parallel.h"
#include "core/infer/buffer.h"
#include "core/infer/kernels.h"
#include "core/model/description.h"

namespace headroom::infer {

/// Keys and values of all layers: [layer][key-value head][position][padded length].
class KvCache {
public:
    static Result<KvCache> create(const model::Shape& shape, std::uint32_t context);
    float* key(std::size_t layer, std::size_t head, std::size_t position);
    float* value(std::size_t layer, std::size_t head, std::size_t position);

private:
    FloatBuffer m_keys;
    FloatBuffer m_values;
    std::size_t m_heads = 0;
    std::size_t m_context = 0;
    std::size_t m_keyStride = 0;
    std::size_t m_valueStride = 0;
};

class Attention {
public:
    static Result<Attention> create(const model::Shape& shape, std::uint32_t context, std::size_t maxTokens,
                                    std::size_t threads);
    /// Where the rotated query of this token and head goes; padded length.
    float* query(std::size_t token, std::size_t head);
    /// Tokens stand at positions first, first + 1, …, their keys and values are in the cache. out[token * outStride].
    void run(KvCache& cache, std::size_t layer, std::size_t first, std::size_t tokens, float* out,
             std::size_t outStride, ThreadPool& pool);

private:
    struct Block { ///< consecutive tokens for one key-value head
        std::size_t head, token, tokens;
    };
    void runBlock(KvCache& cache, std::size_t layer, std::size_t first, const Block& block, float* scores, float* out,
                  std::size_t outStride);

    FloatBuffer m_queries; ///< [key-value head][token][query head of the group][padded length]
    FloatBuffer m_scores; ///< per thread: [query][position], then one padded value
    std::size_t m_threads = 0, m_maxTokens = 0, m_kvHeads = 0, m_group = 0, m_tokensPerBlock = 0;
    std::size_t m_keyLength = 0, m_valueLength = 0, m_scoreStride = 0;
    float m_scale = 0;
};

} // namespace headroom::infer
