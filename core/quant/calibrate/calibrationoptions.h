// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a calibrate job is told. Each option stands here with the row that it is read from: one more is this file,
// and the place that heeds it.
#pragma once

#include "core/base/parameters.h"
#include "core/infer/computeparameters.h"

#include <array>
#include <filesystem>
#include <functional>
#include <optional>

namespace headroom {
struct FileState;
}

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
    bool identify = false; ///< hash the model before it is read
    /// Is given what the run will return when the calibration is whole, and what its file is known by, before that
    /// takes its name.
    std::function<void(const CalibrationResult&, const FileState&)> beforeName = {};
};

inline constexpr double kMostCalibrationTokens = 1U << 24U, kMostCalibrationSamples = 1U << 28U;

inline constexpr std::array kCalibrationParameters{
    infer::kModel,
    Parameter{.key = "texts",
              .kind = ValueKind::Paths,
              .flag = "--text",
              .placeholder = "F",
              .help = "text, or prompts or logs of requests as .jsonl; may be given several times",
              .isRequired = true},
    Parameter{.key = "output",
              .kind = ValueKind::Path,
              .flag = "--out",
              .placeholder = "F",
              .help = "the importance matrix (GGUF), which llama.cpp reads too",
              .isRequired = true,
              .isOutput = true},
    Parameter{.key = "context",
              .kind = ValueKind::Whole,
              .flag = "--context",
              .placeholder = "N",
              .help = "tokens per sample (default: {default}); best the context of serving",
              .usual = 512,
              .low = 1,
              .high = kMostCalibrationTokens},
    Parameter{.key = "max_samples",
              .kind = ValueKind::Whole,
              .flag = "--samples",
              .placeholder = "N",
              .help = "at most so many samples (default: all)",
              .low = 1,
              .high = kMostCalibrationSamples},
    Parameter{.key = "serving_context",
              .kind = ValueKind::Whole,
              .flag = "--serving-context",
              .placeholder = "N",
              .help = "warn when samples are shorter than this",
              .low = 1,
              .high = kMostCalibrationSamples},
    Parameter{.key = "output_matrix",
              .kind = ValueKind::Flag,
              .flag = "--output-matrix",
              .help = "also the matrix that gives the logits"},
    Parameter{.key = "hessians",
              .kind = ValueKind::Flag,
              .flag = "--hessians",
              .help = "also what GPTQ needs: columns² floats per distinct input"},
    Parameter{.key = "hessian_mib",
              .kind = ValueKind::Whole,
              .flag = "--hessian-memory",
              .placeholder = "N",
              .help = "MiB of Hessians at a time (default: {default}); more passes if not enough",
              .usual = 1024,
              .low = 1,
              .high = kMostCalibrationTokens,
              .need = {[](const Parameters& parameters) { return parameters.flag("hessians"); }, "with --hessians"}},
    Parameter{.key = "no_redact",
              .kind = ValueKind::Flag,
              .flag = "--no-redact",
              .help = "use the text as it is; by default what looks like an e-mail address, phone, IBAN, card or IP "
                      "number, key, token or password becomes [email], …"},
    Parameter{.key = "retain",
              .flag = "--retain",
              .placeholder = "nothing|hash|text",
              .help = "what stays of the text: nothing, its hash and the names of its files (default), or the text as "
                      "used too, redacted, in <out>.txt; a project keeps the arguments of the command all the same",
              .usualText = "hash",
              .known = [](std::string_view name) { return findRetention(name).has_value(); },
              .names = [] { return std::string("nothing, hash, text"); }},
    Parameter{
        .key = "replace", .kind = ValueKind::Flag, .flag = "--replace", .help = "overwrite the file when it exists"},
    infer::kThreads,
    infer::kDevice,
};

inline CalibrationOptions calibrationOptions(const Parameters& parameters)
{
    CalibrationOptions options;
    options.model = parameters.path("model");
    options.texts = parameters.paths("texts");
    options.output = parameters.path("output");
    options.context = parameters.count("context");
    options.maxSamples = parameters.count("max_samples");
    options.servingContext = parameters.count("serving_context");
    options.outputMatrix = parameters.flag("output_matrix");
    options.hessians = parameters.flag("hessians");
    options.hessianBytes = parameters.whole("hessian_mib") << 20U;
    options.redact = !parameters.flag("no_redact");
    options.retain = findRetention(parameters.text("retain")).value_or(options.retain);
    options.replace = parameters.flag("replace");
    options.threads = parameters.count("threads");
    options.device = parameters.text("device");
    return options;
}

inline std::span<const Parameter> calibrationParameters()
{
    return kCalibrationParameters;
}

} // namespace headroom::quant
