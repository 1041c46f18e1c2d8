// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a llama-type model's tensors, found by name, with shapes and types checked once, so that the forward pass checks
// nothing. Matrices stay packed in the mapped file; vectors are decoded.
#pragma once

#include "core/infer/transformer.h"

namespace headroom::infer {

/// [rows, columns] in a packed format; multiplies from the left: out = W x + bias.
struct Matrix {
    tensor::Type type = tensor::Type::F32;
    tensor::DecodeRow decode = nullptr;
    std::span<const std::byte> data;
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t rowBytes = 0;
    std::vector<float> bias; ///< empty, or one per row

    std::span<const std::byte> row(std::size_t index) const { return data.subspan(index * rowBytes, rowBytes); }
};

struct Layer {
    std::vector<float> attentionNorm; ///< padded, as are all norms
    Matrix query, key, value, output;
    std::vector<float> feedForwardNorm;
    Matrix gate, up, down;
};

struct ModelWeights {
    std::shared_ptr<const model::GgufFile> file;
    model::Shape shape;
    Matrix embedding;
    std::vector<Layer> layers;
    std::vector<float> outputNorm;
    Matrix head; ///< the embedding where it is tied
    std::vector<float> ropeFactors; ///< empty, or one divisor per rotated pair
};

struct Transformer::Weights : ModelWeights { };

/// Errors: see Transformer::load.
Result<ModelWeights> loadWeights(std::shared_ptr<const model::GgufFile> file);

} // namespace headroom::infer
