// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: sparse attention chooses its positions beforehand, by short keys of their own, one for all heads.
#pragma once

#include "core/infer/cpu/mixer.h"

namespace headroom::infer {

class Indexer {
public:
    /// The weights must outlive it. Errors: OutOfMemory, InvalidArgument (the KV type does not fit a key).
    static Result<Indexer> create(const IndexerWeights& weights, const Memory& memory, Workspace& work);
    /// Remembers the keys of a batch, whose layer input stands in Slot::Input and whose compressed queries in another,
    /// and writes Workspace::chosen. Uses Slot::Query, Slot::Up and Slot::Scores.
    void choose(const Batch& batch, Slot queries, Workspace& work);
    std::uint64_t bytes() const { return m_keys.bytes(); }

private:
    Indexer(const IndexerWeights& weights, KvCache keys) : m_weights(&weights), m_keys(std::move(keys)) { }
    void prepare(const Batch& batch, std::size_t token, Workspace& work);
    /// Of one token for positions [0, count), to the scratch memory behind its products.
    const float* score(std::size_t token, std::size_t count, float* scratch, Workspace& work) const;

    const IndexerWeights* m_weights;
    KvCache m_keys;
};

} // namespace headroom::infer
