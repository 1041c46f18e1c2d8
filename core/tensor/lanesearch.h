// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the searches of search.h for sixteen sub-blocks at a time, one per vector lane. The additions of one sub-block
// must wait for each other, because their order decides the bytes; sixteen sub-blocks wait together. Same results, bit
// by bit.
#pragma once

#include "core/tensor/search.h"

namespace headroom::tensor {

inline constexpr int kLanes = 16;

// n is 16 or 32 in all of them.
/// affineSearch of kLanes consecutive sub-blocks of n values.
void affineSearches(int n, int nmax, const float* x, const float* weights, const AffineGrid& grid, Affine* best,
                    std::uint8_t* levels);

/// signedSearch of kLanes consecutive sub-blocks of n values; weights null: x².
void signedSearches(int n, int nmax, const float* x, const float* weights, float* scales, std::uint8_t* levels);

inline constexpr int kDescents = 2 * kLanes; ///< a step of a descent waits for the one before: two vectors at a time

/// signedDescent of kDescents consecutive sub-blocks of n values.
void signedDescents(int n, int nmax, const float* x, float* scales, std::uint8_t* levels);

/// The levels of `blocks` sub-blocks of n values (n a multiple of 16) against the scales as they are stored:
/// nearestInt((x + minimum) / scale) within lowest … highest, counted from lowest. A sub-block whose scale is 0 keeps
/// its levels.
void levelsAgainst(int n, int blocks, const float* x, const float* scales, const float* minima, int lowest, int highest,
                   std::uint8_t* levels);

} // namespace headroom::tensor
