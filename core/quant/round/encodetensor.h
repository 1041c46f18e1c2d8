// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: rows of one tensor from their stored form into another, all rows in parallel, and what that cost in accuracy.
// Bytes and figures are the same for any number of threads: each row has its own sums, added up in order. A tensor is
// converted unit by unit, so that it never needs to be in memory as a whole.
#pragma once

#include "core/base/parallel.h"
#include "core/base/remark.h"
#include "core/model/modelfile.h"
#include "core/quant/round/rowerror.h"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace headroom::quant {

struct EncodedRows {
    std::vector<std::byte> bytes;
    EncodedSums sums;
    Remark note = {}; ///< what is to be said of them
};

/// Channel scales that are folded into the weights: w · columns[c] / rows[r]. Empty: 1.
struct Scaling {
    std::vector<float> columns;
    std::vector<float> rows;

    bool empty() const { return columns.empty() && rows.empty(); }
};

/// Goes on from a row as its format packed it: tensor/refine.h, hqq.h, clip.h.
using PolishRow = std::function<void(tensor::Type type, std::span<const float> row, std::span<const float> importance,
                                     std::span<std::byte> packed)>;

class TensorEncoder {
public:
    /// importance: E[x²] per column of every matrix of the tensor, or empty. The file must outlive the encoder.
    /// Errors: Unsupported for types without codec.
    static Result<TensorEncoder> create(const model::ModelFile& file, const model::TensorInfo& info, tensor::Type to,
                                        std::vector<float> importance, Scaling scaling = {});
    void polishWith(PolishRow polish) { m_polish = std::move(polish); } ///< from now on

    /// Rows of about a million weights: the same for every run.
    std::uint64_t rowsPerUnit() const;
    std::uint64_t targetRowBytes() const { return m_targetRow; }
    const std::vector<float>& importance() const { return m_importance; }
    /// At most so much memory at a time.
    std::uint64_t workingBytes(unsigned threads) const;

    /// Errors: Corrupt for weights that are no finite numbers, Unsupported for weights beyond the target's range; each
    /// names the tensor, and the weight's index.
    Result<EncodedRows> encode(std::uint64_t first, std::uint64_t count, ThreadPool& pool) const;

private:
    struct RowResult;
    TensorEncoder(const model::ModelFile& file, const model::TensorInfo& info, tensor::Type to,
                  std::vector<float> importance, Scaling scaling);
    bool copies() const { return m_from->decode == nullptr; }
    std::span<const float> importanceOf(std::uint64_t row) const;
    std::span<const std::byte> sourceRows(std::uint64_t first, std::uint64_t count, std::vector<std::byte>& read) const;
    void scale(std::uint64_t row, std::span<float> weights) const;
    void convert(std::uint64_t row, std::span<const std::byte> source, std::span<std::byte> target,
                 std::span<float> original, std::span<float> decoded, RowResult& result) const;
    Status addUp(std::span<const RowResult> rows, std::uint64_t first, EncodedSums& sums) const;
    std::string place() const;

    const model::ModelFile* m_file;
    const model::TensorInfo* m_info;
    const tensor::Format* m_from;
    const tensor::Format* m_to;
    std::uint64_t m_columns;
    std::uint64_t m_sourceRow; ///< bytes
    std::uint64_t m_targetRow; ///< bytes
    std::vector<float> m_importance;
    Scaling m_scaling;
    PolishRow m_polish;
};

/// A tensor as a whole, for methods that look at it as a whole.
struct EncodedTensor {
    std::vector<std::byte> bytes;
    double squaredError = 0; ///< Σ (w - ŵ)²
    double squares = 0; ///< Σ w²
    double maxError = 0;
};

/// Called between units with the number of weights finished; an error stops the work.
using AfterSlab = std::function<Status(std::uint64_t elementsDone)>;

/// All rows, with TensorEncoder. With scaling, errors are those of the scaled weights.
Result<EncodedTensor> encodeTensor(const model::ModelFile& file, const model::TensorInfo& info, tensor::Type to,
                                   std::span<const float> importance, ThreadPool& pool, const AfterSlab& afterSlab,
                                   const Scaling& scaling = {}, PolishRow polish = {});

} // namespace headroom::quant
