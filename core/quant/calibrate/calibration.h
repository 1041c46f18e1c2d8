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
#include "core/quant/calibrate/coverage.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

namespace headroom::quant {

/// What stays of the text once it has been used.
enum class Retention {
    Nothing, ///< neither names of files nor the hash, by which a text could be recognised
    Hash, ///< names, and the SHA-256 of the texts as used
    Text, ///< also the texts as used, after redaction, in <output>.txt: a zero byte between each two
};
/// "nothing", "hash" or "text".
std::optional<Retention> findRetention(std::string_view name);
std::string_view retentionName(Retention retention);

struct CalibrationResult;

struct CalibrationOptions {
    std::filesystem::path model;
    std::vector<std::filesystem::path> texts;
    std::filesystem::path output;
    std::uint32_t context = 512;
    std::uint32_t maxSamples = 0; ///< 0: all that the text gives
    std::uint32_t servingContext = 0; ///< to warn of; 0: the trained one
    bool outputMatrix = false; ///< also the matrix that gives the logits
    bool hessians = false; ///< what GPTQ needs; columns² floats per distinct input
    std::uint64_t hessianBytes = std::uint64_t{1} << 30; ///< memory for Hessians: more passes rather than more memory
    bool replace = false;
    bool redact = true; ///< what looks like secrets or personal data
    Retention retain = Retention::Hash;
    unsigned threads = 0;
    std::string device = "auto"; ///< see infer::chooseDevice()
    /// Is given what the run will return when the calibration is whole, and what its file is known by, before that
    /// takes its name.
    std::function<void(const CalibrationResult&, const FileState&)> beforeName = {};
};

struct CalibrationResult {
    std::vector<InputStatistics> matrices; ///< in the order of the file
    Coverage coverage;
    std::uint32_t context = 0;
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
