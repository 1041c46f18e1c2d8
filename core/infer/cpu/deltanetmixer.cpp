// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/applynorm.h"
#include "core/infer/cpu/deltanet.h"
#include "core/infer/cpu/recurrentmixers.h"
#include "core/infer/cpu/ssm.h"

#include <algorithm>
#include <cmath>

namespace headroom::infer {

namespace {

class DeltaNetMixer : public Mixer {
public:
    DeltaNetMixer(const DeltaNetWeights& weights, RecurrentState state, FloatBuffer scratch, Workspace& work)
        : m_weights(weights)
        , m_state(std::move(state))
        , m_scratch(std::move(scratch))
        , m_inner(weights.heads * weights.valueLength)
    {
        work.need(Slot::Gathered, std::max(weights.input.rows, m_inner));
        work.need(Slot::Key, weights.convolution.channels);
        work.need(Slot::Query, 2 * weights.keyHeads * padded(weights.keyLength));
        work.need(Slot::Extra, 2 * weights.heads);
        work.need(Slot::Up, 2 * weights.heads);
        work.need(Slot::Value, std::max(2 * weights.heads, weights.valueLength));
        work.need(Slot::Attended, m_inner);
    }
    void run(const Batch& batch, Workspace& work) override;
    void clear() override { m_state.clear(); }
    std::uint64_t bytes() const override { return m_state.bytes() + m_scratch.bytes(); }

private:
    void prepare(std::size_t token, Workspace& work) const;
    void gates(std::size_t token, Workspace& work) const;
    void recur(const Batch& batch, std::size_t head, Workspace& work);
    void finish(std::size_t token, Workspace& work) const;

    const DeltaNetWeights& m_weights;
    RecurrentState m_state; ///< a row per value number
    FloatBuffer m_scratch; ///< a row per head
    std::size_t m_inner;
};

/// Queries, then keys, of length one and padded, to Slot::Query.
void DeltaNetMixer::prepare(std::size_t token, Workspace& work) const
{
    const std::size_t length = m_weights.keyLength;
    const float* from = work[Slot::Key].row(token);
    float* to = work[Slot::Query].row(token);
    for (std::size_t head = 0; head < 2 * m_weights.keyHeads; ++head) {
        std::copy_n(from + head * length, length, to);
        clearPadding(to, length);
        normalizeLength(to, length, m_weights.epsilon);
        to += padded(length);
    }
}

/// Logarithms of the decays, then β, one per value head, to Slot::Value.
void DeltaNetMixer::gates(std::size_t token, Workspace& work) const
{
    const DeltaNetWeights& w = m_weights;
    const std::size_t shared = w.heads / w.keyHeads;
    const float* first = work[Slot::Extra].row(token);
    const float* second = work[Slot::Up].row(token);
    float* out = work[Slot::Value].row(token);
    for (std::size_t head = 0; head < w.heads; ++head) {
        // A key head's value heads: their β, then their time steps.
        const std::size_t at = head / shared * 2 * shared + head % shared;
        const float beta = w.betaAlpha ? first[at] : first[head];
        const float time = w.betaAlpha ? first[at + shared] : second[head];
        out[head] = w.decay[head] * softplus(time + w.timeBias[head]);
        out[w.heads + head] = 1.0F / (1.0F + std::exp(-beta));
    }
}

void DeltaNetMixer::recur(const Batch& batch, std::size_t head, Workspace& work)
{
    const DeltaNetWeights& w = m_weights;
    const std::size_t keyHead = w.interleaved ? head % w.keyHeads : head / (w.heads / w.keyHeads);
    const std::size_t width = padded(w.keyLength);
    TokenRows& keys = work[Slot::Query];
    TokenRows& mixed = work[Slot::Key];
    TokenRows& gates = work[Slot::Value];
    TokenRows& out = work[Slot::Attended];
    const DeltaInput in{keys.row(0) + keyHead * width,
                        keys.row(0) + (w.keyHeads + keyHead) * width,
                        keys.stride,
                        mixed.row(0) + 2 * w.keyHeads * w.keyLength + head * w.valueLength,
                        mixed.stride,
                        gates.row(0) + head,
                        gates.row(0) + w.heads + head,
                        gates.stride};
    deltaHead({w.keyLength, w.valueLength}, in, batch.tokens, m_state.row(head * w.valueLength),
              m_scratch.data() + head * w.valueLength, out.row(0) + head * w.valueLength, out.stride);
}

/// Each head normed, then times its gate, to Slot::Gathered.
void DeltaNetMixer::finish(std::size_t token, Workspace& work) const
{
    const std::size_t length = m_weights.valueLength;
    float* values = work[Slot::Attended].row(token);
    float* head = work[Slot::Value].row(token); // the gates of the recurrence are used up
    for (std::size_t h = 0; h < m_weights.heads; ++h) {
        std::copy_n(values + h * length, length, head);
        clearPadding(head, length);
        apply(m_weights.norm, head, head);
        std::copy_n(head, length, values + h * length);
    }
    clearPadding(values, m_inner);
    swiglu(work[Slot::Gathered].row(token), values, padded(m_inner));
}

void DeltaNetMixer::run(const Batch& batch, Workspace& work)
{
    const DeltaNetWeights& w = m_weights;
    work.multiply(w.input, Slot::Input, Slot::Gathered, batch.tokens);
    convolve(w.convolution, m_state.history(), Slot::Gathered, 0, Slot::Key, true, batch.tokens, work);
    work.multiply(w.betaAlpha ? w.betaAlpha : w.beta, Slot::Input, Slot::Extra, batch.tokens);
    if (w.alpha)
        work.multiply(w.alpha, Slot::Input, Slot::Up, batch.tokens);
    work.each(batch.tokens, [&](std::size_t t) {
        prepare(t, work);
        gates(t, work);
    });
    work.pool.forRanges(w.heads, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t head = begin; head < end; ++head)
            recur(batch, head, work);
    });
    work.multiply(w.gate, Slot::Input, Slot::Gathered, batch.tokens);
    work.each(batch.tokens, [&](std::size_t t) { finish(t, work); });
    work.multiply(w.output, Slot::Gathered, Slot::Output, batch.tokens);
}

} // namespace

Result<std::unique_ptr<Mixer>> createMixer(const DeltaNetWeights& weights, Workspace& work)
{
    auto state
        = RecurrentState::create(weights.convolution, weights.heads * weights.valueLength, padded(weights.keyLength));
    if (!state)
        return tl::unexpected(std::move(state.error()));
    auto scratch = FloatBuffer::create(weights.heads, weights.valueLength, "delta net scratch memory");
    if (!scratch)
        return tl::unexpected(std::move(scratch.error()));
    return std::unique_ptr<Mixer>(new DeltaNetMixer(weights, std::move(*state), std::move(*scratch), work));
}

} // namespace headroom::infer
