// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/encodetensor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace headroom::quant {

namespace {

constexpr std::uint64_t kUnit = std::uint64_t{1} << 20; ///< weights between two checkpoints
constexpr std::uint64_t kThreadWeights = std::uint64_t{1} << 14; ///< weights that a thread takes at a time

/// How many rows hold about so many weights: one at least, and rows may be empty.
std::uint64_t rowsFor(std::uint64_t weights, std::uint64_t columns)
{
    return std::max<std::uint64_t>(1, weights / std::max<std::uint64_t>(1, columns));
}

/// Of a row that has one.
std::uint64_t firstNotFinite(std::span<const float> row)
{
    const auto first = std::ranges::find_if(row, [](float value) { return !std::isfinite(value); });
    return static_cast<std::uint64_t>(first - row.begin());
}

} // namespace

struct TensorEncoder::RowResult {
    EncodedSums sums;
    std::optional<std::uint64_t> notFinite; ///< column of the first weight that is no finite number
};

TensorEncoder::TensorEncoder(const model::ModelFile& file, const model::TensorInfo& info, tensor::Type to,
                             std::vector<float> importance, Scaling scaling)
    : m_file(&file)
    , m_info(&info)
    , m_from(&tensor::format(info.type))
    , m_to(&tensor::format(to))
    , m_columns(info.columns())
    , m_sourceRow(info.rowBytes())
    , m_targetRow(info.type == to ? m_sourceRow : m_columns / m_to->blockSize * m_to->blockBytes)
    , m_importance(std::move(importance))
    , m_scaling(std::move(scaling))
{
}

Result<TensorEncoder> TensorEncoder::create(const model::ModelFile& file, const model::TensorInfo& info,
                                            tensor::Type to, std::vector<float> importance, Scaling scaling)
{
    TensorEncoder encoder(file, info, to, std::move(importance), std::move(scaling));
    // Integers and the like are kept and not looked into.
    if ((info.type != to || !encoder.m_scaling.empty()) && (!encoder.m_from->decode || !encoder.m_to->encode))
        return fail(ErrorCode::Unsupported, encoder.place(),
                    fmt::format("cannot turn {} into {}", encoder.m_from->name, encoder.m_to->name));
    return encoder;
}

std::string TensorEncoder::place() const
{
    return fmt::format("{}, tensor \"{}\"", m_file->path().string(), m_info->name);
}

std::uint64_t TensorEncoder::rowsPerUnit() const
{
    return rowsFor(kUnit, m_columns);
}

std::uint64_t TensorEncoder::workingBytes(unsigned threads) const
{
    const std::uint64_t unit = rowsPerUnit() * (m_sourceRow + m_targetRow + sizeof(RowResult));
    const std::uint64_t rowsEach = rowsFor(kThreadWeights, m_columns);
    return unit + threads * (rowsEach * m_sourceRow + 2 * m_columns * sizeof(float))
        + m_importance.size() * sizeof(float);
}

/// Experts are stacked: each has weights of its own.
std::span<const float> TensorEncoder::importanceOf(std::uint64_t row) const
{
    if (m_importance.empty())
        return {};
    const std::uint64_t rowsEach = m_info->shape.size() > 1 ? m_info->shape[1] : 1;
    return std::span(m_importance).subspan(row / rowsEach * m_columns % m_importance.size(), m_columns);
}

void TensorEncoder::scale(std::uint64_t row, std::span<float> weights) const
{
    for (std::size_t c = 0; c < m_scaling.columns.size(); ++c)
        weights[c] *= m_scaling.columns[c];
    if (!m_scaling.rows.empty())
        for (float& weight : weights)
            weight /= m_scaling.rows[row];
}

