// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: calibration must see what goes into every matrix product. The matrix is known by its packed bytes in the mapped
// file: their address says which tensor it is, and which slice of it (an expert, a head, rows of a fused matrix).
#pragma once

#include <cstddef>
#include <span>

namespace headroom::infer {

/// Called before a product, on the thread that evaluates; expert matrices with the tokens that chose the expert only.
/// Must not throw.
class Observer {
public:
    virtual ~Observer() = default;
    /// inputs: `rows` rows of `columns` floats, `stride` apart, valid during the call.
    virtual void product(std::span<const std::byte> matrix, std::size_t columns, const float* inputs,
                         std::size_t stride, std::size_t rows)
        = 0;
};

} // namespace headroom::infer
