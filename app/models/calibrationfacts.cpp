// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/calibrationfacts.h"

#include "app/models/tensorgrid.h"
#include "core/base/json.h"
#include "core/quant/calibrate/calibrationfile.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

namespace headroom::app {

namespace {

constexpr std::size_t kNamed = 6; ///< channels of each input
constexpr double kOutlier = 8; ///< times the median

/// The largest channels of the first matrix of this entry.
void addChannels(CalibrationFacts& facts, const std::string& tensor, std::uint32_t layer,
                 const std::vector<float>& squares)
{
    std::vector<double> rms(squares.size());
    std::ranges::transform(squares, rms.begin(), [](float square) { return std::sqrt(double(square)); });
    std::vector<double> sorted = rms;
    std::ranges::nth_element(sorted, sorted.begin() + std::ptrdiff_t(sorted.size() / 2));
    const double median = sorted[sorted.size() / 2];
    std::vector<std::size_t> order(rms.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t c) { return rms[c]; });
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::size_t channel = order[i];
        const bool outlier = median > 0 && rms[channel] > kOutlier * median;
        facts.outliers += outlier ? 1 : 0;
        if (i < kNamed && median > 0)
            facts.largest.push_back({tensor, layer, channel, rms[channel], rms[channel] / median, outlier});
        else if (!outlier)
            break;
    }
}

/// Matrices that read the same input (queries, keys and values) have the same sums: the first stands for all.
Status readMatrix(CalibrationFacts& facts, const quant::Imatrix& matrix, const model::Description& model)
{
    std::set<std::pair<std::uint32_t, std::vector<float>>> seen;
    for (const model::TensorSpec& spec : model.tensors) {
        const TensorPlace place = placeOf(spec.name);
        if (spec.shape.size() < 2 || !place.layer)
            continue;
        ++facts.matrices;
        const auto entry = matrix.entries.find(spec.name);
        if (entry == matrix.entries.end())
            continue;
        ++facts.covered;
        const std::size_t columns = entry->second.columns();
        if (columns != spec.shape.front())
            return fail(ErrorCode::InvalidArgument, fmt::format("{}, entry \"{}\"", matrix.name, spec.name),
                        fmt::format("has {} columns, the model's tensor {}: it is of another model", columns,
                                    spec.shape.front()));
        std::vector<float> squares = quant::importanceOf(entry->second);
        squares.resize(columns);
        if (columns > 0 && seen.emplace(*place.layer, squares).second)
            addChannels(facts, spec.name, *place.layer, squares);
    }
    return {};
}

/// What only Headroom writes; other files simply have none of it.
void readReport(CalibrationFacts& facts, const std::filesystem::path& path)
{
    const auto file = quant::CalibrationFile::open(path);
    if (!file || !file->report().is_object())
        return;
    facts.isOurs = true;
    const Json& report = file->report();
    const auto roots = report.find("hessian_of");
    facts.hasHessians = roots != report.end() && roots->is_object() && !roots->empty();
    facts.warnings = remarksFromJson(report, "warnings", "remarks");
}

} // namespace

Result<CalibrationFacts> calibrationFacts(const std::filesystem::path& path, const model::Description& model)
{
    const auto matrix = quant::readImatrix(path);
    if (!matrix)
        return tl::unexpected(matrix.error());
    CalibrationFacts facts;
    HEADROOM_TRY(readMatrix(facts, *matrix, model));
    if (facts.covered == 0)
        return fail(ErrorCode::InvalidArgument, path.string(), "has no entry for any matrix of this model");
    readReport(facts, path);
    return facts;
}

} // namespace headroom::app
