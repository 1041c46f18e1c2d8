// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/tensor/integers.h"

#include "core/tensor/half.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace headroom::tensor {

namespace {

constexpr int kShrinks = 32; ///< ranges of 1, 0.98, … 0.38 of the whole
constexpr int kPatience = 8; ///< so many without gain end the search

/// Rounds to nearest even by pushing the fraction out of the mantissa; the clamp keeps it where that holds.
float nearest(float value)
{
    constexpr float kPush = 12582912.0F; // 1.5 · 2^23
    const float bounded = std::min(std::max(value, -4096.0F), 4096.0F);
    return (bounded + kPush) - kPush;
}

float levelOf(float weight, float scale, float zero, float top)
{
    return std::min(std::max(nearest(weight / scale) + zero, 0.0F), top);
}

float errorOf(std::span<const float> weights, std::span<const float> importance, IntegerScale scale, IntegerCode code)
{
    const float zero = scale.zero, top = code.top();
    std::array<float, 8> lanes{};
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const float steps = weights[i] / scale.scale; // the error in steps cannot underflow
        const float difference = steps - (std::min(std::max(nearest(steps) + zero, 0.0F), top) - zero);
        lanes[i % 8] += difference * difference * (importance.empty() ? 1.0F : importance[i]);
    }
    float sum = 0;
    for (const float lane : lanes)
        sum += lane;
    return sum;
}

IntegerScale scaleOf(float lower, float upper, IntegerCode code, StoredScale stored)
{
    const float steps = static_cast<float>(code.symmetric ? code.middle() - 1 : code.top());
    const float exact = code.symmetric ? std::max(-lower, upper) / steps : upper / steps - lower / steps;
    const float scale = stored(std::max(exact, std::numeric_limits<float>::min())); // what a float can divide by
    if (code.symmetric)
        return {scale, code.middle()};
    const float zero = std::min(nearest(-lower / scale), static_cast<float>(code.top()));
    return {scale, static_cast<std::uint8_t>(zero)};
}

float positive(float stored, float scale, float smallest)
{
    return stored == 0 && scale > 0 ? smallest : stored;
}

} // namespace

float asFloatScale(float scale)
{
    return scale;
}

float asHalfScale(float scale)
{
    return positive(halfToFloat(floatToHalf(scale)), scale, 0x1p-24F);
}

float asBfloatScale(float scale)
{
    return positive(bfloatToFloat(floatToBfloat(scale)), scale, 0x1p-126F);
}

IntegerScale rangeScale(float lowest, float highest, IntegerCode code, StoredScale stored)
{
    const float lower = std::min(lowest, 0.0F), upper = std::max(highest, 0.0F);
    if (lower == upper)
        return {1.0F, code.symmetric ? code.middle() : std::uint8_t{0}};
    return scaleOf(lower, upper, code, stored);
}

IntegerScale searchScale(std::span<const float> weights, std::span<const float> importance, IntegerCode code,
                         StoredScale stored)
{
    const auto [lowest, highest] = std::ranges::minmax(weights);
    IntegerScale best = rangeScale(lowest, highest, code, stored);
    if ((lowest == 0 && highest == 0) || !std::isfinite(best.scale))
        return best;
    const double unit = best.scale;
    double bestError = double(errorOf(weights, importance, best, code)) * unit * unit;
    for (int i = 1, idle = 0; i < kShrinks && idle < kPatience; ++i) {
        const float shrink = 1.0F - 0.02F * static_cast<float>(i);
        const IntegerScale tried = rangeScale(lowest * shrink, highest * shrink, code, stored);
        const double error
            = double(errorOf(weights, importance, tried, code)) * double(tried.scale) * double(tried.scale);
        idle = error < bestError ? 0 : idle + 1;
        if (error < bestError) {
            best = tried;
            bestError = error;
        }
    }
    return best;
}

void encodeIntegers(std::span<const float> weights, IntegerScale scale, IntegerCode code, std::span<std::uint8_t> out)
{
    for (std::size_t i = 0; i < weights.size(); ++i)
        out[i] = static_cast<std::uint8_t>(levelOf(weights[i], scale.scale, scale.zero, code.top()));
}

} // namespace headroom::tensor
