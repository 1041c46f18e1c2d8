// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the searches of search.h for eight sub-blocks at a time, one per vector lane. The additions of one sub-block
// must wait for each other, because their order decides the bytes; eight sub-blocks wait together. Same results, bit by
// bit.
#pragma once

#include "core/tensor/search.h"

namespace headroom::tensor {

inline constexpr int kLanes = 8;

/// affineSearch of eight consecutive sub-blocks of n <= 32 values.
void affineSearchEight(int n, int nmax, const float* x, const float* weights, const AffineGrid& grid, Affine* best,
                       std::uint8_t* levels);

/// signedSearch of eight consecutive sub-blocks of n <= 32 values; weights null: x².
void signedSearchEight(int n, int nmax, const float* x, const float* weights, float* scales, std::uint8_t* levels);

/// signedDescent of eight consecutive sub-blocks of n <= 32 values.
void signedDescentEight(int n, int nmax, const float* x, float* scales, std::uint8_t* levels);

} // namespace headroom::tensor
