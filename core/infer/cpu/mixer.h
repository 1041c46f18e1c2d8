// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a layer does across positions, attention of any kind or a recurrence, behind one interface. A mixer
// belongs to one session and owns what it remembers: a KV cache, or a state.
#pragma once

#include "core/infer/cpu/kvcache.h"
#include "core/infer/cpu/workspace.h"
#include "core/infer/kvtypes.h"
#include "core/infer/weights.h"

namespace headroom::infer {

/// One batch: consecutive tokens of the sequence at positions first, first + 1, …
struct Batch {
    std::size_t first = 0;
    std::size_t tokens = 0;
};

/// What a session remembers: for how many positions, and how.
struct Memory {
    std::uint32_t positions = 0;
    const KvType* kvType = nullptr;
    std::shared_ptr<KvCache> cache; ///< of an earlier layer, where this one reads it; null: its own
};

class Mixer {
public:
    virtual ~Mixer() = default;
    /// Reads Slot::Input, which it leaves as it is, and writes Slot::Output. Results must not depend on how a sequence
    /// is cut into batches, nor on the number of threads.
    virtual void run(const Batch& batch, Workspace& work) = 0;
    /// Its keys and values, for layers that have none; null: it has no such.
    virtual std::shared_ptr<KvCache> cache() const { return nullptr; }
    /// Forgets all positions.
    virtual void clear() { }
    /// Of what it remembers, for all positions it has room for.
    virtual std::uint64_t bytes() const = 0;
};

/// The mixer for these weights, its memory allocated, its scratch memory announced to `work`. The weights must outlive
/// it. Errors: OutOfMemory, InvalidArgument (the KV type does not fit a head).
Result<std::unique_ptr<Mixer>> createMixer(const MixerWeights& weights, const Memory& memory, Workspace& work);

} // namespace headroom::infer
