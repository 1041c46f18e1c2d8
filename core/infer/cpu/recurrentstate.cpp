// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/recurrentmixers.h"

#include "core/infer/cpu/causalconv.h"

#include <algorithm>

namespace headroom::infer {

Result<RecurrentState> RecurrentState::create(const Convolution& convolution, std::size_t rows, std::size_t columns)
{
    RecurrentState out;
    auto history = FloatBuffer::create(convolution.historyRows(), convolution.channels, "convolution state");
    if (!history)
        return tl::unexpected(std::move(history.error()));
    auto state = FloatBuffer::create(rows, columns, "recurrent state");
    if (!state)
        return tl::unexpected(std::move(state.error()));
    out.m_history = std::move(*history);
    out.m_state = std::move(*state);
    out.m_historyFloats = convolution.historyRows() * convolution.channels;
    out.m_rows = rows;
    out.m_columns = columns;
    return out;
}

void RecurrentState::clear()
{
    std::fill_n(m_history.data(), m_historyFloats, 0.0F);
    std::fill_n(m_state.data(), m_rows * m_columns, 0.0F);
}

void convolve(const Convolution& convolution, float* history, Slot from, std::size_t column, Slot to, bool activate,
              std::size_t tokens, Workspace& work)
{
    TokenRows& in = work[from];
    const float* first = in.row(0) + column;
    work.each(tokens, [&](std::size_t t) {
        float* out = work[to].row(t);
        convolveToken(convolution, {history, first, in.stride}, t, out);
        clearPadding(out, convolution.channels);
        if (activate)
            silu(out, padded(convolution.channels));
    });
    advanceHistory(convolution, history, first, in.stride, tokens);
}

} // namespace headroom::infer
