// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/applynorm.h"
#include "core/infer/cpu/recurrentmixers.h"
#include "core/infer/cpu/ssm.h"

#include <algorithm>

namespace headroom::infer {

namespace {

constexpr std::size_t kChannelGrain = 64; ///< channels that a thread takes at a time

class ChannelScanMixer : public Mixer {
public:
    ChannelScanMixer(const ChannelScanWeights& weights, RecurrentState state, Workspace& work)
        : m_weights(weights), m_state(std::move(state))
    {
        work.need(Slot::Gathered, 2 * weights.channels);
        work.need(Slot::Key, weights.channels);
        work.need(Slot::Value, weights.parameters.rows);
        work.need(Slot::Query, weights.rank);
        work.need(Slot::Extra, weights.channels);
        work.need(Slot::Up, padded(weights.state) * 2);
        work.need(Slot::Attended, weights.channels);
    }
    void run(const Batch& batch, Workspace& work) override;
    void clear() override { m_state.clear(); }
    std::uint64_t bytes() const override { return m_state.bytes(); }

private:
    void separate(std::size_t token, Workspace& work) const;
    void scan(const Batch& batch, std::size_t begin, std::size_t end, Workspace& work);

    const ChannelScanWeights& m_weights;
    RecurrentState m_state;
};

/// Time step, B and C, each padded and normed: to Slot::Query, and the two halves of Slot::Up.
void ChannelScanMixer::separate(std::size_t token, Workspace& work) const
{
    const float* from = work[Slot::Value].row(token);
    const auto take = [&](std::size_t count, const Norm& norm, float* to) {
        std::copy_n(from, count, to);
        clearPadding(to, count);
        if (norm)
            apply(norm, to, to);
        from += count;
    };
    float* both = work[Slot::Up].row(token);
    take(m_weights.rank, m_weights.timeNorm, work[Slot::Query].row(token));
    take(m_weights.state, m_weights.writeNorm, both);
    take(m_weights.state, m_weights.readNorm, both + padded(m_weights.state));
}

void ChannelScanMixer::scan(const Batch& batch, std::size_t begin, std::size_t end, Workspace& work)
{
    const std::size_t state = m_weights.state;
    const ScanChannels range{end - begin, state, m_weights.decay.data() + begin * padded(state),
                             m_weights.skip.data() + begin};
    for (std::size_t t = 0; t < batch.tokens; ++t) {
        const float* both = work[Slot::Up].row(t);
        scanStep(range, work[Slot::Key].row(t) + begin, work[Slot::Extra].row(t) + begin, both, both + padded(state),
                 m_state.row(begin), work[Slot::Attended].row(t) + begin);
    }
}

void ChannelScanMixer::run(const Batch& batch, Workspace& work)
{
    const std::size_t channels = m_weights.channels;
    work.multiply(m_weights.input, Slot::Input, Slot::Gathered, batch.tokens);
    convolve(m_weights.convolution, m_state.history(), Slot::Gathered, 0, Slot::Key, true, batch.tokens, work);
    work.multiply(m_weights.parameters, Slot::Key, Slot::Value, batch.tokens);
    work.each(batch.tokens, [&](std::size_t t) { separate(t, work); });
    work.multiply(m_weights.time, Slot::Query, Slot::Extra, batch.tokens);
    work.pool.forRanges(channels, kChannelGrain,
                        [&](std::size_t begin, std::size_t end) { scan(batch, begin, end, work); });
    work.each(batch.tokens, [&](std::size_t t) {
        float* gates = work[Slot::Key].row(t); // the values are used up
        std::copy_n(work[Slot::Gathered].row(t) + channels, channels, gates);
        clearPadding(gates, channels);
        clearPadding(work[Slot::Attended].row(t), channels);
        swiglu(gates, work[Slot::Attended].row(t), padded(channels));
    });
    work.multiply(m_weights.output, Slot::Key, Slot::Output, batch.tokens);
}

std::size_t scratchFloats(const HeadScanWeights& weights)
{
    return scanScratch({.length = weights.headLength, .state = weights.state});
}

class HeadScanMixer : public Mixer {
public:
    HeadScanMixer(const HeadScanWeights& weights, RecurrentState state, FloatBuffer scratch, Workspace& work)
        : m_weights(weights)
        , m_state(std::move(state))
        , m_scratch(std::move(scratch))
        , m_inner(weights.heads * weights.headLength)
    {
        work.need(Slot::Gathered, weights.input.rows);
        work.need(Slot::Key, weights.convolution.channels);
        work.need(Slot::Value, m_inner);
        work.need(Slot::Attended, m_inner);
    }
    void run(const Batch& batch, Workspace& work) override;
    void clear() override { m_state.clear(); }
    std::uint64_t bytes() const override { return m_state.bytes() + m_scratch.bytes(); }

private:
    void scan(const Batch& batch, std::size_t head, Workspace& work);
    void finish(std::size_t token, Workspace& work) const;

