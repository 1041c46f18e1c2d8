// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/matmul.h"

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace headroom::infer {

namespace {

constexpr std::size_t kPanelRows = 16;

/// F32 rows without padding need no decoding.
bool usableInPlace(const Matrix& matrix)
{
    return matrix.type == tensor::Type::F32 && matrix.columns % kLanes == 0
        && reinterpret_cast<std::uintptr_t>(matrix.data.data()) % alignof(float) == 0;
}

Rows preparePanel(const Matrix& matrix, std::size_t first, std::size_t count, float* panel)
{
    if (usableInPlace(matrix))
        return {reinterpret_cast<const float*>(matrix.row(first).data()), matrix.columns, count};
    const std::size_t stride = padded(matrix.columns);
    for (std::size_t r = 0; r < count; ++r) {
        float* row = panel + r * stride;
        decodeRow(matrix, first + r, {row, matrix.columns});
        std::fill(row + matrix.columns, row + stride, 0.0F);
    }
    return {panel, stride, count};
}

void addBias(const Matrix& matrix, std::size_t first, std::size_t count, std::size_t tokens, float* out,
             std::size_t outStride)
{
    for (std::size_t t = 0; t < tokens; ++t)
        for (std::size_t r = first; r < first + count; ++r)
            out[t * outStride + r] += matrix.bias[r];
}

} // namespace

Result<PanelScratch> PanelScratch::create(std::size_t threads, std::size_t maxColumns)
{
    PanelScratch out;
    out.m_slots = threads;
    out.m_stride = kPanelRows * padded(maxColumns);
    auto buffer = FloatBuffer::create(threads, out.m_stride, "weight panels");
    if (!buffer)
        return tl::unexpected(std::move(buffer.error()));
    out.m_buffer = std::move(*buffer);
    return out;
}

void decodeRow(const Matrix& matrix, std::size_t index, std::span<float> out)
{
    matrix.decode(matrix.row(index), out);
}

void multiply(const Matrix& matrix, const Rows& inputs, float* out, std::size_t outStride, PanelScratch& scratch,
              ThreadPool& pool)
{
    const std::size_t columns = padded(matrix.columns);
    std::atomic<std::size_t> next{0};
    pool.forRanges(scratch.slots(), 1, [&](std::size_t slot, std::size_t) {
        for (;;) {
            const std::size_t first = next.fetch_add(kPanelRows);
            if (first >= matrix.rows)
                return;
            const std::size_t count = std::min(kPanelRows, matrix.rows - first);
            const Rows panel = preparePanel(matrix, first, count, scratch.panel(slot));
            multiplyRows(panel, inputs, columns, out + first, outStride);
            if (!matrix.bias.empty())
                addBias(matrix, first, count, inputs.count, out, outStride);
        }
    });
}

} // namespace headroom::infer
