// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/coder.h"

#include "core/quant/round/hqq.h"
#include "core/tensor/float8.h"
#include "core/tensor/microfloat.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace headroom::quant {

namespace {

constexpr int kRangeSteps = 32; ///< 100 %, 98 %, … 38 % of the whole
constexpr float kRangeStep = 0.02F;

/// Calls visit(block, first weight, weights of one row) for every piece of every row of the band.
template <class Visit> void forPieces(const Coded& coded, const Band& band, Visit&& visit)
{
    const std::uint64_t inputs = coded.shape.inputs;
    for (std::uint64_t row = 0; row * inputs < band.weights.size(); ++row)
        for (std::uint64_t g = 0; g < coded.across(); ++g) {
            const std::uint64_t begin = g * coded.width, count = std::min(coded.width, inputs - begin);
            visit(band.index * coded.across() + g, (band.index * coded.height + row) * inputs + begin,
                  band.weights.subspan(row * inputs + begin, count));
        }
}

float largestOf(std::span<const float> weights)
{
    float largest = 0;
    for (const float weight : weights)
        largest = std::max(largest, std::fabs(weight));
    return largest;
}

/// From the range that plain rounding takes, on the lines that integer zeros allow.
tensor::IntegerScale halfQuadraticScale(std::span<const float> weights, std::span<const float> importance,
                                        tensor::IntegerScale plain, tensor::IntegerCode code,
                                        tensor::StoredScale stored)
{
    const auto zeroOf
        = [&](AffineLine line) { return std::clamp(std::nearbyint(-line.low / line.scale), 0.0F, float(code.top())); };
    const auto store = [&](AffineLine line) {
        line.scale = stored(line.scale);
        return AffineLine{line.scale, -zeroOf(line) * line.scale};
    };
    if (!std::isfinite(plain.scale))
        return plain;
    const AffineLine best
        = halfQuadratic(weights, importance, {plain.scale, -float(plain.zero) * plain.scale}, code.top(), store);
    return {best.scale, static_cast<std::uint8_t>(zeroOf(best))};
}

/// Of the ranges that searchScale tries, the one whose errors change the outputs least; never worse than `found`.
tensor::IntegerScale scaleByOutputs(std::span<const float> weights, const GroupErrors& errors, std::uint64_t group,
                                    tensor::IntegerScale found, tensor::IntegerCode code, tensor::StoredScale stored)
{
    if (!std::isfinite(found.scale))
        return found;
    std::vector<std::uint8_t> codes(weights.size());
    std::vector<float> difference(weights.size());
    const auto cost = [&](tensor::IntegerScale scale) {
        tensor::encodeIntegers(weights, scale, code, codes);
        for (std::size_t i = 0; i < weights.size(); ++i)
            difference[i] = weights[i] - tensor::integerValue(codes[i], scale);
        return errors.of(group, difference);
    };
    const auto [lowest, highest] = std::ranges::minmax(weights);
    double least = cost(found);
    for (int i = 0; i < kRangeSteps; ++i) {
        const float share = 1 - kRangeStep * float(i);
        const auto tried = tensor::rangeScale(lowest * share, highest * share, code, stored);
        if (const double error = cost(tried); error < least) {
            least = error;
            found = tried;
        }
    }
    return found;
}

void codeIntegers(const FolderScheme& scheme, const Matrix& matrix, const Band& band, Coded& out)
{
    const tensor::IntegerCode code{scheme.bits, scheme.symmetric};
    const auto stored = storedScale(scheme, out.shape);
    forPieces(out, band, [&](std::uint64_t block, std::uint64_t first, std::span<const float> weights) {
        const auto importance = matrix.importance.empty()
            ? std::span<const float>()
            : std::span(matrix.importance).subspan(first % out.shape.inputs, weights.size());
        auto found = tensor::searchScale(weights, importance, code, stored);
        if (matrix.halfQuadratic)
            found = halfQuadraticScale(weights, importance, found, code, stored);
        if (matrix.errors)
            found = scaleByOutputs(weights, *matrix.errors, first % out.shape.inputs / out.width, found, code, stored);
        out.scales[block] = found.scale;
        out.zeros[block] = found.zero;
        tensor::encodeIntegers(weights, found, code, std::span(out.codes).subspan(first, weights.size()));
    });
}

using Codes = std::span<const std::uint8_t>;

void integerValues(const Coded& coded, std::uint64_t block, Codes codes, std::span<float> out)
{
    const tensor::IntegerScale scale{coded.scales[block], coded.zeros[block]};
    for (std::size_t i = 0; i < codes.size(); ++i)
        out[i] = tensor::integerValue(codes[i], scale);
}

/// Largest magnitude of each block, where the scale will be.
void surveyLargest(const FolderScheme&, const Matrix&, const Band& band, Coded& out)
{
    forPieces(out, band, [&](std::uint64_t block, std::uint64_t, std::span<const float> weights) {
        out.scales[block] = std::max(out.scales[block], largestOf(weights));
    });
}

void codeFloat8(const FolderScheme& scheme, const Matrix& matrix, const Band& band, Coded& out)
{
    surveyLargest(scheme, matrix, band, out);
    const auto stored = storedScale(scheme, out.shape);
    for (std::uint64_t g = 0; g < out.across(); ++g) {
        float& scale = out.scales[band.index * out.across() + g];
        scale = scale > 0 ? stored(std::max(scale / 448, std::numeric_limits<float>::min())) : 1;
    }
    forPieces(out, band, [&](std::uint64_t block, std::uint64_t first, std::span<const float> weights) {
        const float scale = out.scales[block];
        for (std::size_t i = 0; i < weights.size(); ++i)
            out.codes[first + i] = tensor::floatToE4m3(weights[i] / scale);
    });
}

void float8Values(const Coded& coded, std::uint64_t block, Codes codes, std::span<float> out)
{
    static const std::array<float, 256> values = [] {
        std::array<float, 256> all{};
        for (unsigned code = 0; code < all.size(); ++code)
            all[code] = tensor::e4m3ToFloat(static_cast<std::uint8_t>(code));
        return all;
    }();
    const float scale = coded.scales[block];
    for (std::size_t i = 0; i < codes.size(); ++i)
        out[i] = values[codes[i]] * scale;
}

void nest(const FolderScheme&, const Matrix&, Coded& out)
{
    out.nested = tensor::nestScales(out.scales);
    for (std::size_t i = 0; i < out.scales.size(); ++i)
        out.scales[i] = out.nested.at(i);
}

void codeNormalFloat(const FolderScheme&, const Matrix&, const Band& band, Coded& out)
{
    forPieces(out, band, [&](std::uint64_t block, std::uint64_t first, std::span<const float> weights) {
        tensor::normalFloatCodes(weights, out.scales[block], std::span(out.codes).subspan(first, weights.size()));
    });
}

void normalFloatValues(const Coded& coded, std::uint64_t block, Codes codes, std::span<float> out)
{
    const float scale = coded.scales[block];
    for (std::size_t i = 0; i < codes.size(); ++i)
        out[i] = tensor::kNormalFloat[codes[i]] * scale;
}

/// Block scales in E4M3 below a divisor that makes the largest of them 448.
void settleNvfp4(const FolderScheme&, const Matrix& matrix, Coded& out)
{
    out.divisor = matrix.divisor > 0 ? matrix.divisor : scaleDivisor(largestOf(out.scales));
    for (float& scale : out.scales) {
        const auto code = tensor::floatToE4m3(scale / 6 * out.divisor);
        scale = code == 0 ? (scale > 0 ? 0x1p-9F : 1.0F) : tensor::e4m3ToFloat(code);
    }
}

float microFloatError(std::span<const float> weights, float scale)
{
    float error = 0;
    for (const float weight : weights) {
        const float difference = weight / scale - tensor::kMicroFloat[tensor::microFloatCode(weight / scale)];
        error += difference * difference;
    }
    return error * scale * scale;
}

void codeMicroFloat(const FolderScheme&, const Matrix&, const Band& band, Coded& out)
{
    forPieces(out, band, [&](std::uint64_t block, std::uint64_t first, std::span<const float> weights) {
        const float scale = out.scales[block] * (1 / out.divisor);
        std::uint8_t* codes = out.codes.data() + first;
        for (std::size_t i = 0; i < weights.size(); ++i)
            codes[i] = tensor::microFloatCode(weights[i] / scale);
    });
}

/// Of the two powers of two around the largest weight, the one that costs less: one clips, one is coarse.
void codeMxfp4(const FolderScheme& scheme, const Matrix& matrix, const Band& band, Coded& out)
{
    forPieces(out, band, [&](std::uint64_t block, std::uint64_t, std::span<const float> weights) {
        const float largest = largestOf(weights);
        const float low = tensor::e8m0ToFloat(tensor::e8m0Scale(largest, tensor::PowerRule::Floor));
        const float high = tensor::e8m0ToFloat(tensor::e8m0Scale(largest, tensor::PowerRule::Ceiling));
        out.scales[block] = microFloatError(weights, low) <= microFloatError(weights, high) ? low : high;
    });
    codeMicroFloat(scheme, matrix, band, out);
}

void microFloatValues(const Coded& coded, std::uint64_t block, Codes codes, std::span<float> out)
{
    const float scale = coded.scales[block], whole = 1 / coded.divisor;
    for (std::size_t i = 0; i < codes.size(); ++i)
        out[i] = tensor::kMicroFloat[codes[i]] * scale * whole;
}

} // namespace

float scaleDivisor(float largest)
{
    return largest > 0 ? std::min(448.0F * 6.0F / largest, std::numeric_limits<float>::max()) : 1;
}

tensor::StoredScale storedScale(const FolderScheme& scheme, const MatrixShape& shape)
{
    const auto dtype = scheme.halfScales ? model::DType::F16 : shape.dtype;
    return dtype == model::DType::F16 ? tensor::asHalfScale
        : dtype == model::DType::BF16 ? tensor::asBfloatScale
                                      : tensor::asFloatScale;
}

const Coder& coderOf(CodeKind kind)
{
    static constexpr std::array kCoders{
        Coder{nullptr, nullptr, codeIntegers, integerValues},
        Coder{nullptr, nullptr, codeFloat8, float8Values},
        Coder{surveyLargest, nest, codeNormalFloat, normalFloatValues},
        Coder{surveyLargest, settleNvfp4, codeMicroFloat, microFloatValues},
        Coder{nullptr, nullptr, codeMxfp4, microFloatValues},
    };
    return kCoders[static_cast<std::size_t>(kind)];
}

} // namespace headroom::quant
