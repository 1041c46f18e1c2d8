// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the scratch memory of one session, shared by its layers, which run one after another. Each part of a layer says
// beforehand how much it needs; then everything is allocated once, and the forward pass allocates nothing.
#pragma once

#include "core/infer/cpu/matmul.h"
#include "core/infer/cpu/rope.h"
#include "core/infer/observer.h"

#include <array>
#include <initializer_list>
#include <vector>

namespace headroom::infer {

/// Rows of one activation, one per token.
struct TokenRows {
    FloatBuffer buffer;
    std::size_t stride = 0;

    float* row(std::size_t token) { return buffer.data() + token * stride; }
    Rows rows(std::size_t count) const { return {buffer.data(), stride, count}; }
};

/// Input and Output belong to the session; a mixer or feed-forward reads the one, writes the other, and may use the
/// others as it likes.
enum class Slot : std::uint8_t {
    Residual,
    Input,
    Output,
    Sum, ///< of several mixers, or feed-forwards
    Scores, ///< of experts
    Embedding, ///< of the tokens, where layers add it again
    Inputs, ///< of the model for its layers: each padded, one after another
    Streams, ///< residual ones of AltUp: each padded, one after another
    Laurel,
    Query,
    Key,
    Value,
    Attended,
    Gate,
    Up,
    Gathered,
    Routed,
    Extra,
    Count,
};

class Workspace {
public:
    Workspace(ThreadPool& threads, std::size_t tokens, Precision precision = Precision::Exact)
        : pool(threads), m_tokens(tokens), m_precision(precision)
    {
    }

    /// Before allocate(): rows of this slot hold at least so many columns.
    void need(Slot slot, std::size_t columns);
    void needPerThread(std::size_t floats); ///< for perThread()
    Status allocate();

    TokenRows& operator[](Slot slot) { return m_slots[static_cast<std::size_t>(slot)]; }
    float* perThread(std::size_t thread) { return m_perThread.data() + thread * m_perThreadFloats; }
    std::size_t tokens() const { return m_tokens; } ///< most tokens of one batch
    std::uint64_t bytes() const; ///< allocated

    /// out = matrix · in for the first `tokens` rows; what stands behind a row's columns becomes zero up to padding.
    void multiply(const Matrix& matrix, Slot in, Slot out, std::size_t tokens);
    struct Part {
        const Matrix& matrix;
        Slot out;
    };
    /// Several of them with the same input, which is cheaper than one after another.
    void multiply(std::initializer_list<Part> parts, Slot in, std::size_t tokens);
    /// As above, into a part of each row of out.
    void multiply(const Matrix& matrix, const Rows& in, float* out, std::size_t outStride);
    /// body(token) for each, shared out among the threads.
    void each(std::size_t tokens, const std::function<void(std::size_t token)>& body);

    ThreadPool& pool;
    Observer* observer = nullptr; ///< sees the inputs of every product
    std::vector<Rope> ropes; ///< [0] global, [1] local, [2] of an indexer; prepared for the batch's positions
    std::vector<std::vector<std::uint32_t>> chosen; ///< per token, the positions an indexer chose, in order; empty: all

private:
    std::size_t m_tokens;
    Precision m_precision;
    std::array<std::size_t, static_cast<std::size_t>(Slot::Count)> m_columns{};
    std::array<TokenRows, static_cast<std::size_t>(Slot::Count)> m_slots;
    FloatBuffer m_perThread;
    std::size_t m_perThreadFloats = 0;
    PanelScratch m_panels;
};

/// Zeros from `columns` up to the padded width.
inline void clearPadding(float* row, std::size_t columns)
{
    for (std::size_t k = columns; k < padded(columns); ++k)
        row[k] = 0;
}

} // namespace headroom::infer
