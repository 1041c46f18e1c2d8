// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: how the weights of one tensor are spread, and between which levels a number format lets them choose. Reads the
// mapped source; meant for a background thread, and stops when its flag is raised.
#pragma once

#include "core/model/modelfile.h"
#include "core/quant/folder/scheme.h"

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

namespace headroom::app {

struct WeightHistogram {
    std::string tensor;
    double low = 0, high = 0; ///< edges of the first and last bin
    std::vector<double> shares; ///< of the values looked at, per bin
    std::uint64_t looked = 0; ///< values looked at: whole rows at even distances
    std::uint64_t total = 0; ///< values in the tensor
    std::uint64_t outside = 0; ///< looked at, but beyond the bins
    double mean = 0;
    double deviation = 0; ///< standard deviation
    double kurtosis = 0; ///< E[(w - mean)⁴] / deviation⁴; 3 for a Gaussian
    tensor::Type format = tensor::Type::F16; ///< whose levels these are
    std::string scheme; ///< of a folder: then they are its levels
    std::vector<double> levels; ///< ascending; empty when the format is a float or cannot be encoded here
    double step = 0; ///< median distance of neighbouring levels
};

/// scheme: of a folder, in place of `format`; empty: none. `stop` is looked at between rows; a stopped one ends as
/// Cancelled. Errors: of opening; NotFound (tensor); Unsupported (the source's type cannot be decoded by this build).
Result<WeightHistogram> weightHistogram(const std::filesystem::path& source, const std::string& tensor,
                                        tensor::Type format, const std::string& scheme, const std::atomic<bool>& stop);

/// Likewise for the codes of a folder's scheme, in weights of which each group spans [low, high].
std::vector<double> levelsOf(const quant::FolderScheme& scheme, double low, double high);
/// The values `format` offers to a weight whose block spans [low, high]: all values of its digit, in one encoded block.
/// Formats that code several weights together (IQ1 to IQ3, TQ1_0) have none: the values that such a block met.
std::vector<double> levelsOf(tensor::Type format, double low, double high);

} // namespace headroom::app
