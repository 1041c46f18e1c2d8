// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: generating one token multiplies every weight once, so weights go from the packed block through registers into
// the sum, never through memory. Exact: the floats of the definition, summed in the order of multiplyRows, bit for bit.
#pragma once

#include "core/tensor/type.h"

namespace headroom::infer {

/// Packed rows one after another, and how many.
struct PackedRows {
    const std::byte* data = nullptr;
    std::size_t bytes = 0; ///< of one row
    std::size_t count = 0;
    std::size_t columns = 0;
};

/// out[r] = row r · x; x is padded.
using RowDots = void (*)(const PackedRows& rows, const float* x, float* out);

/// Null where the format has no vector form or its columns do not fill whole registers.
RowDots rowDots(tensor::Type type, std::size_t columns);

} // namespace headroom::infer
