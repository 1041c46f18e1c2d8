// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the fastest mode of prompts, for 4-bit weights. Integer dot products do twice the work of bfloat16 ones per
// instruction; rounding activations to 8 bits adds a few hundredths to the divergence that 4-bit weights have already,
// and would show with more bits, which are left to batchproduct.h. A panel of rows is unpacked once per chunk of
// columns into the order in which the instruction wants it and then meets all tokens. y = scale · level - offset per 32
// columns.
#pragma once

#include "core/infer/cpu/intdots.h"

namespace headroom::infer {

inline constexpr std::size_t kIntegerPanelRows = 32; ///< at most, of one call

/// Scratch of one call, aligned to 64 bytes.
inline constexpr std::size_t kIntegerPanelBytes = 32 * 1024;

/// out[token * outStride + r] ≈ row r · token, for at most kIntegerPanelRows rows. The tokens are rounded by
/// quantizeRows and passed through biasTokens.
using IntegerBatch = void (*)(const PackedRows& rows, const IntegerRows& tokens, std::byte* scratch, float* out,
                              std::size_t outStride);

/// What the processor brings, as far as it decides.
struct IntegerSupport {
    bool accumulating = false; ///< AVX-512 VNNI; without it sums of 16 bits serve the formats whose levels are small
    bool bfloatTiles = false; ///< AMX, which is faster still
    static IntegerSupport detect();
};

/// Null where the format is not one of 4 bits, or there is no kernel for it that is faster than batchproduct.h.
IntegerBatch integerBatch(tensor::Type type, std::size_t columns, IntegerSupport support);

/// Moves `values` bytes from -128 … 127 to 0 … 255: the instruction multiplies unsigned by signed.
void biasTokens(std::int8_t* bytes, std::size_t values);

} // namespace headroom::infer
