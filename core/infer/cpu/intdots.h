// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the fast mode of generation. Activations become 8-bit integers, 32 to a scale, and meet the packed weights in
// integer dot products (AVX-512 VNNI, else multiply-add of bytes), so that memory stays the only limit. The result
// differs from the exact one by the rounding of the activations, about 0.4 % of their largest value per block.
#pragma once

#include "core/infer/cpu/kernels.h"
#include "core/infer/cpu/rowdots.h"

#include <cstdint>

namespace headroom::infer {

/// Columns are padded with zeros to a multiple of this.
inline constexpr std::size_t kIntegerGroup = 256;
constexpr std::size_t integerPadded(std::size_t columns)
{
    return (columns + kIntegerGroup - 1) / kIntegerGroup * kIntegerGroup;
}

/// Rows of 8-bit activations: x ≈ scale · value.
struct IntegerRows {
    std::int8_t* values = nullptr; ///< [count][columns]
    float* scales = nullptr; ///< [count][columns / 32]
    float* sums = nullptr; ///< [count][columns / 32] of scale · Σ value
    float* halfSums = nullptr; ///< [count][columns / 16] of the same
    std::size_t columns = 0; ///< padded
    std::size_t count = 0;
};

/// Rounds rows of floats into `out`, whose columns and count are set. A value that is not finite spoils its block's
/// scale, so that it stays visible.
void quantizeRows(const Rows& rows, std::size_t columns, const IntegerRows& out);

/// out[token * outStride + r] ≈ row r · token.
using IntegerDots = void (*)(const PackedRows& rows, const IntegerRows& tokens, float* out, std::size_t outStride);

/// Null where format or processor has no such kernel.
IntegerDots integerDots(tensor::Type type, std::size_t columns);

} // namespace headroom::infer
