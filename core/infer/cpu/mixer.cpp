// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/mixer.h"

#include "core/infer/cpu/attentionmixer.h"
#include "core/infer/cpu/latentmixer.h"
#include "core/infer/cpu/recurrentmixers.h"

namespace headroom::infer {

namespace {

class LinearMixer : public Mixer {
public:
    explicit LinearMixer(const LinearWeights& weights) : m_weights(weights) { }
    void run(const Batch& batch, Workspace& work) override
    {
        work.multiply(m_weights.output, Slot::Input, Slot::Output, batch.tokens);
    }
    std::uint64_t bytes() const override { return 0; }

private:
    const LinearWeights& m_weights;
};

/// One call operator per kind of weights.
struct Creator {
    const Memory& memory;
    Workspace& work;

    Result<std::unique_ptr<Mixer>> operator()(const AttentionWeights& weights) const
    {
        return AttentionMixer::create(weights, memory, work);
    }
    Result<std::unique_ptr<Mixer>> operator()(const LatentAttentionWeights& weights) const
    {
        return LatentMixer::create(weights, memory, work);
    }
    Result<std::unique_ptr<Mixer>> operator()(const LinearWeights& weights) const
    {
        return std::make_unique<LinearMixer>(weights);
    }
    /// A state of fixed size: the context does not matter.
    template <class Recurrent> Result<std::unique_ptr<Mixer>> operator()(const Recurrent& weights) const
    {
        return createMixer(weights, work);
    }
};

} // namespace

Result<std::unique_ptr<Mixer>> createMixer(const MixerWeights& weights, const Memory& memory, Workspace& work)
{
    return std::visit(Creator{memory, work}, weights);
}

} // namespace headroom::infer
