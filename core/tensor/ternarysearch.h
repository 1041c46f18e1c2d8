// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: IQ1_S and IQ1_M round a group of weights to scale · (-1, 0, 1, each plus or minus 1/8). With three levels the
// best rounding splits the sorted weights in three runs, and all splits can be tried; vectors that are no point of the
// grid are then replaced by the best near one, and the scale is fitted once more. Source: the published algorithms of
// llama.cpp's ggml-quants.c (v0.5.0).
#pragma once

#include <array>
#include <cstdint>

namespace headroom::tensor {

/// The three values for the shift +1/8 and for -1/8; eight entries, as nearestPoint() wants them.
inline constexpr std::array<std::array<float, 8>, 2> kTernaryLevels{
    {{-0.875F, 0.125F, 1.125F}, {-1.125F, -0.125F, 0.875F}}};

struct TernaryGroup {
    float scale = 0; ///< 0: nothing else is set
    std::uint16_t points[4] = {}; ///< per eight weights, in the grid of 2048
    bool minus[4] = {}; ///< per eight weights: the shift is -1/8
};

/// 32 weights with one shift (IQ1_S). Groups whose largest magnitude is below `tiny` are zero.
TernaryGroup ternarySearch32(const float* x, const float* weights, float tiny);

/// 16 weights with a shift for either half (IQ1_M).
TernaryGroup ternarySearch16(const float* x, const float* weights, float tiny);

} // namespace headroom::tensor
