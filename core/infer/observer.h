// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: calibration must see what goes into every matrix product, wherever it is computed.
#pragma once

#include <cstddef>

namespace headroom::infer {

/// Which matrix of the model: a tensor of the file, or a slice of it (an expert, a head, rows of a fused matrix).
struct TensorId {
    std::size_t tensor = 0; ///< in model::ModelFile::tensors()
    std::size_t row = 0; ///< the first of its rows, counted over all slices
    bool operator==(const TensorId&) const = default;
};

/// Called before a product, on the thread that evaluates; expert matrices with the tokens that chose the expert only.
/// Must not throw.
class Observer {
public:
    virtual ~Observer() = default;
    /// inputs: `rows` rows of `columns` floats, `stride` apart, valid during the call.
    virtual void product(const TensorId& matrix, std::size_t columns, const float* inputs, std::size_t stride,
                         std::size_t rows)
        = 0;
};

} // namespace headroom::infer
