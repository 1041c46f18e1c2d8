// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: IQ4_NL and IQ4_XS share sixteen unevenly spaced levels, denser around zero, and the search for the scale that
// suits a group of 32 weights best. Source: llama.cpp, ggml-common.h (kvalues_iq4nl) and ggml-quants.c.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace headroom::tensor {

inline constexpr std::array<std::int8_t, 16> kNonlinear{-127, -104, -83, -65, -49, -35, -22, -10,
                                                        1,    13,   25,  38,  53,  69,  89,  113};

/// Indices of the level at or below each whole number from -128 to 127, and of the one above; at the ends both are the
/// last level.
struct NonlinearNeighbours {
    std::array<std::uint8_t, 256> lower{};
    std::array<std::uint8_t, 256> upper{};
};
constexpr NonlinearNeighbours nonlinearNeighbours()
{
    NonlinearNeighbours near;
    for (int whole = -128; whole < 128; ++whole) {
        std::uint8_t lower = 0;
        while (lower < 15 && kNonlinear[lower + 1U] <= whole)
            ++lower;
        const bool isBelowAll = whole < kNonlinear[0];
        near.lower[static_cast<std::size_t>(whole + 128)] = lower;
        near.upper[static_cast<std::size_t>(whole + 128)]
            = isBelowAll || lower == 15 ? lower : static_cast<std::uint8_t>(lower + 1);
    }
    return near;
}
inline constexpr NonlinearNeighbours kNonlinearNeighbours = nonlinearNeighbours();

/// Index of the level nearest to value; of two equally near ones the upper.
inline int nonlinearLevel(float value)
{
    // Adding 128 may round up to the next whole number, but then the level there is the nearer one anyway.
    const float shifted = std::min(std::max(-128.0F, value), 127.0F) + 128.0F;
    const auto whole = static_cast<std::size_t>(shifted);
    const int lower = kNonlinearNeighbours.lower[whole];
    const int upper = kNonlinearNeighbours.upper[whole];
    const auto below = static_cast<float>(kNonlinear[static_cast<std::size_t>(lower)]);
    const auto above = static_cast<float>(kNonlinear[static_cast<std::size_t>(upper)]);
    return value - below < above - value ? lower : upper;
}

/// Scale of 32 weights that loses least: weighted least squares over 15 ranges around the plain one. 0 for zeros.
float nonlinearScale(const float* x, const float* weights);

/// Weights of the search: importance · sqrt(sigma2 + x²), or x² without importance.
void nonlinearWeights(const float* x, const float* importance, float sigma2, float* weights);

} // namespace headroom::tensor
