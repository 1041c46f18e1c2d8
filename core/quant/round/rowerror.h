// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what encoding a row has cost is measured for every weight that is written, at memory's speed. Weight i belongs
// to sum i mod 8, whatever the instruction set, so that the figures are the same on every machine.
#pragma once

#include <span>

namespace headroom::quant {

struct EncodedSums {
    double squaredError = 0; ///< Σ (w - ŵ)²
    double squares = 0; ///< Σ w²; finite exactly if every weight is
    double maxError = 0;

    void add(const EncodedSums& other);
};

/// Spans of the same size.
EncodedSums rowError(std::span<const float> original, std::span<const float> decoded);

} // namespace headroom::quant
