// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a quantize job is told whether it makes a file or a folder, and how the rest is told to be of the one or
// the other. The fields stand in quantizeoptions.h and folderoptions.h, beside those that only one of them has.
#pragma once

#include "core/base/parameters.h"
#include "core/quant/round/methodoptions.h"

namespace headroom::quant {

/// The preset is a scheme of Hugging Face folders.
bool isFolderPreset(const Parameters& parameters);

/// A folder's scheme says what becomes of every tensor, and a folder is written once.
inline constexpr Requirement kOfFiles{
    .met = [](const Parameters& parameters) { return !isFolderPreset(parameters); },
    .words = "has no meaning with {preset}, which writes a Hugging Face folder; leave it out",
    .isMust = true};
inline constexpr Requirement kOfFolders{.met = isFolderPreset, .words = "with presets of a Hugging Face folder"};

inline constexpr Parameter kSource{
    .key = "source", .kind = ValueKind::Path, .flag = "SRC", .help = "the model, unquantized", .isRequired = true};
inline constexpr Parameter kDestination{
    .key = "destination",
    .kind = ValueKind::Path,
    .flag = "DST,--output",
    .help = "the artifact, a file or a folder; it appears when it is whole; --dry-run does without",
    .isRequired = true,
    .isOutput = true};
inline constexpr Parameter kImatrix{.key = "imatrix",
                                    .kind = ValueKind::Path,
                                    .flag = "--imatrix",
                                    .placeholder = "F",
                                    .help = "importance matrix of the model, GGUF or .dat"};
inline constexpr Parameter kMemoryLimit{.key = "memory_limit_bytes",
                                        .kind = ValueKind::Bytes,
                                        .flag = "--memory-limit",
                                        .placeholder = "N",
                                        .help = "refuse to start where more would be needed: 1GiB, 512MiB"};
inline constexpr Parameter kAllowRequantize{.key = "allow_requantize",
                                            .kind = ValueKind::Flag,
                                            .flag = "--allow-requantize",
                                            .help = "accept a source that is quantized already"};

template <class Options> void readCommon(const Parameters& parameters, Options& options)
{
    options.source = parameters.path("source");
    options.destination = parameters.path("destination");
    options.imatrix = parameters.path("imatrix");
    options.memoryLimitBytes = parameters.whole("memory_limit_bytes");
    options.allowRequantize = parameters.flag("allow_requantize");
    options.threads = parameters.count("threads");
    options.device = parameters.text("device");
    options.method = methodOptions(parameters);
}

} // namespace headroom::quant
