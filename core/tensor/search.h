// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the searches for a block's scale (and minimum) that the formats share. Each tries a grid of scales around the
// plain one, fits by weighted least squares and keeps the first strictly better. The order of every float operation
// decides the bytes, so sums run in index order and nothing may be contracted or reassociated.
// Source: the published algorithms of llama.cpp's ggml-quants.c (make_qkx2/3, make_qx, make_q3, make_qp).
#pragma once

#include <cstdint>

namespace headroom::tensor {

/// Blocks whose largest magnitude is below are stored as zeros.
inline constexpr float kAllZero = 1e-15F;
/// Most sweeps of a coordinate descent.
inline constexpr int kSweeps = 5;

/// Steps of the affine search: levels / range for levels = nmax + from + step · i, i = 0 … steps.
struct AffineGrid {
    float from;
    float step;
    int steps;
    bool absolute; ///< minimise the sum of |error| instead of error²
};
inline constexpr AffineGrid kWeightedGrid{-0.9F, 0.05F, 36, false};

struct Affine {
    float scale = 0;
    float minimum = 0; ///< to be subtracted: y = scale · n - minimum
};

/// Fits y = scale · n - minimum, n in 0 … nmax, minimum >= 0, to n <= 32 values.
Affine affineSearch(int n, int nmax, const float* x, const float* weights, const AffineGrid& grid,
                    std::uint8_t* levels);

/// Fits y = scale · (n - nmax), n in 0 … 2·nmax - 1; n <= 32 values. Weights null: x².
float signedSearch(int n, int nmax, const float* x, const float* weights, std::uint8_t* levels);

/// As signedSearch with weights x², by coordinate descent from the plain scale (Q3_K without importance).
float signedDescent(int n, int nmax, const float* x, std::uint8_t* levels);

/// Fits y = scale · n, n in 0 … nmax, to non-negative values: the scales of a super-block.
float positiveSearch(int n, int nmax, const float* x, const float* weights, std::uint8_t* levels);

} // namespace headroom::tensor
