// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: one pass of text through a model collects what every method needs to know of each matrix's inputs. The result is
// a GGUF importance matrix that llama.cpp reads too (<tensor>.in_sum2, <tensor>.counts), with more beside it for us:
//   <tensor>.in_abs, .in_min, .in_max  F32 [columns, slices]: Σ|x|, smallest, largest
//   <tensor>.in_hessian  F32 [columns, columns, slices]: Σ x xᵀ, of one of the tensors that share an input
//   headroom.calibration  JSON: text's hash and what was retained of it, redaction, context, coverage, warnings,
//     which tensor's Hessian serves which others
#pragma once

#include "core/base/filestate.h"
#include "core/quant/calibrate/calibrationoptions.h"
#include "core/quant/calibrate/coverage.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

namespace headroom::quant {

struct CalibrationResult {
    std::vector<InputStatistics> matrices; ///< in the order of the file
    Coverage coverage;
    std::uint32_t context = 0;
    std::string modelSha256; ///< where CalibrationOptions::identify asked for it
    std::string textSha256; ///< of the texts as used; empty where nothing is to be kept
    Retention retained = Retention::Hash;
    Redactions redactions;
    std::size_t conversationsRendered = 0, conversationsJoined = 0; ///< by the model's chat template, or without it
    std::size_t hessians = 0;
    std::size_t passes = 0;
    std::uint64_t outputBytes = 0;
    double seconds = 0;
};

/// Reports stage "calibrate". Errors: besides those of model and text: Conflict (output exists), Corrupt (an input that
/// is no finite number: tensor and channel), OutOfMemory (a single Hessian beyond hessianBytes).
Result<CalibrationResult> calibrate(const CalibrationOptions& options, JobControl& control);
Json toJson(const CalibrationResult& result);

} // namespace headroom::quant
