// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/tensor/nonlinear.h"

#include "core/tensor/blocks.h"
#include "core/tensor/search.h"

namespace headroom::tensor {

namespace {

constexpr int kTries = 7; ///< on either side of the plain range

struct Products {
    float withX = 0; ///< Σ w·q·x
    float squares = 0; ///< Σ w·q²
};

Products productsFor(const float* x, const float* weights, float inverse)
{
    Products sums;
    for (int j = 0; j < 32; ++j) {
        const auto q = static_cast<float>(kNonlinear[static_cast<std::size_t>(nonlinearLevel(inverse * x[j]))]);
        sums.withX += weights[j] * q * x[j];
        sums.squares += weights[j] * q * q;
    }
    return sums;
}

} // namespace

void nonlinearWeights(const float* x, const float* importance, float sigma2, float* weights)
{
    if (importance)
        return searchWeights(x, importance, sigma2, 32, weights);
    for (int j = 0; j < 32; ++j)
        weights[j] = x[j] * x[j];
}

float nonlinearScale(const float* x, const float* weights)
{
    const float extreme = signedExtreme(x, 32);
    if (!(std::fabs(extreme) >= kAllZero))
        return 0;
    const float plain = -extreme / static_cast<float>(kNonlinear[0]);
    Products sums = productsFor(x, weights, 1 / plain);
    float scale = sums.squares > 0 ? sums.withX / sums.squares : 0.0F;
    float best = scale * sums.withX;
    for (int step = -kTries; step <= kTries; ++step) {
        sums = productsFor(x, weights, static_cast<float>(step + kNonlinear[0]) / extreme);
        if (sums.squares > 0 && sums.withX * sums.withX > best * sums.squares) {
            scale = sums.withX / sums.squares;
            best = scale * sums.withX;
        }
    }
    return scale;
}

} // namespace headroom::tensor
