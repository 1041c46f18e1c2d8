// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: mixers that remember a state of fixed size instead of every position: from projection to projection around the
// recurrences of ssm.h, deltanet.h and causalconv.h. Heads and channels are shared out among threads, each of which
// walks through the batch in order.
#pragma once

#include "core/infer/cpu/mixer.h"

namespace headroom::infer {

/// What a convolution and a recurrence remember; zeros at first.
class RecurrentState {
public:
    /// rows of `columns` floats, which must be padded.
    static Result<RecurrentState> create(const Convolution& convolution, std::size_t rows, std::size_t columns);
    float* history() { return m_history.data(); }
    float* row(std::size_t index) { return m_state.data() + index * m_columns; }
    void clear();
    std::uint64_t bytes() const { return m_history.bytes() + m_state.bytes(); }

private:
    FloatBuffer m_history, m_state;
    std::size_t m_historyFloats = 0, m_rows = 0, m_columns = 0;
};

Result<std::unique_ptr<Mixer>> createMixer(const ChannelScanWeights& weights, Workspace& work);
Result<std::unique_ptr<Mixer>> createMixer(const HeadScanWeights& weights, Workspace& work);
Result<std::unique_ptr<Mixer>> createMixer(const DeltaNetWeights& weights, Workspace& work);
Result<std::unique_ptr<Mixer>> createMixer(const ShortConvolutionWeights& weights, Workspace& work);

/// `convolution` over rows of `from` that begin at `column`, to rows of `to`, through SiLU if wanted; then the history
/// moves on.
void convolve(const Convolution& convolution, float* history, Slot from, std::size_t column, Slot to, bool activate,
              std::size_t tokens, Workspace& work);

} // namespace headroom::infer
