// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/rotation.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <vector>

namespace headroom::quant {

namespace {

/// A fixed sequence of signs (SplitMix64).
bool negative(std::uint64_t index)
{
    std::uint64_t z = (index + 1) * 0x9E3779B97F4A7C15U;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
    return ((z ^ (z >> 31U)) >> 63U) != 0;
}

/// Sums and differences of elements `distance` vectors apart.
void butterflies(std::span<float> vectors, std::size_t distance)
{
    for (std::size_t begin = 0; begin < vectors.size(); begin += 2 * distance) {
        float* a = vectors.data() + begin;
        float* b = a + distance;
        for (std::size_t i = 0; i < distance; ++i) {
            const float sum = a[i] + b[i], difference = a[i] - b[i];
            a[i] = sum;
            b[i] = difference;
        }
    }
}

/// Orthonormal cosine transform (DCT-II) of `odd` neighbours, in double.
void cosines(std::span<float> vectors, std::size_t odd, std::size_t width)
{
    std::vector<double> matrix(odd * odd), sums(odd * width);
    for (std::size_t i = 0; i < odd; ++i)
        for (std::size_t k = 0; k < odd; ++k)
            matrix[k * odd + i] = std::sqrt((k == 0 ? 1.0 : 2.0) / double(odd))
                * std::cos(std::numbers::pi * (double(i) + 0.5) * double(k) / double(odd));
    for (std::size_t begin = 0; begin < vectors.size(); begin += odd * width) {
        std::ranges::fill(sums, 0.0);
        for (std::size_t k = 0; k < odd; ++k)
            for (std::size_t i = 0; i < odd; ++i)
                for (std::size_t j = 0; j < width; ++j)
                    sums[k * width + j] += matrix[k * odd + i] * double(vectors[begin + i * width + j]);
        for (std::size_t e = 0; e < sums.size(); ++e)
            vectors[begin + e] = float(sums[e]);
    }
}

} // namespace

void rotate(std::span<float> vectors, std::size_t size, std::size_t width)
{
    if (size == 0)
        return;
    const std::size_t power = std::size_t{1} << unsigned(std::countr_zero(size)), odd = size / power;
    const float scale = float(1 / std::sqrt(double(power)));
    for (std::size_t i = 0; i < size; ++i) {
        const float factor = negative(i) ? -scale : scale;
        for (std::size_t j = 0; j < width; ++j)
            vectors[i * width + j] *= factor;
    }
    for (std::size_t distance = odd; distance < size; distance *= 2)
        butterflies(vectors.first(size * width), distance * width);
    if (odd > 1)
        cosines(vectors.first(size * width), odd, width);
}

} // namespace headroom::quant
