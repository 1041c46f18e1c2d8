// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: IQ2_XXS, IQ2_XS, IQ2_S, IQ3_XXS and IQ3_S are encoded alike: signs first, then for each group of weights a
// search over scales, in which every vector of magnitudes is replaced by a point of the grid, the nearest where it is
// none; weighted least squares fit the scale. What differs is data: GridFormat. Vector lanes hold scales and
// neighbours, never parts of one sum, so that every sum keeps its order. Source: the published algorithms of
// llama.cpp's ggml-quants.c.
#pragma once

#include "core/tensor/pointmap.h"

#include <cstdint>

namespace headroom::tensor {

/// Which vectors are placed once more for the fitted scale.
enum class Refit { Always, OffGrid, AllIfAnyOffGrid };

struct GridFormat {
    const PointMap& (*map)();
    int group; ///< weights with one scale: 16 or 32
    bool evenSigns; ///< the number of minuses in eight weights is made even: the cheapest weight changes its sign
    bool positiveStart; ///< the range comes from positiveSearch() instead of the largest magnitude
    float sigma; ///< times mean x² of the block: in the weights
    float floor; ///< times sigma2: added to x² in the weights without importance
    float tiny; ///< groups whose largest magnitude is below are zero
    int steps; ///< scales tried on either side of the plain one, at most 15
    float step;
    Refit refit;
    float stretch; ///< of the block's scale: a correction found by experiment
};

struct GridBlock {
    std::uint16_t d; ///< f16
    std::uint16_t points[64]; ///< one per 8 or 4 weights
    std::uint8_t signs[32]; ///< one per 8 weights; 7 bits where signs are even
    std::uint8_t scales[16]; ///< 4 bits per group
    bool empty[16]; ///< groups that are zero
};

/// 256 values. importance null: weights from the values alone.
GridBlock encodeGridBlock(const GridFormat& format, const float* x, const float* importance);

/// One group on its way: magnitudes, weights and the state of the search.
struct GridGroup {
    int n; ///< 16 or 32
    alignas(64) float x[32]; ///< magnitudes; the one that pays for even signs is negative
    float weights[32];
    float roots[32]; ///< of the weights: the metric among neighbours
    std::uint8_t digits[32]; ///< found
    float scale; ///< found; the caller sets the start
};

/// Tries factors[s] / range for every s and leaves the best digits and scale in the group.
void searchGrid(const PointMap& map, const float* factors, int steps, float range, Refit refit, GridGroup& group);

/// The neighbour of least Σ w (scale · levels[digit] - x)². levels: eight values, one per digit.
int nearestPoint(const PointMap& map, int code, const float* levels, float scale, const float* x, const float* weights);

} // namespace headroom::tensor
