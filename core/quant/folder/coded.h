// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a matrix in numbers, codes and scales, before any layout packs them: what layouts have in common. Coding reads
// the weights a slab at a time and needs one byte per weight.
#pragma once

#include "core/base/parallel.h"
#include "core/model/hf/rows.h"
#include "core/quant/folder/scheme.h"
#include "core/quant/round/clip.h"
#include "core/quant/round/encodetensor.h"
#include "core/tensor/normalfloat.h"

#include <functional>
#include <memory>
#include <optional>

namespace headroom::quant {

struct Coded {
    MatrixShape shape;
    std::uint64_t height = 1, width = 0; ///< of the blocks that share a scale
    std::vector<std::uint8_t> codes; ///< [outputs, inputs]
    std::vector<float> scales; ///< [⌈outputs / height⌉, ⌈inputs / width⌉], as stored
    std::vector<std::uint8_t> zeros; ///< likewise; integers
    float divisor = 1; ///< of all scales; NVFP4
    tensor::NestedScales nested; ///< what `scales` are stored as; NF4
    EncodedSums sums; ///< what it cost

    std::uint64_t across() const { return (shape.inputs + width - 1) / width; }
    std::uint64_t down() const { return (shape.outputs + height - 1) / height; }
};

/// A weight as it is stored in the source.
struct Matrix {
    std::string place; ///< for errors: file and tensor
    model::hf::Rows rows; ///< [outputs, inputs] of a float type
    std::vector<float> importance; ///< E[x²] per input, or empty
    float divisor = 0; ///< of all scales, where matrices have to share it; 0: its own
    bool halfQuadratic = false; ///< HQQ for the scales and zeros of integers
    std::shared_ptr<const GroupErrors> errors = {}; ///< by which scales of integers are chosen, or null
    std::optional<tensor::Type> storedAs = {}; ///< in the source, where `rows` are computed; scales go by it

    MatrixShape shape() const;
};

/// Called between slabs; an error stops the work.
using BetweenSlabs = std::function<Status()>;

/// Deterministic for any number of threads. Errors: Corrupt (a weight is no finite number), Unsupported (a scale is
/// beyond its type); both name tensor and weight.
Result<Coded> codeMatrix(const FolderScheme& scheme, const Matrix& matrix, ThreadPool& pool,
                         const BetweenSlabs& between);

/// One row's weights as whoever loads the folder computes them.
void decodeRow(const FolderScheme& scheme, const Coded& coded, std::uint64_t output, std::span<float> out);

/// Weights as float32, rows [first, first + count) at a time, the multiple of `step` that makes a few million weights.
using VisitRows = std::function<Status(std::uint64_t first, std::uint64_t count, std::span<const float> weights)>;
Status visitSlabs(const Matrix& matrix, std::uint64_t step, ThreadPool& pool, const BetweenSlabs& between,
                  const VisitRows& visit);

} // namespace headroom::quant
