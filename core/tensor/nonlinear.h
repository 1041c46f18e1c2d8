// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: IQ4_NL and IQ4_XS share sixteen unevenly spaced levels, denser around zero, and the search for the scale that
// suits a group of 32 weights best. Source: llama.cpp, ggml-common.h (kvalues_iq4nl) and ggml-quants.c.
#pragma once

#include <array>
#include <cstdint>

namespace headroom::tensor {

inline constexpr std::array<std::int8_t, 16> kNonlinear{-127, -104, -83, -65, -49, -35, -22, -10,
                                                        1,    13,   25,  38,  53,  69,  89,  113};

/// Index of the level nearest to value; of two equally near ones the upper.
inline int nonlinearLevel(float value)
{
    int level = 0; // binary search for the first level above, then the nearer of the two around value
    for (const int step : {8, 4, 2, 1})
        level += static_cast<float>(kNonlinear[static_cast<std::size_t>(level + step)]) <= value ? step : 0;
    if (level == 15 || value <= static_cast<float>(kNonlinear[0]))
        return level;
    const auto lower = static_cast<float>(kNonlinear[static_cast<std::size_t>(level)]);
    const auto upper = static_cast<float>(kNonlinear[static_cast<std::size_t>(level + 1)]);
    return value - lower < upper - value ? level : level + 1;
}

/// Scale of 32 weights that loses least: weighted least squares over 15 ranges around the plain one. 0 for zeros.
float nonlinearScale(const float* x, const float* weights);

/// Weights of the search: importance · sqrt(sigma2 + x²), or x² without importance.
void nonlinearWeights(const float* x, const float* importance, float sigma2, float* weights);

} // namespace headroom::tensor
