// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: from a weight in steps of its scale to its level, one number at a time; the vectors of integers.cpp do the same.
// Internal to core/tensor.
#pragma once

#include <algorithm>
#include <cstddef>

namespace headroom::tensor {

inline constexpr std::size_t kStepSums = 8; ///< weight i belongs to sum i mod 8, whatever a vector holds
inline constexpr float kPush = 12582912.0F; ///< 1.5 · 2^23: has no room for a fraction
inline constexpr float kBound = 4096.0F; ///< beyond every level, and within what kPush rounds

/// To nearest, ties to even.
inline float nearest(float value)
{
    const float bounded = std::min(std::max(value, -kBound), kBound);
    return (bounded + kPush) - kPush;
}

/// In [0, top].
inline float levelOf(float steps, float zero, float top)
{
    return std::min(std::max(nearest(steps) + zero, 0.0F), top);
}

} // namespace headroom::tensor