void TensorEncoder::convert(std::uint64_t row, std::span<const std::byte> source, std::span<std::byte> target,
                            std::span<float> original, std::span<float> decoded, RowResult& result) const
{
    m_from->decode(source, original);
    scale(row, original);
    if (m_from->type == m_to->type && m_scaling.empty()) {
        std::ranges::copy(source, target.begin());
        std::ranges::copy(original, decoded.begin());
    } else {
        m_to->encode(original, importanceOf(row), target);
        if (m_polish)
            m_polish(m_to->type, original, importanceOf(row), target);
        m_to->decode(target, decoded);
    }
    result.sums = rowError(original, decoded);
    if (!std::isfinite(result.sums.squares))
        result.notFinite = firstNotFinite(original);
}

/// Adds up the rows in order; the first impossible weight ends it.
Status TensorEncoder::addUp(std::span<const RowResult> rows, std::uint64_t first, EncodedSums& sums) const
{
    std::uint64_t index = first * m_columns;
    for (const RowResult& row : rows) {
        if (row.notFinite)
            return fail(ErrorCode::Corrupt, fmt::format("{}, weight {}", place(), index + *row.notFinite),
                        "is not a finite number");
        if (!std::isfinite(row.sums.squaredError))
            return fail(ErrorCode::Unsupported, fmt::format("{}, row of weight {}", place(), index),
                        fmt::format("holds weights beyond the range of {}", m_to->name));
        sums.add(row.sums);
        index += m_columns;
    }
    return {};
}

/// In the file's mapping, or converted into `read`.
std::span<const std::byte> TensorEncoder::sourceRows(std::uint64_t first, std::uint64_t count,
                                                     std::vector<std::byte>& read) const
{
    if (m_file->mapped(*m_info))
        return m_file->data(*m_info).subspan(first * m_sourceRow, count * m_sourceRow);
    read.resize(count * m_sourceRow);
    m_file->rows(*m_info, first, count, read);
    return read;
}

Result<EncodedRows> TensorEncoder::encode(std::uint64_t first, std::uint64_t count, ThreadPool& pool) const
{
    EncodedRows encoded;
    encoded.bytes.resize(count * m_targetRow);
    if (copies()) {
        m_file->rows(*m_info, first, count, encoded.bytes);
        return encoded;
    }
    std::vector<RowResult> results(count);
    const std::uint64_t grain = rowsFor(kThreadWeights, m_columns);
    pool.forRanges(count, grain, [&](std::size_t begin, std::size_t end) {
        std::vector<float> original(m_columns);
        std::vector<float> decoded(m_columns);
        std::vector<std::byte> read;
        const auto source = sourceRows(first + begin, end - begin, read);
        for (std::size_t row = begin; row < end; ++row)
            convert(first + row, source.subspan((row - begin) * m_sourceRow, m_sourceRow),
                    std::span(encoded.bytes).subspan(row * m_targetRow, m_targetRow), original, decoded, results[row]);
    });
    HEADROOM_TRY(addUp(results, first, encoded.sums));
    return encoded;
}

Result<EncodedTensor> encodeTensor(const model::ModelFile& file, const model::TensorInfo& info, tensor::Type to,
                                   std::span<const float> importance, ThreadPool& pool, const AfterSlab& afterSlab,
                                   const Scaling& scaling, PolishRow polish)
{
    auto encoder = TensorEncoder::create(file, info, to, {importance.begin(), importance.end()}, scaling);
    if (!encoder)
        return tl::unexpected(encoder.error());
    encoder->polishWith(std::move(polish));
    EncodedTensor encoded;
    EncodedSums sums;
    const std::uint64_t step = encoder->rowsPerUnit();
    for (std::uint64_t first = 0; first < info.rows(); first += step) {
        const std::uint64_t count = std::min(step, info.rows() - first);
        const auto rows = encoder->encode(first, count, pool);
        if (!rows)
            return tl::unexpected(rows.error());
        encoded.bytes.insert(encoded.bytes.end(), rows->bytes.begin(), rows->bytes.end());
        sums.add(rows->sums);
        HEADROOM_TRY(afterSlab((first + count) * info.columns()));
    }
    encoded.squaredError = sums.squaredError;
    encoded.squares = sums.squares;
    encoded.maxError = sums.maxError;
    return encoded;
}

} // namespace headroom::quant
