// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: activations times a packed matrix. A panel of weight rows is decoded to floats once and then multiplied with
// every token of the batch; panels are shared out among the threads.
#pragma once

#include "core/infer/buffer.h"
#include "core/infer/kernels.h"
#include "core/infer/weights.h"

namespace headroom::infer {

/// Scratch memory, one decoded panel per thread.
class PanelScratch {
public:
    static Result<PanelScratch> create(std::size_t threads, std::size_t maxColumns);
    float* panel(std::size_t slot) { return m_buffer.data() + slot * m_stride; }
    std::size_t slots() const { return m_slots; }

private:
    FloatBuffer m_buffer;
    std::size_t m_stride = 0;
    std::size_t m_slots = 0;
};

/// out[token * outStride + row]; inputs are padded to kLanes columns with zeros.
void multiply(const Matrix& matrix, const Rows& inputs, float* out, std::size_t outStride, PanelScratch& scratch,
              ThreadPool& pool);

/// Row `index` as floats; out holds `columns` of them.
void decodeRow(const Matrix& matrix, std::size_t index, std::span<float> out);

} // namespace headroom::infer
