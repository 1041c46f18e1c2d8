// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: activations times a packed matrix, shared out among the threads. Exact: f32 activations and
// one order of summation, the reference; the bits depend on the inputs alone. Fast: few tokens as 8-bit integers
// (intdots.h), many through oneDNN (batchproduct.h); bits depend on the batch, and the deviation is to be measured.
// Fastest: 4-bit weights meet many tokens as integers too (intbatch.h). F32 weights are always exact.
#pragma once

#include "core/infer/cpu/batchproduct.h"
#include "core/infer/cpu/buffer.h"
#include "core/infer/cpu/intdots.h"
#include "core/infer/cpu/kernels.h"
#include "core/infer/precision.h"
#include "core/infer/weights.h"

#include <atomic>

namespace headroom::infer {

/// Rows that belong to one thread first and to whoever is idle then; on a cache line of its own.
struct alignas(64) RowShare {
    std::atomic<std::size_t> next{0};
    std::size_t end = 0;
};
inline constexpr std::size_t kMostTargets = 4; ///< of one multiply(); more take turns

/// Scratch memory: one decoded panel per thread, and what the fast mode needs for its activations.
class PanelScratch {
public:
    /// maxTokens, maxColumns: of the inputs of one multiply(). Errors: OutOfMemory.
    static Result<PanelScratch> create(std::size_t threads, std::size_t maxColumns,
                                       Precision precision = Precision::Exact, std::size_t maxTokens = 0);
    Precision precision() const { return m_precision; }
    std::size_t slotCount() const { return m_slots; }
    float* panel(std::size_t slot) { return m_panels.data() + slot * m_panelFloats; }
    std::size_t panelFloats() const { return m_panelFloats; }
    RowShare* shares(std::size_t target) { return m_shares.data() + target * m_slots; } ///< one per slot
    BatchProduct* product() { return m_product.get(); } ///< null: there is none
    std::uint16_t* bfloats() { return reinterpret_cast<std::uint16_t*>(m_bfloats.data()); } ///< for the inputs
    /// Room for so many rows of so many columns.
    IntegerRows integers(std::size_t count, std::size_t columns);
    std::uint64_t bytes() const { return m_panels.bytes() + m_bfloats.bytes() + m_integers.bytes(); }

private:
    Status createFast(std::size_t maxColumns, std::size_t maxTokens);

    Precision m_precision = Precision::Exact;
    FloatBuffer m_panels, m_bfloats, m_integers;
    std::size_t m_panelFloats = 0;
    std::size_t m_slots = 0;
    std::unique_ptr<BatchProduct> m_product;
    std::vector<RowShare> m_shares;
};

/// Several products with the same inputs cost one turn of the threads when there is one token: generating text waits
/// for memory, and every turn begins with an empty pipe.
struct Target {
    const Matrix* matrix = nullptr;
    float* out = nullptr; ///< out[token * outStride + row]
    std::size_t outStride = 0;
};
void multiply(std::span<const Target> targets, const Rows& inputs, PanelScratch& scratch, ThreadPool& pool);

/// out[token * outStride + row]; inputs are padded to kLanes columns with zeros.
void multiply(const Matrix& matrix, const Rows& inputs, float* out, std::size_t outStride, PanelScratch& scratch,
              ThreadPool& pool);

/// Row `index` as floats; out holds `columns` of them.
void decodeRow(const Matrix& matrix, std::size_t index, std::span<float> out);

} // namespace headroom::infer
