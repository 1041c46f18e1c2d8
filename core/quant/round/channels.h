// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a search for channel scales takes from a calibration, and how many rows of a matrix it can afford to try,
// the same for GGUF files and folders.
#pragma once

#include "core/quant/calibrate/calibrationfile.h"
#include "core/quant/round/channelscale.h"

namespace headroom::quant {

/// Of the first slice of a tensor's input. Without E|x| the root of E[x²] stands for it. Errors: those of the file.
Result<Channels> channelsOf(const CalibrationFile& calibration, const std::string& tensor, std::size_t columns,
                            bool withHessian);

struct SampleSize {
    std::uint64_t rows = 0; ///< of each matrix at the most
    bool withHessian = false; ///< small enough that correlations between channels can be counted
};
SampleSize sampleSize(std::size_t columns, std::size_t matrices);

/// By how much an error became smaller; 0 where one of them is nothing.
double decibels(double after, double before);

} // namespace headroom::quant
