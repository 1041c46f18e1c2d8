// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the ways to compute. Exact: f32 activations, one order of summation, the same bits for any batch and thread
// count: the reference, and what evaluation uses unless told otherwise. Fast: activations rounded to 8 bits for few
// tokens, activations and weights to bfloat16 for many where the processor has it. Fastest: 8 bits also for many tokens
// with 4-bit weights, which adds some hundredths to the divergence such weights have: for generating text only.
#pragma once

namespace headroom::infer {

enum class Precision { Exact, Fast, Fastest };

constexpr const char* precisionName(Precision precision)
{
    return precision == Precision::Exact ? "exact" : precision == Precision::Fast ? "fast" : "fastest";
}

} // namespace headroom::infer
