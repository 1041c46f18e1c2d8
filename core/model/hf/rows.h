// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: between a checkpoint's tensors and ours stand permutations, stacks, transpositions, unpackings. Rows describes a
// tensor whose rows are produced when they are asked for, a few at a time, so that no step holds a whole model; what
// needs no step stays where it is mapped. Small values, cheap to copy; all reading is thread-safe.
#pragma once

#include "core/model/modelfile.h"

#include <functional>

namespace headroom::model::hf {

struct Rows {
    tensor::Type type = tensor::Type::F32;
    std::vector<std::uint64_t> shape; ///< shape[0] is the row length, as in TensorInfo
    ReadRows read; ///< empty: the bytes lie at `offset` of `file` as they are
    std::span<const std::byte> mapped; ///< then these
    std::uint32_t file = 0;
    std::uint64_t offset = 0;
    /// What a checkpoint's tensor takes there with all that belongs to it, where that is not bytes(); else 0. Rows that
    /// are made of others do not know.
    std::uint64_t storedBytes = 0;

    std::uint64_t columns() const { return shape.empty() ? 1 : shape.front(); }
    std::uint64_t elements() const;
    std::uint64_t count() const { return columns() ? elements() / columns() : 0; }
    std::uint64_t rowBytes() const;
    std::uint64_t bytes() const { return rowBytes() * count(); }
    std::uint64_t stored() const { return storedBytes > 0 ? storedBytes : bytes(); }
    void get(std::uint64_t first, std::uint64_t number, std::span<std::byte> out) const;
};

/// The same numbers in another shape; the product stays.
Rows reshaped(Rows rows, std::vector<std::uint64_t> shape);
/// A vector as a column of rows of one, so that what permutes rows permutes it too; and back.
Rows asColumn(Rows rows);
Rows asVector(Rows rows);

/// Row i of the result is row sourceRow(i) of `rows`; there are `count` of them.
using RowMap = std::function<std::uint64_t(std::uint64_t row)>;
Rows picked(Rows rows, std::uint64_t count, RowMap sourceRow);
/// Column i of the result is column sourceColumn(i); decoded to float32 where the type has blocks.
Rows rearranged(Rows rows, RowMap sourceColumn);
/// Rows [first, first + count); stays mapped.
Rows sliced(Rows rows, std::uint64_t first, std::uint64_t count);
/// One below the other: same columns; type of the first, others are converted.
Rows joined(std::vector<Rows> parts);
/// joined(), as one dimension more.
Rows stacked(std::vector<Rows> parts);
/// Columns become rows, for each matrix of a stack; decoded to float32 where the type has blocks.
Rows transposed(Rows rows);
/// Converted through float32; nothing to do when it is the type already. Types without codec stay as they are.
Rows asType(Rows rows, tensor::Type type);
/// Each number changed, in double precision, to float32.
Rows mapped(Rows rows, double (*change)(double));
/// Each row times a factor, to float32.
Rows scaled(Rows rows, std::function<double(std::uint64_t row)> factor);
/// Numbers that were computed here.
Rows floats(std::vector<float> values, std::vector<std::uint64_t> shape);
/// All of it, as float32. For small tensors.
std::vector<float> toFloats(const Rows& rows);
/// Whether both hold the same numbers in the same shape, whatever their types. Ends at the first row that differs.
bool sameNumbers(const Rows& one, const Rows& other);

} // namespace headroom::model::hf
