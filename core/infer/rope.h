// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: rotary position embedding, interleaved pairs (2i, 2i+1), as llama models in GGUF files expect it. Angle of pair
// i at position p: p · scale · base^(-2i/d) / factor_i, d = rotated dimensions; computed in double.
// Worked: p = 1, d = 32, base = 10000, pair 1: angle 10000^(-1/16) = 0.5623.
#pragma once

#include "core/model/description.h"

#include <cstddef>
#include <span>
#include <vector>

namespace headroom::infer {

class Rope {
public:
    Rope(const model::Shape& shape, std::span<const float> factors);
    /// Computes the rotations of `count` positions from `first` on.
    void prepare(std::size_t first, std::size_t count);
    /// Rotates one head of the index-th prepared position.
    void rotate(float* head, std::size_t index) const;

private:
    std::vector<double> m_frequencies;
    std::vector<float> m_rotations; ///< cos, sin per pair and position
};

} // namespace headroom::infer
