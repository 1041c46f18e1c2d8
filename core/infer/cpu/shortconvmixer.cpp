// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/recurrentmixers.h"

namespace headroom::infer {

namespace {

class ShortConvolutionMixer : public Mixer {
public:
    ShortConvolutionMixer(const ShortConvolutionWeights& weights, RecurrentState state, Workspace& work)
        : m_weights(weights), m_state(std::move(state)), m_width(weights.convolution.channels)
    {
        work.need(Slot::Gathered, 3 * m_width);
        work.need(Slot::Key, m_width);
        work.need(Slot::Attended, m_width);
    }

    void run(const Batch& batch, Workspace& work) override
    {
        work.multiply(m_weights.input, Slot::Input, Slot::Gathered, batch.tokens);
        work.each(batch.tokens, [&](std::size_t t) {
            const float* gates = work[Slot::Gathered].row(t);
            const float* values = gates + 2 * m_width;
            float* out = work[Slot::Key].row(t);
            for (std::size_t i = 0; i < m_width; ++i)
                out[i] = gates[i] * values[i];
        });
        convolve(m_weights.convolution, m_state.history(), Slot::Key, 0, Slot::Attended, false, batch.tokens, work);
        work.each(batch.tokens, [&](std::size_t t) {
            const float* gates = work[Slot::Gathered].row(t) + m_width;
            float* out = work[Slot::Attended].row(t);
            for (std::size_t i = 0; i < m_width; ++i)
                out[i] *= gates[i];
        });
        work.multiply(m_weights.output, Slot::Attended, Slot::Output, batch.tokens);
    }
    void clear() override { m_state.clear(); }
    std::uint64_t bytes() const override { return m_state.bytes(); }

private:
    const ShortConvolutionWeights& m_weights;
    RecurrentState m_state;
    std::size_t m_width;
};

} // namespace

Result<std::unique_ptr<Mixer>> createMixer(const ShortConvolutionWeights& weights, Workspace& work)
{
    auto state = RecurrentState::create(weights.convolution, 0, 0);
    if (!state)
        return tl::unexpected(std::move(state.error()));
    return std::unique_ptr<Mixer>(new ShortConvolutionMixer(weights, std::move(*state), work));
}

} // namespace headroom::infer
