// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the codes of a folder's scheme stand for: a row of weights is coded as a run would, then one of its codes is
// given every value in turn.
#include "app/models/weighthistogram.h"
#include "core/quant/folder/coded.h"

#include <algorithm>
#include <cmath>

namespace headroom::app {

namespace {

constexpr std::uint64_t kWholeRow = 128; ///< inputs, where a row shares one scale
constexpr std::uint64_t kStretch = 16; ///< weights from end to end, so that every group of any scheme has this range

} // namespace

std::vector<double> levelsOf(const quant::FolderScheme& scheme, double low, double high)
{
    if (!(high > low))
        return {};
    const std::uint64_t inputs = scheme.widthOf(kWholeRow);
    std::vector<float> ramp(inputs);
    for (std::uint64_t i = 0; i < inputs; ++i)
        ramp[i] = float(low + double(i % kStretch) / double(kStretch - 1) * (high - low));
    quant::Matrix matrix;
    matrix.place = std::string(scheme.name);
    matrix.rows = model::hf::floats(ramp, {inputs, 1});
    ThreadPool one(1);
    auto coded = quant::codeMatrix(scheme, matrix, one, [] { return Status(); });
    if (!coded || coded->codes.empty())
        return {};
    std::vector<double> levels;
    std::vector<float> row(inputs);
    for (unsigned code = 0; code < 1U << scheme.bits; ++code) {
        coded->codes.front() = std::uint8_t(code);
        quant::decodeRow(scheme, *coded, 0, row);
        if (std::isfinite(row.front()))
            levels.push_back(double(row.front()) + 0.0); // no negative zero
    }
    std::sort(levels.begin(), levels.end());
    levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
    return levels;
}

} // namespace headroom::app
