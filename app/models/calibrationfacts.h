// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what an importance matrix or a calibration says before it is used: how much of the model it covers, what its
// text leaves out, and which channels of which inputs stand out. Reads the file; meant for a background thread.
#pragma once

#include "core/base/remark.h"
#include "core/model/description.h"
#include "core/quant/calibrate/imatrix.h"

#include <filesystem>
#include <string>
#include <vector>

namespace headroom::app {

/// One channel of a matrix's input, over the calibration text.
struct ChannelMagnitude {
    std::string tensor; ///< the first of those that share the input
    std::uint32_t layer = 0;
    std::size_t channel = 0;
    double rms = 0; ///< root mean square
    double overMedian = 0; ///< rms ÷ the median channel's
    bool isOutlier = false; ///< more than eight times the median
};

struct CalibrationFacts {
    bool isOurs = false; ///< has what Headroom writes beside the importance matrix
    bool hasHessians = false;
    std::size_t matrices = 0; ///< of the model, that could be weighted
    std::size_t covered = 0; ///< of these, that the file has
    Remarks warnings; ///< of the calibration's coverage
    std::vector<ChannelMagnitude> largest; ///< the largest channels of every input, by layer
    std::size_t outliers = 0;
};

/// Errors: those of reading; InvalidArgument where an entry has other columns than the model's tensor.
Result<CalibrationFacts> calibrationFacts(const std::filesystem::path& path, const model::Description& model);

} // namespace headroom::app
