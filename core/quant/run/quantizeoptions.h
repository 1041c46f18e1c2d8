// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a run that makes a GGUF file is told; the worker and the command line's dry run read the same words. Each
// option of its own stands here with the row that it is read from: one more is this file, and the place that heeds it.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/model/ggufshards.h"
#include "core/quant/preset/preset.h"
#include "core/quant/run/commonoptions.h"

#include <array>
#include <filesystem>
#include <functional>
#include <optional>

namespace headroom {
struct FileState;
}

namespace headroom::quant {

struct QuantizeOutcome;

struct QuantizeOptions {
    std::filesystem::path source;
    std::filesystem::path destination;
    std::string preset;
    bool allowRequantize = false; ///< a source that is quantized already is refused unless allowed
    bool replace = false; ///< an existing destination is refused unless allowed
    unsigned threads = 0;
    std::string device = "auto"; ///< see infer::chooseDevice()
    std::filesystem::path imatrix = {}; ///< importance matrix, GGUF or .dat; empty: every weight counts the same
    std::filesystem::path presetFile = {}; ///< instead of `preset`
    AssignOptions wishes = {}; ///< `importance` is set by the run
    MethodOptions method = {};
    std::uint64_t memoryLimitBytes = 0; ///< the run refuses to start where it would need more; 0: no limit
    model::SplitLimits split = {}; ///< several files, "name-00001-of-00003.gguf", instead of `destination`
    std::optional<Preset> ownPreset = {}; ///< instead of `preset` and `presetFile`
    /// Is given the artifact's metadata and what the run will return, when the bytes are whole and before they take
    /// their name: what it writes beside the artifact is there whenever the artifact is, however the run ends.
    std::function<void(const model::Metadata&, const QuantizeOutcome&)> beforeNames = {};
    /// The same once more before the last of the files takes its name, with what that file is known by.
    std::function<void(const QuantizeOutcome&, const FileState&)> beforeLastName = {};
};

inline constexpr std::array kOwnPreset{
    Parameter{.key = "preset_file",
              .kind = ValueKind::Path,
              .flag = "--preset-file",
              .placeholder = "F",
              .help = "a preset of your own, in the form that `catalog presets --json` shows",
              .oneOf = "Preset",
              .need = kOfFiles},
    Parameter{.key = "preset_definition",
              .kind = ValueKind::Object,
              .flag = "--preset-definition",
              .placeholder = "JSON",
              .help = "what would stand in such a file",
              .oneOf = "Preset",
              .need = kOfFiles},
};

inline constexpr std::array kSplitParameters{
    Parameter{.key = "split_max_bytes",
              .kind = ValueKind::Bytes,
              .flag = "--split-max-size",
              .placeholder = "N",
              .help
              = "several files, DST-00001-of-0000N.gguf, none larger than this (2G, 500M; 1G is 1000M) unless one "
                "tensor is",
              .thousand = 1000,
              .need = kOfFiles},
    Parameter{.key = "split_max_tensors",
              .kind = ValueKind::Whole,
              .flag = "--split-max-tensors",
              .placeholder = "N",
              .help = "several files of at most so many tensors",
              .low = 1,
              .high = 1U << 28U,
              .need = kOfFiles},
};

inline constexpr Parameter kReplace{.key = "replace",
                                    .kind = ValueKind::Flag,
                                    .flag = "--replace",
                                    .help = "overwrite DST when it exists",
                                    .need = kOfFiles};

/// The table of a quantize job, be it for a file or a folder.
std::span<const Parameter> quantizeParameters();

/// By name, in a file or as it is. Errors: InvalidArgument naming the parameter.
Status choosePreset(const Parameters& parameters, QuantizeOptions& options);

/// Errors: those of choosePreset().
inline Result<QuantizeOptions> quantizeOptions(const Parameters& parameters)
{
    QuantizeOptions options;
    readCommon(parameters, options);
    HEADROOM_TRY(choosePreset(parameters, options));
    options.wishes = wishesOf(parameters);
    options.replace = parameters.flag("replace");
    options.split = {parameters.whole("split_max_bytes"), parameters.whole("split_max_tensors")};
    return options;
}
/// Errors: also InvalidArgument naming the parameter.
Result<QuantizeOptions> quantizeOptions(const Json& parameters);

} // namespace headroom::quant
