// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: tensors are looked up by name once, with shape, type, size and finiteness checked, and it is remembered which of
// them somebody asked for: a tensor that nobody knows means a model that would be computed wrongly.
#pragma once

#include "core/infer/norm.h"
#include "core/infer/weights.h"

#include <initializer_list>
#include <set>

namespace headroom::infer {

/// Remembers the first thing that is wrong; what is returned after it is empty.
class Resolver {
public:
    /// What is to be read of the tensors found: nothing, where only names, types and shapes matter.
    enum class Reads : std::uint8_t { Everything, Nothing };
    explicit Resolver(const model::ModelFile& file, Reads reads = Reads::Everything) : m_file(file), m_reads(reads) { }

    /// A tensor without a single number counts as absent: some writers keep a place for a bias that is none.
    bool has(const std::string& name) const
    {
        const auto* info = m_file.find(name);
        return info && info->elements() > 0;
    }
    std::uint64_t rowsOf(const std::string& name) const; ///< of a matrix; 0 where it is absent
    std::vector<std::uint64_t> shapeOf(const std::string& name) const;

    /// [columns, rows] with its bias, if there is one. rows = 0: as many as it has.
    Matrix matrix(const std::string& name, std::uint64_t columns, std::uint64_t rows);
    /// The matrices of [columns, rows, count]; a bias is [rows, count].
    std::vector<Matrix> matrices(const std::string& name, std::uint64_t columns, std::uint64_t rows,
                                 std::uint64_t count);
    std::vector<float> vector(const std::string& name, std::uint64_t count) { return numbers(name, {count}); }
    /// All numbers of a tensor of this shape, decoded.
    std::vector<float> numbers(const std::string& name, const std::vector<std::uint64_t>& shape);
    /// The norm "<name>.weight" and, if present, "<name>.bias".
    Norm norm(const std::string& name, NormKind kind, float epsilon, std::uint64_t columns);
    /// As norm; none where it is absent.
    Norm optionalNorm(const std::string& name, NormKind kind, float epsilon, std::uint64_t columns);
    void fail(ErrorCode code, const std::string& tensor, std::string detail);
    /// Tensors to be left alone, by name.
    void ignore(std::string name) { m_used.insert(std::move(name)); }
    /// The first tensor that nobody asked for, or nullptr.
    const model::TensorInfo* unused() const;

    const Status& status() const { return m_status; }
    const model::ModelFile& file() const { return m_file; }

private:
    const model::TensorInfo* checked(const std::string& name, std::vector<std::uint64_t> shape);
    void checkFinite(const model::TensorInfo& info);

    const model::ModelFile& m_file;
    Reads m_reads;
    Status m_status;
    std::set<std::string, std::less<>> m_used;
    std::uint64_t m_scanned = 0; ///< bytes of matrices looked through for numbers that are none
};

/// Rows [first, first + count) of a matrix, with their biases.
Matrix rowsOf(const Matrix& matrix, std::size_t first, std::size_t count);

} // namespace headroom::infer
