// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/cpu/matmul.h"

#include "core/infer/cpu/intbatch.h"
#include "core/infer/cpu/rowdots.h"
#include "core/infer/cpu/unpack.h"

#include <algorithm>
#include <atomic>
#include <cstdint>

namespace headroom::infer {

namespace {

constexpr std::size_t kPanelRows = 16;
constexpr std::size_t kFastPanelFloats = 128 * 1024; ///< half a level-2 cache of today
constexpr std::size_t kFastPanelRows = 128; ///< more do not make a product faster
constexpr std::size_t kIntegerTokens = 16; ///< from here on unpacking once and multiplying in bfloat16 is faster

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

/// Rows a thread takes at a time from packed rows: enough bytes in one piece for memory to stream them, and several
/// turns for every thread.
std::size_t streamedRows(const Matrix& matrix, std::size_t threads)
{
    constexpr std::size_t kBytes = 65536, kTurns = 4, kGroup = 4;
    const std::size_t large = kBytes / std::max<std::size_t>(1, matrix.rowBytes);
    const std::size_t fair = matrix.rows / (kTurns * std::max<std::size_t>(1, threads));
    return std::max<std::size_t>(1, std::min(large, fair) / kGroup) * kGroup;
}

void addBias(const Matrix& matrix, std::size_t first, std::size_t count, std::size_t tokens, float* out,
             std::size_t outStride)
{
    for (std::size_t t = 0; t < tokens; ++t)
        for (std::size_t r = first; r < first + count; ++r)
            out[t * outStride + r] += matrix.bias[r];
}

PackedRows packedRows(const Matrix& matrix, std::size_t first, std::size_t count)
{
    return {matrix.row(first).data(), matrix.rowBytes, count, matrix.columns};
}

IntegerRows rowsOf(const IntegerRows& all, std::size_t begin, std::size_t end)
{
    IntegerRows out = all;
    out.values += begin * all.columns;
    out.scales += begin * all.columns / 32;
    out.sums += begin * all.columns / 32;
    out.halfSums += begin * all.columns / 16;
    out.count = end - begin;
    return out;
}

/// Products with the same inputs, and the ways to compute them.
struct Product {
    std::span<const Target> targets;
    const Rows& inputs;
    PanelScratch& scratch;
    ThreadPool& pool;

    /// Gives every thread a piece of each matrix in one run of memory, in steps of whole groups of four rows.
    void share() const
    {
        for (std::size_t i = 0; i < targets.size(); ++i) {
            const std::size_t rows = targets[i].matrix->rows, slots = scratch.slotCount();
            const std::size_t piece = (rows / slots + 3) / 4 * 4;
            RowShare* shares = scratch.shares(i);
            for (std::size_t slot = 0; slot < slots; ++slot) {
                shares[slot].next.store(std::min(rows, slot * piece), std::memory_order_relaxed);
                shares[slot].end = slot + 1 == slots ? rows : std::min(rows, (slot + 1) * piece);
            }
        }
    }

    /// body(target, thread, first row, rows) for all rows of all targets, step(matrix) of them at a time.
    template <class Step, class Body> void overRows(Step step, Body body) const
    {
        share();
        pool.forRanges(scratch.slotCount(), 1, [&](std::size_t slot, std::size_t) {
            for (std::size_t i = 0; i < targets.size(); ++i)
                for (std::size_t s = 0; s < scratch.slotCount(); ++s)
                    overShare(targets[i], scratch.shares(i)[(slot + s) % scratch.slotCount()], step(*targets[i].matrix),
                              [&](std::size_t first, std::size_t count) { body(targets[i], slot, first, count); });
        });
    }

    template <class Body> void overShare(const Target& target, RowShare& share, std::size_t step, Body body) const
    {
        for (std::size_t first = share.next.fetch_add(step); first < share.end; first = share.next.fetch_add(step)) {
            const std::size_t count = std::min(step, share.end - first);
            body(first, count);
            if (!target.matrix->bias.empty())
                addBias(*target.matrix, first, count, inputs.count, target.out, target.outStride);
        }
    }

    std::size_t streamed(const Matrix& matrix) const { return streamedRows(matrix, scratch.slotCount()); }

    void exact() const
    {
        const bool single = inputs.count == 1;
        const auto step = [&](const Matrix& matrix) {
            return single && rowDots(matrix.type, matrix.columns) ? streamed(matrix) : kPanelRows;
        };
        overRows(step, [&](const Target& target, std::size_t slot, std::size_t first, std::size_t count) {
            const Matrix& matrix = *target.matrix;
            if (const RowDots dots = single ? rowDots(matrix.type, matrix.columns) : nullptr)
                dots(packedRows(matrix, first, count), inputs.data, target.out + first);
            else
                multiplyRows(preparePanel(matrix, first, count, scratch.panel(slot)), inputs, padded(matrix.columns),
                             target.out + first, target.outStride);
        });
    }

