// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: one tensor from its stored form into another, all rows in parallel, and what that cost in accuracy. Bytes and
// figures are the same for any number of threads: each row has its own sums, added up in order.
#pragma once

#include "core/base/parallel.h"
#include "core/model/gguf.h"

#include <cstddef>
#include <functional>
#include <vector>

namespace headroom::quant {

struct EncodedTensor {
    std::vector<std::byte> bytes;
    double squaredError = 0; ///< Σ (w - ŵ)²
    double squares = 0; ///< Σ w²
    double maxError = 0;
};

/// Channel scales that are folded into the weights: w · columns[c] / rows[r]. Empty: 1.
struct Scaling {
    std::vector<float> columns;
    std::vector<float> rows;

    bool empty() const { return columns.empty() && rows.empty(); }
};

/// Called between slabs of a few million weights with the number of weights finished; an error stops the work.
using AfterSlab = std::function<Status(std::uint64_t elementsDone)>;

/// importance: E[x²] per column of every matrix of the tensor, or empty. With scaling, errors are those of the scaled
/// weights. Errors: Corrupt for weights that are no finite
/// numbers, Unsupported for types without codec and for weights beyond the target's range; each names the tensor, and
/// the weight's index.
Result<EncodedTensor> encodeTensor(const model::GgufFile& file, const model::TensorInfo& info, tensor::Type to,
                                   std::span<const float> importance, ThreadPool& pool, const AfterSlab& afterSlab,
                                   const Scaling& scaling = {});

} // namespace headroom::quant
