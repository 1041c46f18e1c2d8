// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/round/channels.h"

#include <cmath>

namespace headroom::quant {

namespace {

constexpr double kProducts = 1e8; ///< multiplications with H per trial of scales
constexpr std::uint64_t kFewestRows = 64; ///< a sample with H is worth nothing below: the diagonal alone, then
constexpr std::uint64_t kSampledRows = 128; ///< of each matrix, where only the diagonal counts

} // namespace

SampleSize sampleSize(std::size_t columns, std::size_t matrices)
{
    const auto rows = static_cast<std::uint64_t>(kProducts / (double(columns) * double(columns) * double(matrices)));
    return rows >= kFewestRows ? SampleSize{rows, true} : SampleSize{kSampledRows, false};
}

Result<Channels> channelsOf(const CalibrationFile& calibration, const std::string& tensor, std::size_t columns,
                            bool withHessian)
{
    auto means = calibration.means(tensor, 0, columns);
    if (!means)
        return tl::unexpected(means.error());
    Channels channels;
    channels.squares = std::move(means->squares);
    channels.largest = std::move(means->largest);
    channels.magnitudes = std::move(means->magnitudes);
    if (channels.magnitudes.empty()) // an importance matrix of another tool: the root mean square will do
        for (const float square : channels.squares)
            channels.magnitudes.push_back(std::sqrt(square));
    const std::string root = calibration.hessianRoot(tensor);
    if (!withHessian || root.empty())
        return channels;
    auto hessian = calibration.hessian(root, 0, columns);
    if (!hessian)
        return tl::unexpected(hessian.error());
    channels.hessian = std::move(*hessian);
    return channels;
}

double decibels(double after, double before)
{
    return after > 0 && before > 0 ? 10 * std::log10(after / before) : 0.0;
}

} // namespace headroom::quant
