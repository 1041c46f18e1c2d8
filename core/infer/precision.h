// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the two ways to compute. Exact: f32 activations, one order of summation, the same bits for any batch and thread
// count: the reference, and what evaluation uses unless told otherwise. Fast: activations rounded to 8 bits for few
// tokens, activations and weights to bfloat16 for many where the processor has it: for generating text.
#pragma once

namespace headroom::infer {

enum class Precision { Exact, Fast };

constexpr const char* precisionName(Precision precision)
{
    return precision == Precision::Fast ? "fast" : "exact";
}

} // namespace headroom::infer
