// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/hqq.h"

#include "core/tensor/half.h"
#include "core/tensor/levels.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <limits>

namespace headroom::quant {

namespace {

constexpr float kSharpness = 10; ///< beta of the first iteration, in steps of the grid
constexpr float kSharper = 1.01F; ///< its growth
constexpr std::array kRanges{1.0F, 1.05F, 0.975F, 0.95F, 0.925F, 0.9F, 0.85F, 0.8F, 0.7F};

float levelOf(float weight, AffineLine line, unsigned top)
{
    return std::clamp(std::nearbyint((weight - line.low) / line.scale), 0.0F, float(top));
}

/// The part of an error that is left to its weight: large ones nearly whole, small ones not at all.
float shrunk(float error, float sharpness)
{
    const float size = std::fabs(error);
    const float left = size - std::pow(size, float(kRobustNorm) - 1) / sharpness;
    return left > 0 ? std::copysign(left, error) : 0.0F; // also where size is 0: minus infinity
}

/// One alternation: errors split, then the low end that suits what is left. Σ importance · |e| before it, in steps.
double alternate(std::span<const float> weights, std::span<const float> importance, AffineLine& line, unsigned top,
                 float sharpness)
{
    double shift = 0, mass = 0, sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double count = importance.empty() ? 1.0 : double(importance[i]);
        const float position = (weights[i] - line.low) / line.scale;
        const float error = position - levelOf(weights[i], line, top);
        shift += count * double(error - shrunk(error, sharpness));
        sum += count * double(std::fabs(error));
        mass += count;
    }
    if (mass > 0)
        line.low += line.scale * float(shift / mass);
    return sum;
}

AffineLine settled(std::span<const float> weights, std::span<const float> importance, AffineLine line, unsigned top)
{
    AffineLine best = line;
    double least = std::numeric_limits<double>::infinity();
    float sharpness = kSharpness;
    for (int i = 0; i < kRobustIterations; ++i, sharpness *= kSharper) {
        const AffineLine before = line;
        const double error = alternate(weights, importance, line, top, sharpness);
        if (!(error < least))
            break;
        least = error;
        best = before;
    }
    return best;
}

} // namespace

RobustCost robustCost(std::span<const float> weights, std::span<const float> importance, AffineLine line, unsigned top)
{
    RobustCost cost;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double error = double(weights[i]) - double(line.low + levelOf(weights[i], line, top) * line.scale);
        const double count = importance.empty() ? 1.0 : double(importance[i]);
        cost.robust += count * std::pow(std::fabs(error), kRobustNorm);
        cost.squared += count * error * error;
    }
    return cost;
}

AffineLine halfQuadratic(std::span<const float> weights, std::span<const float> importance, AffineLine start,
                         unsigned top, const StoreLine& store)
{
    AffineLine best = start;
    RobustCost least = robustCost(weights, importance, start, top);
    const double limit = least.squared;
    for (const float range : kRanges) {
        const float middle = start.low + start.scale * float(top) / 2;
        const AffineLine narrower{start.scale * range, middle + (start.low - middle) * range};
        const AffineLine line = store(settled(weights, importance, narrower, top));
        if (!(line.scale > 0) || !std::isfinite(line.scale) || !std::isfinite(line.low))
            continue;
        const RobustCost cost = robustCost(weights, importance, line, top);
        if (cost.robust < least.robust && cost.squared <= limit) {
            least = cost;
            best = line;
        }
    }
    return best;
}

bool hasOwnMinimum(tensor::Type type)
{
    return type == tensor::Type::Q4_1 || type == tensor::Type::Q5_1;
}

void halfQuadraticRow(tensor::Type type, std::span<const float> row, std::span<const float> importance,
                      std::span<std::byte> packed)
{
    const tensor::Format& format = tensor::format(type);
    const tensor::Levels& levels = *tensor::findLevels(type);
    const auto asHalf = [](AffineLine line) {
        return AffineLine{tensor::halfToFloat(tensor::floatToHalf(line.scale)),
                          tensor::halfToFloat(tensor::floatToHalf(line.low))};
    };
    for (std::size_t first = 0; first < row.size(); first += format.blockSize) {
        const auto block = packed.subspan(first / format.blockSize * format.blockBytes, format.blockBytes);
        std::array<std::uint16_t, 2> fields{}; // scale and minimum come first
        std::memcpy(fields.data(), block.data(), sizeof fields);
        const AffineLine plain{tensor::halfToFloat(fields[0]), tensor::halfToFloat(fields[1])};
        if (!(plain.scale > 0) || !std::isfinite(plain.scale) || !std::isfinite(plain.low))
            continue;
        const auto weights = row.subspan(first, format.blockSize);
        const auto counts = importance.empty() ? importance : importance.subspan(first, format.blockSize);
        const AffineLine best = halfQuadratic(weights, counts, plain, levels.points.count - 1, asHalf);
        fields = {tensor::floatToHalf(best.scale), tensor::floatToHalf(best.low)};
        std::memcpy(block.data(), fields.data(), sizeof fields);
        for (unsigned e = 0; e < format.blockSize; ++e)
            tensor::writeLevel(levels, block, e,
                               static_cast<unsigned>(levelOf(weights[e], best, levels.points.count - 1)));
    }
}

} // namespace headroom::quant
