// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/tensor/ternarysearch.h"

#include "core/tensor/blocks.h"
#include "core/tensor/gridsearch.h"

#include <limits>
#include <numeric>

namespace headroom::tensor {

namespace {

/// The best split so far: sorted weights below `first` become -1, from `second` on 1.
struct Split {
    int first = -1;
    int second = -1;
    int shifts = 0; ///< bit per half, the first one higher: minus
    float scale = 0;
    float score = -std::numeric_limits<float>::max();
};

void consider(float products, float squares, int first, int second, int shifts, Split& best)
{
    if (!(squares > 0 && products * products > best.score * squares))
        return;
    best.scale = products / squares;
    best.score = best.scale * products;
    best.first = first;
    best.second = second;
    best.shifts = shifts;
}

/// Indices in ascending order of value; equal values keep their order.
template <int N> std::array<int, N> sorted(const float* x)
{
    std::array<int, N> order;
    std::iota(order.begin(), order.end(), 0);
    for (int i = 1; i < N; ++i) // insertion sort: short, and defined for not-a-numbers too
        for (int j = i; j > 0 && x[order[j]] < x[order[j - 1]]; --j)
            std::swap(order[j], order[j - 1]);
    return order;
}

Split splitOne(const float* x, const float* weights, const std::array<int, 32>& order)
{
    float sumX[33] = {};
    float sumW[33] = {};
    for (std::size_t j = 0; j < 32; ++j) {
        sumX[j + 1] = sumX[j] + weights[order[j]] * x[order[j]];
        sumW[j + 1] = sumW[j] + weights[order[j]];
    }
    Split best;
    for (int first = 0; first <= 32; ++first) {
        float products[2][33];
        float squares[2][33];
        for (std::size_t shift = 0; shift < 2; ++shift) { // apart from the choice, so that it runs in vector lanes
            const auto& level = kTernaryLevels[shift];
            for (int second = first; second <= 32; ++second) {
                products[shift][second] = (sumX[first] - sumX[0]) * level[0] + (sumX[second] - sumX[first]) * level[1]
                    + (sumX[32] - sumX[second]) * level[2];
                squares[shift][second] = (sumW[first] - sumW[0]) * level[0] * level[0]
                    + (sumW[second] - sumW[first]) * level[1] * level[1]
                    + (sumW[32] - sumW[second]) * level[2] * level[2];
            }
        }
        for (int second = first; second <= 32; ++second)
            for (int shift = 0; shift < 2; ++shift)
                consider(products[shift][second], squares[shift][second], first, second, 3 * shift, best);
    }
    return best;
}

/// Sums over the sorted weights of one half, up to each place.
struct Prefix {
    float products[17] = {}; ///< Σ w·x
    float weights[17] = {};
};

/// Σ w·q·x and Σ w·q² of one half for the split at `first` and `second`. As the levels are 1 apart, they follow from
/// the sums up to both places.
struct HalfSums {
    float products;
    float squares;
};
HalfSums sumsOf(const Prefix& half, int first, int second, const std::array<float, 8>& level)
{
    const float low = level[0] * level[0] - level[1] * level[1];
    const float high = level[1] * level[1] - level[2] * level[2];
    return {half.products[16] * level[2] - (half.products[first] + half.products[second]),
            half.weights[16] * level[2] * level[2] + half.weights[first] * low + half.weights[second] * high};
}

std::array<Prefix, 2> prefixes(const float* x, const float* weights, const std::array<int, 16>& order)
{
    std::array<Prefix, 2> halves;
    for (std::size_t j = 0; j < 16; ++j) {
        const int i = order[j];
        for (int h = 0; h < 2; ++h) {
            Prefix& half = halves[static_cast<std::size_t>(h)];
            const bool inside = i / 8 == h;
            half.products[j + 1] = inside ? half.products[j] + weights[i] * x[i] : half.products[j];
            half.weights[j + 1] = inside ? half.weights[j] + weights[i] : half.weights[j];
        }
    }
    return halves;
}

Split splitHalves(const float* x, const float* weights, const std::array<int, 16>& order)
{
    const auto halves = prefixes(x, weights, order);
    Split best;
    for (int first = 0; first <= 16; ++first) {
        for (int second = first; second <= 16; ++second) {
            const HalfSums sums[2][2] = {{sumsOf(halves[0], first, second, kTernaryLevels[0]),
                                          sumsOf(halves[0], first, second, kTernaryLevels[1])},
                                         {sumsOf(halves[1], first, second, kTernaryLevels[0]),
                                          sumsOf(halves[1], first, second, kTernaryLevels[1])}};
            for (int shifts = 0; shifts < 4; ++shifts) {
                const HalfSums& left = sums[0][shifts >> 1];
                const HalfSums& right = sums[1][shifts & 1];
                consider(left.products + right.products, left.squares + right.squares, first, second, shifts, best);
            }
        }
    }
    return best;
}

/// Replaces vectors off the grid and fits the scale again where there were any.
void placeOnGrid(const float* x, const float* weights, int octets, const std::uint8_t* digits, TernaryGroup& group)
{
    const PointMap& map = iq1Map();
    bool allOnGrid = true;
    for (int k = 0; k < octets; ++k) {
        const int code = map.codeOf(digits + 8 * k);
        int point = map.point(code);
        if (point < 0) {
            allOnGrid = false;
            point = nearestPoint(map, code, kTernaryLevels[group.minus[k]].data(), group.scale, x + 8 * k,
                                 weights + 8 * k);
        }
        group.points[k] = static_cast<std::uint16_t>(point);
    }
    if (allOnGrid)
        return;
    float products = 0;
    float squares = 0;
    for (int i = 0; i < 8 * octets; ++i) {
        const float q = kTernaryLevels[group.minus[i / 8]][map.digits(group.points[i / 8])[i % 8]];
        products += weights[i] * q * x[i];
        squares += weights[i] * q * q;
    }
    if (products > 0 && squares > 0)
        group.scale = products / squares;
}

template <int N, class Splitter>
TernaryGroup searchGroup(const float* x, const float* weights, float tiny, Splitter split)
{
    TernaryGroup group;
    if (!(std::fabs(signedExtreme(x, N)) >= tiny))
        return group;
    const std::array<int, N> order = sorted<N>(x);
    Split best = split(x, weights, order);
    if (best.first < 0)
        return group;
    std::uint8_t digits[N];
    const bool mirrored = best.scale < 0; // then all signs turn round
    for (int j = 0; j < N; ++j) {
        const int digit = j < best.first ? 0 : j < best.second ? 1 : 2;
        digits[order[static_cast<std::size_t>(j)]] = static_cast<std::uint8_t>(mirrored ? 2 - digit : digit);
    }
    best.shifts = mirrored ? 3 - best.shifts : best.shifts;
    group.scale = std::fabs(best.scale);
    for (int k = 0; k < N / 8; ++k)
        group.minus[k] = (best.shifts >> (k < N / 16 ? 1 : 0) & 1) != 0;
    placeOnGrid(x, weights, N / 8, digits, group);
    return group;
}

} // namespace

TernaryGroup ternarySearch32(const float* x, const float* weights, float tiny)
{
    return searchGroup<32>(x, weights, tiny, splitOne);
}

TernaryGroup ternarySearch16(const float* x, const float* weights, float tiny)
{
    return searchGroup<16>(x, weights, tiny, splitHalves);
}

} // namespace headroom::tensor
