// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what differs between kinds of codes: how a band of rows (those that share scales) becomes codes, and what a code
// is worth. Kinds whose scales depend on the whole matrix survey it first.
#pragma once

#include "core/quant/folder/coded.h"
#include "core/tensor/integers.h"

namespace headroom::quant {

/// Some rows of a matrix: those of one band of scales.
struct Band {
    std::uint64_t index = 0;
    std::span<const float> weights; ///< [rows, inputs]
};

struct Coder {
    using Work = void (*)(const FolderScheme& scheme, const Matrix& matrix, const Band& band, Coded& out);
    Work survey = nullptr; ///< null: not needed
    void (*settle)(const FolderScheme& scheme, const Matrix& matrix, Coded& out) = nullptr; ///< after the survey
    Work code = nullptr;
    /// What codes of one block are worth.
    void (*values)(const Coded& coded, std::uint64_t block, std::span<const std::uint8_t> codes, std::span<float> out)
        = nullptr;
};

const Coder& coderOf(CodeKind kind);

/// NVFP4: what the scales of matrices with this largest magnitude are divided by.
float scaleDivisor(float largest);
/// How the scheme stores a scale for weights of this type.
tensor::StoredScale storedScale(const FolderScheme& scheme, const MatrixShape& shape);
/// A matrix with room for its codes and scales.
Coded emptyCoded(const FolderScheme& scheme, const Matrix& matrix);
/// What one row cost, once it is coded.
EncodedSums rowCost(const FolderScheme& scheme, const Coded& coded, std::uint64_t output, std::span<const float> row);
/// Errors: Unsupported where a scale is beyond its type.
Status checkScales(const Coded& coded, const Matrix& matrix, const FolderScheme& scheme);

} // namespace headroom::quant
