// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/tensor/normalfloat.h"

#include <algorithm>
#include <cmath>

namespace headroom::tensor {

namespace {

/// Index of the nearest; ties to the lower. Values ascend.
template <std::size_t N> std::uint8_t nearestOf(const std::array<float, N>& values, float x)
{
    const auto above = std::ranges::lower_bound(values, x);
    if (above == values.begin())
        return 0;
    const auto index = static_cast<std::size_t>(above - values.begin());
    if (index == N)
        return static_cast<std::uint8_t>(N - 1);
    return static_cast<std::uint8_t>(x - values[index - 1] <= values[index] - x ? index - 1 : index);
}

std::array<float, 256> makeDynamicMap()
{
    std::vector<float> values{0.0F, 1.0F};
    for (int i = 0; i < 7; ++i) {
        const int parts = 1 << i;
        const double power = std::pow(10.0, i - 6);
        for (int part = 0; part < parts; ++part) {
            const double middle = 0.1 + 0.9 * (part + 0.5) / parts;
            values.push_back(static_cast<float>(power * middle));
            values.push_back(static_cast<float>(-power * middle));
        }
    }
    std::ranges::sort(values);
    std::array<float, 256> map{};
    std::ranges::copy(values, map.begin());
    return map;
}

/// The largest number whose nearest level is the one before level i + 1: where rounding makes two distances equal, it
/// is not the middle.
std::array<float, 15> makeThresholds()
{
    std::array<float, 15> thresholds{};
    for (std::size_t i = 0; i < thresholds.size(); ++i) {
        float low = kNormalFloat[i], high = kNormalFloat[i + 1];
        for (float middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2)
            (nearestOf(kNormalFloat, middle) <= i ? low : high) = middle;
        thresholds[i] = low;
    }
    return thresholds;
}

} // namespace

std::uint8_t normalFloatCode(float weight, float scale)
{
    constexpr std::uint8_t kZero = 7;
    return scale == 0 ? kZero : nearestOf(kNormalFloat, weight / scale);
}

void normalFloatCodes(std::span<const float> weights, float scale, std::span<std::uint8_t> codes)
{
    static const std::array<float, 15> thresholds = makeThresholds();
    if (scale == 0) {
        std::ranges::fill(codes.first(weights.size()), normalFloatCode(0, 0));
        return;
    }
    constexpr std::size_t kPiece = 64;
    std::array<float, kPiece> levels; // as many as registers hold
    std::array<std::int32_t, kPiece> found;
    for (std::size_t begin = 0; begin < weights.size(); begin += kPiece) {
        const std::size_t count = std::min(kPiece, weights.size() - begin);
        levels.fill(0);
        for (std::size_t i = 0; i < count; ++i)
            levels[i] = weights[begin + i] / scale;
        found.fill(0);
        for (const float threshold : thresholds)
            for (std::size_t i = 0; i < kPiece; ++i)
                found[i] += levels[i] > threshold ? 1 : 0;
        for (std::size_t i = 0; i < count; ++i)
            codes[begin + i] = static_cast<std::uint8_t>(found[i]);
    }
}

const std::array<float, 256>& dynamicMap()
{
    static const std::array<float, 256> map = makeDynamicMap();
    return map;
}

NestedScales nestScales(std::span<const float> scales)
{
    NestedScales nested;
    double sum = 0;
    for (const float scale : scales)
        sum += double(scale);
    nested.offset = scales.empty() ? 0 : static_cast<float>(sum / double(scales.size()));
    for (std::size_t begin = 0; begin < scales.size(); begin += NestedScales::kBlock) {
        const auto block = scales.subspan(begin, std::min(NestedScales::kBlock, scales.size() - begin));
        float largest = 0;
        for (const float scale : block)
            largest = std::max(largest, std::fabs(scale - nested.offset));
        nested.largest.push_back(largest);
        for (const float scale : block)
            nested.codes.push_back(nearestOf(dynamicMap(), largest > 0 ? (scale - nested.offset) / largest : 0.0F));
    }
    return nested;
}

} // namespace headroom::tensor
