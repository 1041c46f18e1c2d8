// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: TQ1_0 and TQ2_0 round to the same three values: largest magnitude d, trit = x / d rounded, ties away from zero.
// Source: llama.cpp, ggml-quants.c. Worked: d = 0.5, x = 0.25 -> trit 1 (a tie), y = 0.5.
#pragma once

#include "core/tensor/blocks.h"
#include "core/tensor/half.h"

namespace headroom::tensor {

/// Trits of 256 weights as 0, 1, 2; returns d as stored.
inline std::uint16_t ternarize(const float* x, std::uint8_t* trits)
{
    const float d = std::fabs(signedExtreme(x, 256));
    const float inverse = d != 0 ? 1.0F / d : 0.0F;
    for (int e = 0; e < 256; ++e)
        trits[e] = static_cast<std::uint8_t>(std::clamp(roundedAway(x[e] * inverse), -1, 1) + 1);
    return floatToHalf(d);
}

} // namespace headroom::tensor
