// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/tensor/gridsearch.h"

#include "core/tensor/blocks.h"
#include "core/tensor/half.h"
#include "core/tensor/search.h"

namespace headroom::tensor {

namespace {

/// Magnitudes and signs of eight weights; returns the bits of the minuses.
std::uint8_t splitSigns(const float* x, const float* weights, bool evenSigns, float* magnitudes)
{
    unsigned signs = 0;
    int minuses = 0;
    for (int i = 0; i < 8; ++i) {
        const bool negative = !(x[i] >= 0);
        magnitudes[i] = negative ? -x[i] : x[i];
        signs |= static_cast<unsigned>(negative) << i;
        minuses += negative ? 1 : 0;
    }
    if (!evenSigns || minuses % 2 == 0)
        return static_cast<std::uint8_t>(evenSigns ? signs & 127U : signs);
    int cheapest = 0;
    float least = weights[0] * x[0] * x[0];
    for (int i = 1; i < 8; ++i) {
        const float cost = weights[i] * x[i] * x[i];
        if (cost < least) {
            least = cost;
            cheapest = i;
        }
    }
    magnitudes[cheapest] = -magnitudes[cheapest];
    return static_cast<std::uint8_t>((signs ^ 1U << cheapest) & 127U);
}

void weigh(const GridFormat& format, const float* x, const float* importance, float sigma2, GridGroup& group)
{
    if (importance)
        searchWeights(x, importance, sigma2, group.n, group.weights);
    else
        for (int i = 0; i < group.n; ++i)
            group.weights[i] = format.floor * sigma2 + x[i] * x[i];
    for (int i = 0; i < group.n; ++i)
        group.roots[i] = std::sqrt(group.weights[i]);
}

/// The range that the steps divide; 0 where the group is zero. Sets the first scale.
float startRange(const GridFormat& format, GridGroup& group)
{
    const int base = format.map().base();
    const float largest = rangeOf(group.x, group.n).largest;
    if (format.tiny > 0 ? largest < format.tiny : largest == 0)
        return 0;
    group.scale = largest / static_cast<float>(2 * base - 1);
    if (!format.positiveStart)
        return largest;
    group.scale = positiveSearch(group.n, base + 1, group.x, group.weights, group.digits);
    return std::max(0.0F, group.scale * static_cast<float>(base));
}

/// Writes one group's points; returns its scale, which is positive.
float storeGroup(const GridFormat& format, GridGroup& group, int index, std::uint8_t* signs, GridBlock& block)
{
    const PointMap& map = format.map();
    const int octets = group.n / 8;
    if (group.scale < 0) {
        group.scale = -group.scale;
        for (int k = 0; k < octets; ++k)
            signs[k] = static_cast<std::uint8_t>(~signs[k] & (format.evenSigns ? 127 : 255));
    }
    std::copy_n(signs, octets, block.signs + octets * index);
    const int vectors = group.n / map.dimensions();
    for (int k = 0; k < vectors; ++k) {
        const int point = map.point(map.codeOf(group.digits + map.dimensions() * k));
        block.points[vectors * index + k] = static_cast<std::uint16_t>(std::max(0, point));
    }
    return group.scale;
}

float encodeGroup(const GridFormat& format, const float* x, const float* importance, float sigma2, int index,
                  GridBlock& block)
{
    GridGroup group;
    group.n = format.group;
    std::uint8_t signs[4];
    weigh(format, x, importance, sigma2, group);
    for (int k = 0; k < group.n / 8; ++k)
        signs[k] = splitSigns(x + 8 * k, group.weights + 8 * k, format.evenSigns, group.x + 8 * k);
    std::fill_n(group.digits, 32, std::uint8_t{0});
    const float range = startRange(format, group);
    block.empty[index] = range == 0;
    if (range == 0)
        return 0;
    float factors[32];
    for (int s = -format.steps; s <= format.steps; ++s)
        factors[s + format.steps]
            = static_cast<float>(2 * format.map().base() - 1) + static_cast<float>(s) * format.step;
    searchGrid(format.map(), factors, 2 * format.steps + 1, range, format.refit, group);
    return storeGroup(format, group, index, signs, block);
}

} // namespace

GridBlock encodeGridBlock(const GridFormat& format, const float* x, const float* importance)
{
    GridBlock block{};
    float scales[16];
    float largest = 0;
    const float sigma2 = format.sigma * sumOfSquares(x, 256) / 256;
    const int groups = 256 / format.group;
    for (int g = 0; g < groups; ++g) {
        const int at = g * format.group;
        scales[g] = encodeGroup(format, x + at, importance ? importance + at : nullptr, sigma2, g, block);
        largest = std::max(largest, scales[g]);
    }
    if (largest == 0)
        return format.evenSigns ? GridBlock{} : block;
    const float d = largest / 31;
    const float inverse = 1 / d;
    block.d = floatToHalf(d * format.stretch);
    for (int g = 0; g < groups; ++g)
        block.scales[g] = static_cast<std::uint8_t>(std::clamp(nearestInt(0.5F * (inverse * scales[g] - 1)), 0, 15));
    return block;
}

} // namespace headroom::tensor
