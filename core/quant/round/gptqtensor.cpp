// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/gptqtensor.h"

#include "core/base/remarks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace headroom::quant {

namespace {

constexpr std::size_t kTileRows = 16; ///< rows that share each tile of the factor
constexpr std::size_t kSlabRows = 256; ///< rows between two checkpoints

struct Cost { ///< of one chunk, in its own place so that sums have one order
    double squaredError = 0;
    double squares = 0;
    double maxError = 0;
    std::vector<RowOutcome> outcomes;
    std::optional<std::uint64_t> notFinite; ///< index within the chunk
};

void addCost(std::span<const float> original, std::span<const float> decoded, Cost& cost)
{
    for (std::size_t i = 0; i < original.size(); ++i) {
        const double difference = double(original[i]) - double(decoded[i]);
        cost.squaredError += difference * difference;
        cost.squares += double(original[i]) * double(original[i]);
        cost.maxError = std::max(cost.maxError, std::fabs(difference));
    }
}

} // namespace

struct GptqEncoder::Slice {
    const model::ModelFile& file;
    const model::TensorInfo& info;
    const tensor::Format& to;
    std::uint64_t firstRow;
    std::uint64_t rows;
    std::shared_ptr<const RowRounder> rounder;
    std::vector<float> importance;

    void encodeChunk(std::uint64_t first, std::uint64_t count, std::span<std::byte> packed, Cost& cost) const
    {
        const std::size_t columns = info.columns();
        const std::uint64_t rowBytes = info.rowBytes();
        std::vector<std::byte> source(count * rowBytes);
        file.rows(info, first, count, source);
        std::vector<float> weights(count * columns);
        for (std::uint64_t r = 0; r < count; ++r)
            tensor::format(info.type).decode(std::span(source).subspan(r * rowBytes, rowBytes),
                                             std::span(weights).subspan(r * columns, columns));
        const auto bad = std::ranges::find_if(weights, [](float value) { return !std::isfinite(value); });
        if (bad != weights.end()) {
            cost.notFinite = static_cast<std::uint64_t>(bad - weights.begin());
            return;
        }
        const std::size_t packedRow = packed.size() / count;
        std::vector<BlockGrid> grids;
        std::vector<RowGrid*> pointers;
        grids.reserve(count);
        for (std::uint64_t r = 0; r < count; ++r) {
            grids.emplace_back(*tensor::findLevels(to.type), importance, columns,
                               packed.subspan(r * packedRow, packedRow));
            pointers.push_back(&grids.back());
        }
        cost.outcomes = rounder->round(weights, pointers);
        std::vector<float> decoded(columns);
        for (std::uint64_t r = 0; r < count; ++r) {
            to.decode(packed.subspan(r * packedRow, packedRow), decoded);
            addCost(std::span(weights).subspan(r * columns, columns), decoded, cost);
        }
    }
};

Remark GptqEncoder::obstacle(const model::TensorInfo& info, tensor::Type to) const
{
    if (!tensor::findLevels(to))
        return remark("round.no_levels", tensor::format(to).name);
    if (m_calibration.hessianRoot(info.name).empty())
        return remark("type.no_hessian");
    const std::uint64_t slices = info.shape.size() > 2 ? info.shape[2] : 1;
    if (m_calibration.slices(info.name) != slices)
        return remark("round.other_matrices", m_calibration.slices(info.name), slices);
    return {};
}

Status GptqEncoder::encodeSlice(const Slice& slice, ThreadPool& pool, const AfterSlab& afterSlab,
                                EncodedTensor& encoded, GptqReport& report)
{
    const std::uint64_t packedRow = slice.info.columns() / slice.to.blockSize * slice.to.blockBytes;
    for (std::uint64_t begin = 0; begin < slice.rows; begin += kSlabRows) {
        const std::uint64_t rows = std::min<std::uint64_t>(kSlabRows, slice.rows - begin);
        std::vector<Cost> costs((rows + kTileRows - 1) / kTileRows);
        pool.forRanges(costs.size(), 1, [&](std::size_t chunk, std::size_t) {
            const std::uint64_t first = slice.firstRow + begin + chunk * kTileRows;
            const std::uint64_t count = std::min<std::uint64_t>(kTileRows, rows - chunk * kTileRows);
            slice.encodeChunk(first, count, std::span(encoded.bytes).subspan(first * packedRow, count * packedRow),
                              costs[chunk]);
        });
        for (std::size_t chunk = 0; chunk < costs.size(); ++chunk) {
            const Cost& cost = costs[chunk];
            if (cost.notFinite)
                return fail(
                    ErrorCode::Corrupt,
                    fmt::format("{}, tensor \"{}\", weight {}", m_file.path().string(), slice.info.name,
                                (slice.firstRow + begin + chunk * kTileRows) * slice.info.columns() + *cost.notFinite),
                    "is not a finite number");
            encoded.squaredError += cost.squaredError;
            encoded.squares += cost.squares;
            encoded.maxError = std::max(encoded.maxError, cost.maxError);
            for (const RowOutcome& outcome : cost.outcomes) {
                report.objective += outcome.objective;
                report.nearest += outcome.nearest;
                report.rowsKeptNearest += outcome.keptNearest;
                ++report.rows;
            }
        }
        HEADROOM_TRY(afterSlab((slice.firstRow + begin + rows) * slice.info.columns()));
    }
    return {};
}

Result<EncodedTensor> GptqEncoder::encode(const model::TensorInfo& info, tensor::Type to, ThreadPool& pool,
                                          const AfterSlab& afterSlab, GptqReport& report)
{
    const std::string root = m_calibration.hessianRoot(info.name);
    const tensor::Format& format = tensor::format(to);
    const std::uint64_t slices = info.shape.size() > 2 ? info.shape[2] : 1;
    const std::uint64_t rows = info.rows() / slices;
    EncodedTensor encoded;
    encoded.bytes.resize(info.rows() * (info.columns() / format.blockSize * format.blockBytes));
    for (std::uint64_t s = 0; s < slices; ++s) {
        auto means = m_calibration.means(info.name, s, info.columns());
        if (!means)
            return tl::unexpected(means.error());
        const auto rounder = m_rounders.of(root, s, info.columns());
        if (!rounder)
            return tl::unexpected(rounder.error());
        for (const auto& fallback : (*rounder)->fallbacks())
            report.fallbacks.push_back(slices > 1 ? remark("hessian.of_matrix", s, fallback) : fallback);
        if (means->rows == 0)
            report.fallbacks.push_back(remark("hessian.no_input", s));
        const Slice slice{m_file, info, format, s * rows, rows, *rounder, std::move(means->squares)};
        HEADROOM_TRY(encodeSlice(slice, pool, afterSlab, encoded, report));
    }
    return encoded;
}

} // namespace headroom::quant
