// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a run that makes a Hugging Face folder is told. Each option of its own stands here with the row that it is
// read from: one more is this file, and the place that heeds it. The table is that of quantizeoptions.h, where rows
// that have no meaning for folders say so.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/quant/run/commonoptions.h"

#include <array>
#include <filesystem>
#include <functional>

namespace headroom {
struct FileState;
}

namespace headroom::quant {

struct FolderOutcome;

struct FolderOptions {
    std::filesystem::path source; ///< Hugging Face folder, safetensors or GGUF
    std::filesystem::path destination; ///< must not exist yet
    std::string scheme; ///< see folderSchemes()
    std::uint64_t groupSize = 0; ///< inputs that share a scale; 0: as the scheme says
    bool allowRequantize = false;
    std::filesystem::path imatrix = {}; ///< weighs the errors; empty: every weight counts the same
    MethodOptions method = {}; ///< to nearest, or GPTQ where codes are integers
    unsigned threads = 0;
    std::string device = "auto"; ///< see infer::chooseDevice()
    std::uint64_t shardBytes = 5'000'000'000;
    std::uint64_t memoryLimitBytes = 0; ///< the run refuses to start where it would need more; 0: no limit
    /// Is given what the run will return, where the whole folder stands, and what that is known by, before it takes its
    /// name.
    std::function<void(const FolderOutcome&, const std::filesystem::path&, const FileState&)> beforeName = {};
};

inline constexpr std::array kFolderParameters{
    Parameter{.key = "group_size",
              .kind = ValueKind::Whole,
              .flag = "--group-size",
              .placeholder = "N",
              .help = "folders: inputs that share a scale: 32, 64 or 128 (default)",
              .low = 1,
              .high = 1U << 28U,
              .need = kOfFolders},
    Parameter{.key = "shard_bytes",
              .kind = ValueKind::Bytes,
              .flag = "--shard-bytes",
              .placeholder = "N",
              .help = "folders: largest safetensors file",
              .need = kOfFolders},
};

inline FolderOptions folderOptions(const Parameters& parameters)
{
    FolderOptions options;
    readCommon(parameters, options);
    options.scheme = parameters.text("preset");
    options.groupSize = parameters.whole("group_size");
    options.shardBytes = parameters.chosen<std::uint64_t>("shard_bytes").value_or(options.shardBytes);
    return options;
}
/// Errors: InvalidArgument naming the parameter.
Result<FolderOptions> folderOptions(const Json& parameters);

} // namespace headroom::quant