    const HeadScanWeights& m_weights;
    RecurrentState m_state; ///< a row per channel
    FloatBuffer m_scratch; ///< a row per head
    std::size_t m_inner;
};

void HeadScanMixer::scan(const Batch& batch, std::size_t head, Workspace& work)
{
    const HeadScanWeights& w = m_weights;
    const std::size_t group = head / (w.heads / w.groups);
    TokenRows& mixed = work[Slot::Key];
    TokenRows& projected = work[Slot::Gathered];
    TokenRows& out = work[Slot::Attended];
    const float* groups = mixed.row(0) + m_inner;
    const ScanInput in{mixed.row(0) + head * w.headLength,
                       groups + group * w.state,
                       groups + (w.groups + group) * w.state,
                       projected.row(0) + m_inner + w.convolution.channels + head,
                       mixed.stride,
                       projected.stride};
    scanHead({w.headLength, w.state, w.decay[head], w.skip[head], w.timeBias[head]}, in, batch.tokens,
             m_state.row(head * w.headLength), m_scratch.data() + head * scratchFloats(w),
             out.row(0) + head * w.headLength, out.stride);
}

/// Slot::Attended times its gates, then normed group by group.
void HeadScanMixer::finish(std::size_t token, Workspace& work) const
{
    float* gates = work[Slot::Value].row(token);
    float* values = work[Slot::Attended].row(token);
    std::copy_n(work[Slot::Gathered].row(token), m_inner, gates);
    clearPadding(gates, m_inner);
    clearPadding(values, m_inner);
    swiglu(gates, values, padded(m_inner));
    std::copy_n(gates, m_inner, values);
    if (!m_weights.norm)
        return;
    const std::size_t columns = m_weights.norm.columns;
    for (std::size_t g = 0; g * columns < m_inner; ++g) {
        std::copy_n(values + g * columns, columns, gates);
        clearPadding(gates, columns);
        apply(m_weights.norm, gates, gates, g);
        std::copy_n(gates, columns, values + g * columns);
    }
}

void HeadScanMixer::run(const Batch& batch, Workspace& work)
{
    work.multiply(m_weights.input, Slot::Input, Slot::Gathered, batch.tokens);
    convolve(m_weights.convolution, m_state.history(), Slot::Gathered, m_inner, Slot::Key, true, batch.tokens, work);
    work.pool.forRanges(m_weights.heads, 1, [&](std::size_t begin, std::size_t end) {
        for (std::size_t head = begin; head < end; ++head)
            scan(batch, head, work);
    });
    work.each(batch.tokens, [&](std::size_t t) { finish(t, work); });
    work.multiply(m_weights.output, Slot::Attended, Slot::Output, batch.tokens);
}

} // namespace

Result<std::unique_ptr<Mixer>> createMixer(const ChannelScanWeights& weights, Workspace& work)
{
    auto state = RecurrentState::create(weights.convolution, weights.channels, padded(weights.state));
    if (!state)
        return tl::unexpected(std::move(state.error()));
    return std::unique_ptr<Mixer>(new ChannelScanMixer(weights, std::move(*state), work));
}

Result<std::unique_ptr<Mixer>> createMixer(const HeadScanWeights& weights, Workspace& work)
{
    auto state = RecurrentState::create(weights.convolution, weights.heads * weights.headLength, padded(weights.state));
    if (!state)
        return tl::unexpected(std::move(state.error()));
    auto scratch = FloatBuffer::create(weights.heads, scratchFloats(weights), "scan scratch memory");
    if (!scratch)
        return tl::unexpected(std::move(scratch.error()));
    return std::unique_ptr<Mixer>(new HeadScanMixer(weights, std::move(*state), std::move(*scratch), work));
}

} // namespace headroom::infer
