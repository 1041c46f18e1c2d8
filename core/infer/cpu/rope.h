// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: rotations of many positions, computed once for all heads and layers that share them.
#pragma once

#include "core/infer/rope.h"

#include <vector>

namespace headroom::infer {

class Rope {
public:
    explicit Rope(RopeSettings settings);
    /// Computes the rotations of `count` positions from `first` on.
    void prepare(std::size_t first, std::size_t count);
    /// Rotates one head of the index-th prepared position.
    void rotate(float* head, std::size_t index) const;
    std::size_t dimensions() const { return m_settings.dimensions; }

private:
    RopeSettings m_settings;
    std::vector<double> m_frequencies;
    std::vector<float> m_rotations; ///< cos, sin per pair and position
};

} // namespace headroom::infer
