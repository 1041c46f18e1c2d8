// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/coded.h"

#include "core/quant/folder/coder.h"
#include "core/quant/round/rowerror.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::quant {

namespace {

constexpr std::uint64_t kSlab = std::uint64_t{4} << 20U; ///< weights in memory as floats
constexpr std::uint64_t kRange = std::uint64_t{1} << 15U; ///< weights that a thread takes at a time

/// Bands in parallel; their costs are added up in order.
template <class Visit>
Status visitBands(const Matrix& matrix, Coded& coded, ThreadPool& pool, const BetweenSlabs& between, Visit&& visit)
{
    const std::uint64_t columns = coded.shape.inputs, height = coded.height;
    const std::uint64_t grain = std::max<std::uint64_t>(1, kRange / columns / height);
    const auto slab = [&](std::uint64_t first, std::uint64_t count, std::span<const float> weights) -> Status {
        std::vector<EncodedSums> costs((count + height - 1) / height);
        pool.forRanges(costs.size(), grain, [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const std::uint64_t rows = std::min(height, count - i * height);
                visit(Band{first / height + i, weights.subspan(i * height * columns, rows * columns)}, costs[i]);
            }
        });
        for (const EncodedSums& cost : costs)
            coded.sums.add(cost);
        return {};
    };
    return visitSlabs(matrix, height, pool, between, slab);
}

} // namespace

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

Coded emptyCoded(const FolderScheme& scheme, const Matrix& matrix)
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

EncodedSums rowCost(const FolderScheme& scheme, const Coded& coded, std::uint64_t output, std::span<const float> row)
{
    std::vector<float> decoded(row.size());
    decodeRow(scheme, coded, output, decoded);
    return rowError(row, decoded);
}

MatrixShape Matrix::shape() const
{
    const auto type = storedAs.value_or(rows.type);
    const auto dtype = type == tensor::Type::F32 ? model::DType::F32
        : type == tensor::Type::BF16             ? model::DType::BF16
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
    Coded coded = emptyCoded(scheme, matrix);
    const Coder& coder = coderOf(scheme.code);
    if (coder.survey) {
        HEADROOM_TRY(visitBands(matrix, coded, pool, between,
                                [&](const Band& band, EncodedSums&) { coder.survey(scheme, matrix, band, coded); }));
        coder.settle(scheme, matrix, coded);
    }
    HEADROOM_TRY(visitBands(matrix, coded, pool, between, [&](const Band& band, EncodedSums& cost) {
        coder.code(scheme, matrix, band, coded);
        const std::uint64_t columns = coded.shape.inputs;
        for (std::uint64_t row = 0; row * columns < band.weights.size(); ++row)
            cost.add(
                rowCost(scheme, coded, band.index * coded.height + row, band.weights.subspan(row * columns, columns)));
    }));
    HEADROOM_TRY(checkScales(coded, matrix, scheme));
    return coded;
}

void decodeRow(const FolderScheme& scheme, const Coded& coded, std::uint64_t output, std::span<float> out)
{
    const auto values = coderOf(scheme.code).values;
    const std::uint64_t inputs = coded.shape.inputs, first = output / coded.height * coded.across();
    const auto codes = std::span(coded.codes).subspan(output * inputs, inputs);
    for (std::uint64_t g = 0; g < coded.across(); ++g) {
        const std::uint64_t begin = g * coded.width, count = std::min(coded.width, inputs - begin);
        values(coded, first + g, codes.subspan(begin, count), out.subspan(begin, count));
    }
}

} // namespace headroom::quant
