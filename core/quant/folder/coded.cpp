// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/coded.h"

#include "core/tensor/integers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::quant {

namespace {

constexpr std::uint64_t kSlab = std::uint64_t{4} << 20U; ///< weights in memory as floats
constexpr std::uint64_t kRange = std::uint64_t{1} << 15U; ///< weights that a thread takes at a time

/// Turns the weights of some rows into codes, and gives codes back as weights.
struct Coder {
    void (*code)(const FolderScheme& scheme, const Matrix& matrix, std::uint64_t output, std::span<const float> row,
                 Coded& out);
    float (*value)(const FolderScheme& scheme, const Coded& coded, std::uint64_t block, std::uint8_t code);
};

tensor::StoredScale storedAs(const FolderScheme& scheme, const MatrixShape& shape)
{
    const auto dtype = scheme.halfScales ? model::DType::F16 : shape.dtype;
    return dtype == model::DType::F16 ? tensor::asHalfScale
        : dtype == model::DType::BF16 ? tensor::asBfloatScale
                                      : tensor::asFloatScale;
}

void codeIntegers(const FolderScheme& scheme, const Matrix& matrix, std::uint64_t output, std::span<const float> row,
                  Coded& out)
{
    const tensor::IntegerCode code{scheme.bits, scheme.symmetric};
    const auto codes = std::span(out.codes).subspan(output * out.shape.inputs, out.shape.inputs);
    for (std::uint64_t g = 0; g < out.across(); ++g) {
        const std::uint64_t begin = g * out.width, count = std::min(out.width, out.shape.inputs - begin);
        const std::span<const float> importance = matrix.importance;
        const auto found = tensor::searchScale(row.subspan(begin, count),
                                               importance.empty() ? importance : importance.subspan(begin, count), code,
                                               storedAs(scheme, out.shape));
        out.scales[output * out.across() + g] = found.scale;
        out.zeros[output * out.across() + g] = found.zero;
        tensor::encodeIntegers(row.subspan(begin, count), found, code, codes.subspan(begin, count));
    }
}

float integerValue(const FolderScheme&, const Coded& coded, std::uint64_t block, std::uint8_t code)
{
    return tensor::integerValue(code, {coded.scales[block], coded.zeros[block]});
}

const Coder& coderOf(CodeKind)
{
    static constexpr Coder kIntegers{codeIntegers, integerValue};
    return kIntegers;
}

EncodedSums costOf(std::span<const float> original, std::span<const float> decoded)
{
    EncodedSums sums;
    for (std::size_t i = 0; i < original.size(); ++i) {
        const double difference = double(original[i]) - double(decoded[i]);
        sums.add({difference * difference, double(original[i]) * double(original[i]), std::fabs(difference)});
    }
    return sums;
}

Status checkScales(const Coded& coded, const Matrix& matrix, const FolderScheme& scheme)
{
    for (std::size_t i = 0; i < coded.scales.size(); ++i)
        if (!std::isfinite(coded.scales[i]))
            return fail(
                ErrorCode::Unsupported,
                fmt::format("{}, weight {}", matrix.place,
                            i / coded.across() * coded.height * coded.shape.inputs + i % coded.across() * coded.width),
                fmt::format("needs a scale beyond the type in which {} stores scales", scheme.name));
    return {};
}

Coded emptyOf(const FolderScheme& scheme, const Matrix& matrix)
{
    Coded coded;
    coded.shape = matrix.shape();
    coded.height = scheme.height;
    coded.width = scheme.widthOf(coded.shape.inputs);
    coded.codes.resize(coded.shape.outputs * coded.shape.inputs);
    coded.scales.resize(coded.down() * coded.across());
    coded.zeros.resize(coded.scales.size());
    return coded;
}

} // namespace

MatrixShape Matrix::shape() const
{
    const auto dtype = rows.type == tensor::Type::F32 ? model::DType::F32
        : rows.type == tensor::Type::BF16             ? model::DType::BF16
                                                      : model::DType::F16;
    return {rows.count(), rows.columns(), dtype};
}

Status visitSlabs(const Matrix& matrix, std::uint64_t step, ThreadPool& pool, const BetweenSlabs& between,
                  const VisitRows& visit)
{
    const std::uint64_t columns = matrix.rows.columns(), rows = matrix.rows.count();
    const std::uint64_t each = std::max<std::uint64_t>(1, kSlab / columns / step) * step;
    const auto decode = tensor::format(matrix.rows.type).decode;
    std::vector<float> weights;
    for (std::uint64_t first = 0; first < rows; first += each) {
        HEADROOM_TRY(between());
        const std::uint64_t count = std::min(each, rows - first);
        weights.resize(count * columns);
        pool.forRanges(count, std::max<std::uint64_t>(1, kRange / columns), [&](std::size_t begin, std::size_t end) {
            std::vector<std::byte> packed((end - begin) * matrix.rows.rowBytes());
            matrix.rows.get(first + begin, end - begin, packed);
            decode(packed, std::span(weights).subspan(begin * columns, (end - begin) * columns));
        });
        const auto bad = std::ranges::find_if_not(weights, [](float value) { return std::isfinite(value); });
        if (bad != weights.end())
            return fail(
                ErrorCode::Corrupt,
                fmt::format("{}, weight {}", matrix.place, first * columns + std::uint64_t(bad - weights.begin())),
                "is not a finite number");
        HEADROOM_TRY(visit(first, count, weights));
    }
    return {};
}

Result<Coded> codeMatrix(const FolderScheme& scheme, const Matrix& matrix, ThreadPool& pool,
                         const BetweenSlabs& between)
{
    Coded coded = emptyOf(scheme, matrix);
    const Coder& coder = coderOf(scheme.code);
    const std::uint64_t columns = coded.shape.inputs;
    HEADROOM_TRY(visitSlabs(matrix, scheme.height, pool, between,
                            [&](std::uint64_t first, std::uint64_t count, auto weights) -> Status {
                                std::vector<EncodedSums> costs(count);
                                pool.forRanges(count, std::max<std::uint64_t>(1, kRange / columns),
                                               [&](std::size_t begin, std::size_t end) {
                                                   std::vector<float> decoded(columns);
                                                   for (std::size_t r = begin; r < end; ++r) {
                                                       const auto row = weights.subspan(r * columns, columns);
                                                       coder.code(scheme, matrix, first + r, row, coded);
                                                       decodeRow(scheme, coded, first + r, decoded);
                                                       costs[r] = costOf(row, decoded);
                                                   }
                                               });
                                for (const EncodedSums& cost : costs)
                                    coded.sums.add(cost);
                                return {};
                            }));
    HEADROOM_TRY(checkScales(coded, matrix, scheme));
    return coded;
}

void decodeRow(const FolderScheme& scheme, const Coded& coded, std::uint64_t output, std::span<float> out)
{
    const Coder& coder = coderOf(scheme.code);
    const std::uint64_t first = output / coded.height * coded.across();
    for (std::uint64_t k = 0; k < coded.shape.inputs; ++k)
        out[k] = coder.value(scheme, coded, first + k / coded.width, coded.codes[output * coded.shape.inputs + k]);
}

} // namespace headroom::quant
