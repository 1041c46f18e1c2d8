// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the plain integer codes of checkpoints: w = scale · (code − zero), codes of 2 … 8 bits as unsigned numbers.
// Which weights share a scale (tensor, channel, group, block) is the caller's affair. Symmetric codes have their zero
// in the middle, 2^(bits−1); asymmetric ones anywhere. Codes are chosen for the scale as it is stored, not as it was
// computed. Worked: 4 bits, symmetric, scale 0.5: 1.6 → code 8 + 3 = 11 → 1.5.
#pragma once

#include <cstdint>
#include <span>

namespace headroom::tensor {

struct IntegerCode {
    unsigned bits = 4; ///< 2 … 8
    bool symmetric = true;

    std::uint8_t top() const { return static_cast<std::uint8_t>((1U << bits) - 1U); }
    std::uint8_t middle() const { return static_cast<std::uint8_t>(1U << (bits - 1U)); }
};

struct IntegerScale {
    float scale = 1; ///< positive; as stored
    std::uint8_t zero = 0;
};

/// What a scale becomes when it is stored: float32, binary16, bfloat16. A positive one stays positive; what is beyond
/// the type becomes infinite.
using StoredScale = float (*)(float);
float asFloatScale(float scale);
float asHalfScale(float scale);
float asBfloatScale(float scale);

/// The whole range [lowest, highest] without clipping; zero is made part of it. All zero: scale 1.
IntegerScale rangeScale(float lowest, float highest, IntegerCode code, StoredScale stored);

/// Of the ranges from all of it down to a third, the one with the smallest Σ importance · (w − ŵ)²; importance: one per
/// weight, or empty for 1. Weights are finite. An infinite scale is returned as it is.
IntegerScale searchScale(std::span<const float> weights, std::span<const float> importance, IntegerCode code,
                         StoredScale stored);

/// Nearest codes, ties to even.
void encodeIntegers(std::span<const float> weights, IntegerScale scale, IntegerCode code, std::span<std::uint8_t> out);

inline float integerValue(std::uint8_t code, IntegerScale scale)
{
    return scale.scale * static_cast<float>(int{code} - int{scale.zero});
}

} // namespace headroom::tensor