    /// False where there is no such kernel.
    bool integers() const
    {
        for (const Target& target : targets)
            if (target.matrix->type == tensor::Type::F32 || !integerDots(target.matrix->type, target.matrix->columns))
                return false;
        const std::size_t columns = targets.front().matrix->columns;
        const IntegerRows tokens = scratch.integers(inputs.count, columns);
        quantizeRows(inputs, columns, tokens);
        overRows([&](const Matrix& matrix) { return streamed(matrix); },
                 [&](const Target& target, std::size_t, std::size_t first, std::size_t count) {
                     integerDots(target.matrix->type, columns)(packedRows(*target.matrix, first, count), tokens,
                                                               target.out + first, target.outStride);
                 });
        return true;
    }

    /// Many tokens and one matrix. False where there is no such kernel, or it would not be faster.
    bool integerBatches() const
    {
        const Matrix& matrix = *targets.front().matrix;
        static const IntegerSupport support = IntegerSupport::detect();
        const IntegerBatch batch = integerBatch(matrix.type, matrix.columns, support);
        if (!batch)
            return false;
        const IntegerRows tokens = scratch.integers(inputs.count, matrix.columns);
        pool.forRanges(inputs.count, 16, [&](std::size_t begin, std::size_t end) {
            const IntegerRows some = rowsOf(tokens, begin, end);
            quantizeRows({inputs.data + begin * inputs.stride, inputs.stride, end - begin}, matrix.columns, some);
            biasTokens(some.values, some.count * some.columns);
        });
        overRows([&](const Matrix&) { return kIntegerPanelRows; },
                 [&](const Target& target, std::size_t slot, std::size_t first, std::size_t count) {
                     auto* panel = reinterpret_cast<std::byte*>(scratch.panel(slot));
                     batch(packedRows(matrix, first, count), tokens, panel, target.out + first, target.outStride);
                 });
        return true;
    }
};

/// A product of many tokens through the library.
struct LibraryProduct {
    const Target& target;
    const Rows& inputs;
    PanelScratch& scratch;
    ThreadPool& pool;
    const Matrix& matrix = *target.matrix;

    void decodeTile(std::size_t first, std::size_t count, float* tile, bool bfloat) const
    {
        const BfloatRow narrow = bfloat ? bfloatDecoder(matrix.type) : nullptr;
        auto* words = reinterpret_cast<std::uint16_t*>(tile);
        float* row = tile + count * matrix.columns / 2 + 1; // behind the words, for formats without a vector form
        for (std::size_t r = 0; r < count; ++r) {
            if (narrow) {
                narrow(matrix.row(first + r), {words + r * matrix.columns, matrix.columns});
            } else if (bfloat) {
                decodeRow(matrix, first + r, {row, matrix.columns});
                roundToBfloat({row, matrix.columns}, words + r * matrix.columns);
            } else {
                decodeRow(matrix, first + r, {tile + r * matrix.columns, matrix.columns});
            }
        }
    }

    /// Inputs as the library wants them: rows of their stride.
    const void* batchInputs(bool bfloat) const
    {
        if (!bfloat)
            return inputs.data;
        std::uint16_t* to = scratch.bfloats();
        pool.forRanges(inputs.count, 16, [&](std::size_t begin, std::size_t end) {
            for (std::size_t t = begin; t < end; ++t)
                roundToBfloat({inputs.data + t * inputs.stride, matrix.columns}, to + t * matrix.columns);
        });
        return to;
    }

    std::size_t step(bool bfloat) const
    {
        // Room for one row of floats stays free in each panel.
        const std::size_t fits = (scratch.panelFloats() - padded(matrix.columns) - 1) * (bfloat ? 2 : 1);
        const std::size_t fair = (matrix.rows / scratch.slotCount() + kPanelRows - 1) / kPanelRows * kPanelRows;
        return std::min({fits / matrix.columns, kFastPanelRows, std::max(fair, kPanelRows)});
    }

