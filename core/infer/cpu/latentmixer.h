// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: multi-head latent attention (DeepSeek-V2, 2024). Where the file holds k_b and v_b, queries are taken down to the
// latent space, so that all heads share one short key per position, and its first part is the value. With the older
// kv_b, keys and values of every head are rebuilt and cached.
#pragma once

#include "core/infer/cpu/attention.h"
#include "core/infer/cpu/indexer.h"
#include "core/infer/cpu/mixer.h"

namespace headroom::infer {

class LatentMixer : public Mixer {
public:
    static Result<std::unique_ptr<Mixer>> create(const LatentAttentionWeights& weights, const Memory& memory,
                                                 Workspace& work);
    void run(const Batch& batch, Workspace& work) override;
    std::uint64_t bytes() const override { return m_cache.bytes() + (m_indexer ? m_indexer->bytes() : 0); }

private:
    LatentMixer(const LatentAttentionWeights& weights, const AttentionSettings& settings, KvCache cache,
                std::optional<Indexer> indexer, std::uint32_t context, Workspace& work);
    bool absorbed() const { return m_weights.keyUp.size() > 0; }
    void project(const Batch& batch, Workspace& work);
    void fileAbsorbed(const Batch& batch, std::size_t token, Workspace& work);
    void fileExpanded(const Batch& batch, std::size_t token, Workspace& work);

    const LatentAttentionWeights& m_weights;
    KvCache m_cache;
    std::optional<Indexer> m_indexer;
    Attention m_attention;
    std::size_t m_plain; ///< numbers of a key that carry no position
};

} // namespace headroom::infer
