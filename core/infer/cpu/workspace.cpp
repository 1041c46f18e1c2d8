// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/workspace.h"

#include <algorithm>

namespace headroom::infer {

namespace {

constexpr std::size_t kGrain = 16; ///< tokens a thread takes at a time in cheap steps

} // namespace

void Workspace::need(Slot slot, std::size_t columns)
{
    std::size_t& held = m_columns[static_cast<std::size_t>(slot)];
    held = std::max(held, columns);
}

void Workspace::needPerThread(std::size_t floats)
{
    m_perThreadFloats = std::max(m_perThreadFloats, floats);
}

Status Workspace::allocate()
{
    std::size_t widest = 1;
    for (std::size_t i = 0; i < m_slots.size(); ++i) {
        widest = std::max(widest, m_columns[i]);
        if (m_columns[i] == 0)
            continue;
        auto buffer = FloatBuffer::create(m_tokens, padded(m_columns[i]), "activations");
        if (!buffer)
            return tl::unexpected(std::move(buffer.error()));
        m_slots[i] = {std::move(*buffer), padded(m_columns[i])};
    }
    auto perThread = FloatBuffer::create(pool.size(), m_perThreadFloats, "scratch memory of the threads");
    if (!perThread)
        return tl::unexpected(std::move(perThread.error()));
    m_perThread = std::move(*perThread);
    auto panels = PanelScratch::create(pool.size(), widest, m_precision, m_tokens);
    if (!panels)
        return tl::unexpected(std::move(panels.error()));
    m_panels = std::move(*panels);
    return {};
}

std::uint64_t Workspace::bytes() const
{
    std::uint64_t sum = m_perThread.bytes() + m_panels.bytes();
    for (const TokenRows& slot : m_slots)
        sum += slot.buffer.bytes();
    return sum;
}

void Workspace::multiply(const Matrix& matrix, Slot in, Slot out, std::size_t tokens)
{
    multiply({{matrix, out}}, in, tokens);
}

void Workspace::multiply(std::initializer_list<Part> parts, Slot in, std::size_t tokens)
{
    std::array<Target, kMostTargets> targets;
    const Rows inputs = (*this)[in].rows(tokens);
    std::size_t count = 0;
    for (const Part& part : parts) {
        if (observer)
            observer->product(part.matrix.id, part.matrix.columns, inputs.data, inputs.stride, inputs.count);
        TokenRows& out = (*this)[part.out];
        targets[count++] = {&part.matrix, out.buffer.data(), out.stride};
    }
    infer::multiply(std::span(targets).first(count), inputs, m_panels, pool);
    for (const Part& part : parts)
        if (part.matrix.rows % kLanes != 0)
            for (std::size_t t = 0; t < tokens; ++t)
                clearPadding((*this)[part.out].row(t), part.matrix.rows);
}

void Workspace::multiply(const Matrix& matrix, const Rows& in, float* out, std::size_t outStride)
{
    if (observer)
        observer->product(matrix.id, matrix.columns, in.data, in.stride, in.count);
    infer::multiply(matrix, in, out, outStride, m_panels, pool);
}

void Workspace::each(std::size_t tokens, const std::function<void(std::size_t)>& body)
{
    pool.forRanges(tokens, kGrain, [&](std::size_t begin, std::size_t end) {
        for (std::size_t t = begin; t < end; ++t)
            body(t);
    });
}

} // namespace headroom::infer