    /// False where the library cannot do it.
    bool run() const
    {
        BatchProduct* product = scratch.product();
        if (!product || matrix.type == tensor::Type::F32)
            return false;
        const bool bfloat = product->bfloat();
        const std::size_t rows = step(bfloat), last = matrix.rows % rows;
        const auto shape = [&](std::size_t count) {
            const std::size_t stride = bfloat ? matrix.columns : inputs.stride;
            return ProductShape{inputs.count, matrix.columns, count, stride, target.outStride};
        };
        if ((matrix.rows >= rows && !product->prepare(shape(rows))) || (last != 0 && !product->prepare(shape(last))))
            return false;
        const void* rounded = batchInputs(bfloat);
        std::atomic<std::size_t> next{0};
        pool.forRanges(scratch.slotCount(), 1, [&](std::size_t slot, std::size_t) {
            for (std::size_t first = next.fetch_add(rows); first < matrix.rows; first = next.fetch_add(rows)) {
                const std::size_t count = std::min(rows, matrix.rows - first);
                decodeTile(first, count, scratch.panel(slot), bfloat);
                product->run(shape(count), slot, rounded, scratch.panel(slot), target.out + first);
                if (!matrix.bias.empty())
                    addBias(matrix, first, count, inputs.count, target.out, target.outStride);
            }
        });
        return true;
    }
};

} // namespace

Result<PanelScratch> PanelScratch::create(std::size_t threads, std::size_t maxColumns, Precision precision,
                                          std::size_t maxTokens)
{
    PanelScratch out;
    out.m_slots = threads;
    out.m_shares = std::vector<RowShare>(threads * kMostTargets);
    out.m_precision = precision;
    out.m_panelFloats = kPanelRows * padded(maxColumns);
    if (precision != Precision::Exact)
        out.m_panelFloats = std::max(out.m_panelFloats + padded(maxColumns) + kLanes, kFastPanelFloats);
    auto panels = FloatBuffer::create(threads, out.m_panelFloats, "weight panels");
    if (!panels)
        return tl::unexpected(std::move(panels.error()));
    out.m_panels = std::move(*panels);
    if (precision != Precision::Exact)
        HEADROOM_TRY(out.createFast(maxColumns, maxTokens));
    return out;
}

Status PanelScratch::createFast(std::size_t maxColumns, std::size_t maxTokens)
{
    m_product = BatchProduct::create(m_slots);
    if (m_product && m_product->bfloat()) {
        auto bfloats = FloatBuffer::create(maxTokens, padded(maxColumns) / 2, "rounded activations");
        if (!bfloats)
            return tl::unexpected(std::move(bfloats.error()));
        m_bfloats = std::move(*bfloats);
    }
    // Per column and row: a byte, and 4 / 32 + 4 / 32 + 4 / 16 of them for scales and sums.
    const std::size_t rows = m_precision == Precision::Fastest ? maxTokens : std::min(maxTokens, kIntegerTokens);
    auto integers = FloatBuffer::create(rows, integerPadded(maxColumns) * 3 / 8, "integer activations");
    if (!integers)
        return tl::unexpected(std::move(integers.error()));
    m_integers = std::move(*integers);
    return {};
}

IntegerRows PanelScratch::integers(std::size_t count, std::size_t columns)
{
    IntegerRows out;
    out.columns = integerPadded(columns);
    out.count = count;
    const std::size_t values = count * out.columns;
    out.scales = m_integers.data();
    out.sums = out.scales + values / 32;
    out.halfSums = out.sums + values / 32;
    out.values = reinterpret_cast<std::int8_t*>(out.halfSums + values / 16);
    return out;
}

void decodeRow(const Matrix& matrix, std::size_t index, std::span<float> out)
{
    fastestDecoder(tensor::format(matrix.type))(matrix.row(index), out);
}

void multiply(std::span<const Target> targets, const Rows& inputs, PanelScratch& scratch, ThreadPool& pool)
{
    if (inputs.count == 0)
        return;
    const Precision precision = scratch.precision();
    const bool few = inputs.count < kIntegerTokens;
    const std::size_t turn = inputs.count == 1 ? kMostTargets : 1;
    for (; !targets.empty(); targets = targets.subspan(std::min(turn, targets.size()))) {
        const Product product{targets.first(std::min(turn, targets.size())), inputs, scratch, pool};
        if (precision != Precision::Exact && few && product.integers())
            continue;
        if (precision == Precision::Fastest && !few && product.integerBatches())
            continue;
        if (precision != Precision::Exact && !few && LibraryProduct{targets.front(), inputs, scratch, pool}.run())
            continue;
        product.exact();
    }
}

void multiply(const Matrix& matrix, const Rows& inputs, float* out, std::size_t outStride, PanelScratch& scratch,
              ThreadPool& pool)
{
    const Target target{&matrix, out, outStride};
    multiply({&target, 1}, inputs, scratch, pool);
}

} // namespace headroom::infer
