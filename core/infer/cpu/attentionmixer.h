// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the attention of most families, from projections to projection: biases, query-key norms, rotation, temperature,
// gates, and the cache in between.
#pragma once

#include "core/infer/cpu/attention.h"
#include "core/infer/cpu/mixer.h"

namespace headroom::infer {

class AttentionMixer : public Mixer {
public:
    static Result<std::unique_ptr<Mixer>> create(const AttentionWeights& weights, const Memory& memory,
                                                 Workspace& work);
    void run(const Batch& batch, Workspace& work) override;
    std::shared_ptr<KvCache> cache() const override { return m_cache; }
    std::uint64_t bytes() const override { return shares() ? 0 : m_cache->bytes(); }

private:
    AttentionMixer(const AttentionWeights& weights, std::shared_ptr<KvCache> cache, std::uint32_t context,
                   Workspace& work);
    bool shares() const { return m_weights.settings.cacheOf.has_value(); }
    void project(const Batch& batch, Workspace& work);
    void distribute(const Batch& batch, std::size_t token, Workspace& work);
    void store(std::size_t position, std::size_t token, Workspace& work);
    void prepareHead(const Norm& norm, std::size_t head, std::size_t token, float* values, Workspace& work) const;
    void finish(std::size_t token, Workspace& work) const;

    const AttentionWeights& m_weights;
    std::shared_ptr<KvCache> m_cache; ///< its own, or that of an earlier layer
    Attention m_attention;
};

} // namespace headroom::infer
