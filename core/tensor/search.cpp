// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/tensor/search.h"

#include "core/tensor/blocks.h"

#include <limits>

namespace headroom::tensor {

namespace {

struct Sums { ///< weighted sums over one block for one candidate
    float levels = 0; ///< Σ w·l
    float squares = 0; ///< Σ w·l²
    float products = 0; ///< Σ w·l·x
};

struct Moments { ///< of one block's values; the smallest is at most 0
    float smallest;
    float largest;
    float weights;
    float products; ///< Σ w·x
};

Moments momentsOf(int n, const float* x, const float* weights)
{
    const auto [smallest, largest] = rangeOf(x, n);
    Moments moments{smallest > 0 ? 0 : smallest, largest, 0, 0};
    for (int i = 0; i < n; ++i) {
        moments.weights += weights[i];
        moments.products += weights[i] * x[i];
    }
    return moments;
}

/// Weighted least squares of scale and minimum; false where the levels do not determine them.
bool fitAffine(const Moments& moments, const Sums& sums, Affine& fit)
{
    const float determinant = moments.weights * sums.squares - sums.levels * sums.levels;
    if (!(determinant > 0))
        return false;
    fit.scale = (moments.weights * sums.products - moments.products * sums.levels) / determinant;
    fit.minimum = -((sums.squares * moments.products - sums.levels * sums.products) / determinant);
    if (fit.minimum < 0) {
        fit.minimum = -0.0F; // Q4_1 and Q5_1 store its negative: +0
        fit.scale = sums.products / sums.squares;
    }
    return true;
}

float affineError(int n, const float* x, const float* weights, const std::uint8_t* levels, Affine fit, bool absolute)
{
    float error = 0;
    for (int i = 0; i < n; ++i) {
        float difference = fit.scale * static_cast<float>(levels[i]) - fit.minimum - x[i];
        difference = absolute ? std::fabs(difference) : difference * difference;
        error += weights[i] * difference;
    }
    return error;
}

Sums quantizeAffine(int n, int nmax, const float* x, const float* weights, float inverse, float offset,
                    std::uint8_t* levels)
{
    Sums sums;
    for (int i = 0; i < n; ++i) {
        const int level = std::clamp(nearestInt(inverse * (x[i] - offset)), 0, nmax);
        levels[i] = static_cast<std::uint8_t>(level);
        const float l = static_cast<float>(level);
        const float w = weights[i];
        sums.levels += w * l;
        sums.squares += w * l * l;
        sums.products += w * l * x[i];
    }
    return sums;
}

Sums quantizeSigned(int n, int nmax, const float* x, const float* weights, float inverse)
{
    Sums sums;
    for (int i = 0; i < n; ++i) {
        const float l = static_cast<float>(std::clamp(nearestInt(inverse * x[i]), -nmax, nmax - 1));
        const float w = weights ? weights[i] : x[i] * x[i];
        sums.products += w * x[i] * l;
        sums.squares += w * l * l;
    }
    return sums;
}

void storeSigned(int n, int nmax, const float* x, float inverse, std::uint8_t* levels)
{
    for (int i = 0; i < n; ++i)
        levels[i] = static_cast<std::uint8_t>(std::clamp(nearestInt(inverse * x[i]), -nmax, nmax - 1) + nmax);
}

/// Inverse scale of the smallest squared error among (nmax + is/10) / largest, is = -4 … 4.
float bestPositiveInverse(int n, int nmax, const float* x, const float* weights, float largest)
{
    float best = static_cast<float>(nmax) / largest;
    float bestError = 0;
    for (const int step : {0, -4, -3, -2, -1, 1, 2, 3, 4}) {
        const float inverse = step == 0 ? best : (0.1F * static_cast<float>(step) + static_cast<float>(nmax)) / largest;
        const float scale = 1 / inverse;
        float error = 0;
        for (int i = 0; i < n; ++i) {
            // The unrefined candidate is compared without the upper limit, as llama.cpp does.
            const int nearest = nearestInt(inverse * x[i]);
            const int level = step == 0 ? static_cast<std::uint8_t>(nearest) : std::min(nmax, nearest);
            const float difference = x[i] - scale * static_cast<float>(level);
            error += weights[i] * difference * difference;
        }
        if (step == 0 || error < bestError) {
            bestError = error;
            best = inverse;
        }
    }
    return best;
}

struct Limits {
    int lowest;
    int highest;
    int bias; ///< added to a level where it is stored
};

/// One sweep of coordinate descent: each level moves to its best place while the others stay, where that raises
/// (Σ w·x·l)² / Σ w·l². False when nothing moved.
template <class Weight>
bool descend(int n, Limits limits, const float* x, Weight weight, Sums& sums, std::uint8_t* levels)
{
    bool changed = false;
    for (int i = 0; i < n; ++i) {
        const float w = weight(i);
        const float old = static_cast<float>(levels[i] - limits.bias);
        float products = sums.products - w * x[i] * old;
        float squares = sums.squares - w * old * old;
        if (!(products > 0 && squares > 0))
            continue;
        const int level = std::clamp(nearestInt(x[i] * squares / products), limits.lowest, limits.highest);
        const float l = static_cast<float>(level);
        products += w * x[i] * l;
        squares += w * l * l;
        if (level + limits.bias != levels[i]
            && products * products * sums.squares > sums.products * sums.products * squares) {
            levels[i] = static_cast<std::uint8_t>(level + limits.bias);
            sums = {0, squares, products};
            changed = true;
        }
    }
    return changed;
}

} // namespace

Affine affineSearch(int n, int nmax, const float* x, const float* weights, const AffineGrid& grid, std::uint8_t* levels)
{
    const Moments moments = momentsOf(n, x, weights);
    Affine best{0, -moments.smallest};
    if (moments.largest <= moments.smallest) {
        std::fill_n(levels, n, std::uint8_t{0});
        return best;
    }
    float inverse = static_cast<float>(nmax) / (moments.largest - moments.smallest);
    best.scale = 1 / inverse;
    quantizeAffine(n, nmax, x, weights, inverse, moments.smallest, levels);
    float bestError = affineError(n, x, weights, levels, best, grid.absolute);
    for (int step = 0; step <= grid.steps; ++step) {
        // Both the range and the levels start from the best minimum so far.
        std::uint8_t trialLevels[32];
        inverse = (grid.from + grid.step * static_cast<float>(step) + static_cast<float>(nmax))
            / (moments.largest + best.minimum);
        const Sums sums = quantizeAffine(n, nmax, x, weights, inverse, -best.minimum, trialLevels);
        Affine trial;
        if (!fitAffine(moments, sums, trial))
            continue;
        const float error = affineError(n, x, weights, trialLevels, trial, grid.absolute);
        if (error < bestError) {
            std::copy_n(trialLevels, n, levels);
            bestError = error;
            best = trial;
        }
    }
    return best;
}

float signedSearch(int n, int nmax, const float* x, const float* weights, std::uint8_t* levels)
{
    const float extreme = signedExtreme(x, n);
    if (!(std::fabs(extreme) >= kAllZero)) {
        std::fill_n(levels, n, std::uint8_t{0});
        return 0;
    }
    float bestInverse = static_cast<float>(-nmax) / extreme;
    Sums sums = quantizeSigned(n, nmax, x, weights, bestInverse);
    float scale = sums.squares != 0 ? sums.products / sums.squares : 0.0F;
    float best = scale * sums.products;
    for (int step = -9; step <= 9; ++step) {
        if (step == 0)
            continue;
        const float inverse = -(static_cast<float>(nmax) + 0.1F * static_cast<float>(step)) / extreme;
        sums = quantizeSigned(n, nmax, x, weights, inverse);
        if (sums.squares > 0 && sums.products * sums.products > best * sums.squares) {
            bestInverse = inverse;
            scale = sums.products / sums.squares;
            best = scale * sums.products;
        }
    }
    storeSigned(n, nmax, x, bestInverse, levels);
    return scale;
}

float signedDescent(int n, int nmax, const float* x, std::uint8_t* levels)
{
    const float extreme = signedExtreme(x, n);
    if (!(std::fabs(extreme) >= kAllZero)) {
        std::fill_n(levels, n, std::uint8_t{0});
        return 0;
    }
    const float inverse = static_cast<float>(-nmax) / extreme;
    storeSigned(n, nmax, x, inverse, levels);
    Sums sums = quantizeSigned(n, nmax, x, nullptr, inverse);
    const auto weight = [x](int i) { return x[i] * x[i]; };
    for (int sweep = 0; sweep < kSweeps && descend(n, {-nmax, nmax - 1, nmax}, x, weight, sums, levels);)
        ++sweep;
    return sums.squares > 0 ? sums.products / sums.squares : 0.0F;
}

float positiveSearch(int n, int nmax, const float* x, const float* weights, std::uint8_t* levels)
{
    const float largest = std::max(0.0F, rangeOf(x, n).largest);
    std::fill_n(levels, n, std::uint8_t{0});
    if (!(largest >= kAllZero))
        return 0;
    const float inverse = bestPositiveInverse(n, nmax, x, weights, largest);
    Sums sums;
    for (int i = 0; i < n; ++i) {
        // Stored as a byte, but summed with its sign: IQ2_XXS hands over values a little below zero.
        const int level = std::min(nmax, nearestInt(inverse * x[i]));
        levels[i] = static_cast<std::uint8_t>(level);
        const float l = static_cast<float>(level);
        sums.products += weights[i] * x[i] * l;
        sums.squares += weights[i] * l * l;
    }
    const auto weight = [weights](int i) { return weights[i]; };
    constexpr int kUnlimited = std::numeric_limits<int>::min();
    for (int sweep = 0; sweep < kSweeps && descend(n, {kUnlimited, nmax, 0}, x, weight, sums, levels);)
        ++sweep;
    return sums.squares > 0 ? sums.products / sums.squares : 0.0F;
}

} // namespace headroom::tensor
