// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/encodetensor.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <optional>

namespace headroom::quant {

namespace {

constexpr std::uint64_t kSlab = std::uint64_t{1} << 22; ///< weights between two checkpoints
constexpr std::uint64_t kRange = std::uint64_t{1} << 14; ///< weights that a thread takes at a time

struct RowResult {
    double squaredError = 0;
    double squares = 0;
    double maxError = 0;
    std::optional<std::uint64_t> notFinite; ///< column of the first weight that is no finite number
};

std::optional<std::uint64_t> firstNotFinite(std::span<const float> row)
{
    std::uint32_t any = 0;
    for (const float value : row)
        any |= (std::bit_cast<std::uint32_t>(value) & 0x7F800000U) == 0x7F800000U ? 1U : 0U;
    if (any == 0)
        return std::nullopt;
    const auto first = std::ranges::find_if(row, [](float value) { return !std::isfinite(value); });
    return static_cast<std::uint64_t>(first - row.begin());
}

/// Eight sums side by side, so that the additions do not wait for each other; always the same eight.
void measure(std::span<const float> original, std::span<const float> decoded, RowResult& result)
{
    std::array<double, 8> errors{};
    std::array<double, 8> squares{};
    std::array<double, 8> largest{};
    for (std::size_t i = 0; i < original.size(); ++i) {
        const double difference = double(original[i]) - double(decoded[i]);
        errors[i % 8] += difference * difference;
        squares[i % 8] += double(original[i]) * double(original[i]);
        largest[i % 8] = std::max(largest[i % 8], std::fabs(difference));
    }
    for (std::size_t lane = 0; lane < 8; ++lane) {
        result.squaredError += errors[lane];
        result.squares += squares[lane];
        result.maxError = std::max(result.maxError, largest[lane]);
    }
}

/// Fixed inputs of one tensor's conversion, shared by all threads.
class Conversion {
public:
    Conversion(const model::GgufFile& file, const model::TensorInfo& info, tensor::Type to,
               std::span<const float> importance, const Scaling& scaling)
        : m_file(file)
        , m_info(info)
        , m_importance(importance)
        , m_scaling(scaling)
        , m_from(tensor::format(info.type))
        , m_to(tensor::format(to))
        , m_columns(info.columns())
        , m_sourceRow(info.bytes / info.rows())
        , m_targetRow(m_columns / m_to.blockSize * m_to.blockBytes)
        , m_packed(m_targetRow * info.rows())
        , m_rows(info.rows())
    {
    }

    void run(std::uint64_t begin, std::uint64_t end)
    {
        std::vector<float> original(m_columns);
        std::vector<float> decoded(m_columns);
        std::vector<std::byte> source((end - begin) * m_sourceRow);
        m_file.rows(m_info, begin, end - begin, source);
        for (std::uint64_t row = begin; row < end; ++row)
            convert(row, std::span(source).subspan((row - begin) * m_sourceRow, m_sourceRow), original, decoded);
    }

    std::uint64_t columns() const { return m_columns; }
    const std::vector<RowResult>& rows() const { return m_rows; }
    std::vector<std::byte> take() { return std::move(m_packed); }

private:
    void convert(std::uint64_t row, std::span<const std::byte> source, std::vector<float>& original,
                 std::vector<float>& decoded)
    {
        const auto target = std::span(m_packed).subspan(row * m_targetRow, m_targetRow);
        m_from.decode(source, original);
        scale(row, original);
        m_rows[row].notFinite = firstNotFinite(original);
        if (m_from.type == m_to.type && m_scaling.empty()) {
            std::ranges::copy(source, target.begin());
            measure(original, original, m_rows[row]);
            return;
        }
        m_to.encode(original, importanceOf(row), target);
        m_to.decode(target, decoded);
        measure(original, decoded, m_rows[row]);
    }

    void scale(std::uint64_t row, std::vector<float>& weights) const
    {
        for (std::size_t c = 0; c < m_scaling.columns.size(); ++c)
            weights[c] *= m_scaling.columns[c];
        if (!m_scaling.rows.empty())
            for (float& weight : weights)
                weight /= m_scaling.rows[row];
    }

    /// Experts are stacked: each has weights of its own.
    std::span<const float> importanceOf(std::uint64_t row) const
    {
        if (m_importance.empty())
            return {};
        const std::uint64_t rowsEach = m_info.shape.size() > 1 ? m_info.shape[1] : 1;
        return m_importance.subspan(row / rowsEach * m_columns % m_importance.size(), m_columns);
    }

    const model::GgufFile& m_file;
    const model::TensorInfo& m_info;
    std::span<const float> m_importance;
    const Scaling& m_scaling;
    const tensor::Format& m_from;
    const tensor::Format& m_to;
    std::uint64_t m_columns;
    std::uint64_t m_sourceRow;
    std::uint64_t m_targetRow;
    std::vector<std::byte> m_packed;
    std::vector<RowResult> m_rows;
};

std::string place(const model::GgufFile& file, const model::TensorInfo& info)
{
    return fmt::format("{}, tensor \"{}\"", file.path().string(), info.name);
}

/// Adds up the rows in order; the first impossible weight ends it.
Status addUp(const Conversion& conversion, const std::string& where, std::string_view target, EncodedTensor& encoded)
{
    std::uint64_t index = 0;
    for (const RowResult& row : conversion.rows()) {
        if (row.notFinite)
            return fail(ErrorCode::Corrupt, fmt::format("{}, weight {}", where, index + *row.notFinite),
                        "is not a finite number");
        if (!std::isfinite(row.squaredError))
            return fail(ErrorCode::Unsupported, fmt::format("{}, row of weight {}", where, index),
                        fmt::format("holds weights beyond the range of {}", target));
        encoded.squaredError += row.squaredError;
        encoded.squares += row.squares;
        encoded.maxError = std::max(encoded.maxError, row.maxError);
        index += conversion.columns();
    }
    return {};
}

} // namespace

Result<EncodedTensor> encodeTensor(const model::GgufFile& file, const model::TensorInfo& info, tensor::Type to,
                                   std::span<const float> importance, ThreadPool& pool, const AfterSlab& afterSlab,
                                   const Scaling& scaling)
{
    const tensor::Format& from = tensor::format(info.type);
    const tensor::Format& target = tensor::format(to);
    EncodedTensor encoded;
    if (!from.decode && info.type == to) { // integers and the like: kept, not looked into
        const auto bytes = file.data(info);
        encoded.bytes.assign(bytes.begin(), bytes.end());
        return encoded;
    }
    if (!from.decode || !target.encode)
        return fail(ErrorCode::Unsupported, place(file, info),
                    fmt::format("cannot turn {} into {}", from.name, target.name));
    Conversion conversion(file, info, to, importance, scaling);
    const std::uint64_t rowsPerSlab = std::max<std::uint64_t>(1, kSlab / info.columns());
    const std::uint64_t grain = std::max<std::uint64_t>(1, kRange / info.columns());
    for (std::uint64_t first = 0; first < info.rows(); first += rowsPerSlab) {
        const std::uint64_t count = std::min(rowsPerSlab, info.rows() - first);
        pool.forRanges(count, grain,
                       [&](std::size_t begin, std::size_t end) { conversion.run(first + begin, first + end); });
        HEADROOM_TRY(afterSlab((first + count) * info.columns()));
    }
    HEADROOM_TRY(addUp(conversion, place(file, info), target.name, encoded));
    encoded.bytes = conversion.take();
    return encoded;
}

} // namespace headroom::quant
