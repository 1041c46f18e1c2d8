// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The table of what a quantize job is told, file or folder.
#include "core/infer/computeparameters.h"
#include "core/quant/folder/folderoptions.h"
#include "core/quant/folder/scheme.h"
#include "core/quant/run/quantizeoptions.h"

#include <fmt/ranges.h>

#include <array>

namespace headroom::quant {

namespace {

/// A folder's scheme says what becomes of every tensor, and a folder is written once.
constexpr Requirement kOfFiles{.met = [](const Parameters& parameters) { return !isFolderPreset(parameters); },
                               .words
                               = "has no meaning with {preset}, which writes a Hugging Face folder; leave it out",
                               .isMust = true};
constexpr Requirement kOfFolders{.met = isFolderPreset, .words = "with presets of a Hugging Face folder"};

std::string everyPreset()
{
    std::string names = presetNames() + "; for a Hugging Face folder: ";
    for (const auto& scheme : folderSchemes())
        names += (&scheme == folderSchemes().data() ? "" : ", ") + std::string(scheme.name);
    return names;
}

std::string faultOfPreset(const std::string& name)
{
    return findPreset(name) || findFolderScheme(name)
        ? std::string()
        : fmt::format("\"{}\" is none of the presets: headroom-cli catalog presets", name);
}

template <auto parse> std::string faultOfParsing(const std::string& text)
{
    const auto parsed = parse(text);
    return parsed ? std::string() : parsed.error().where + " " + parsed.error().detail;
}

constexpr std::array kWhat{
    Parameter{
        .key = "source", .kind = ValueKind::Path, .flag = "SRC", .help = "the model, unquantized", .isRequired = true},
    Parameter{.key = "destination",
              .kind = ValueKind::Path,
              .flag = "DST,--output",
              .help = "the artifact, a file or a folder; it appears when it is whole; --dry-run does without",
              .isRequired = true,
              .isOutput = true},
    Parameter{.key = "preset",
              .flag = "--preset",
              .placeholder = "P",
              .help = "one of {names}",
              .names = everyPreset,
              .fault = faultOfPreset,
              .oneOf = "Preset"},
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
    Parameter{.key = "imatrix",
              .kind = ValueKind::Path,
              .flag = "--imatrix",
              .placeholder = "F",
              .help = "importance matrix of the model, GGUF or .dat"},
};

constexpr std::array kWishes{
    Parameter{.key = "overrides",
              .kind = ValueKind::Texts,
              .flag = "--override",
              .placeholder = "REGEX=TYPE",
              .help = "a type for all tensors whose name matches; the first match wins; may be repeated",
              .fault = faultOfParsing<Override::parse>,
              .need = kOfFiles},
    Parameter{.key = "pure",
              .kind = ValueKind::Flag,
              .flag = "--pure",
              .help = "the preset's type for every tensor, no mixture",
              .need = kOfFiles},
    Parameter{.key = "better_search",
              .kind = ValueKind::Flag,
              .flag = "--better-search",
              .help = "try more scales: less error at the same size, slower, and other bytes than llama.cpp's",
              .need = kOfFiles},
    Parameter{.key = "rotate",
              .flag = "--rotate",
              .placeholder = "R",
              .help = "hadamard: the residual stream in a basis without outliers, the same logits; for families with "
                      "RMSNorm in front of each block",
              .known = [](std::string_view name) { return name == "hadamard"; },
              .names = [] { return std::string("hadamard"); },
              .need = kOfFiles},
    Parameter{.key = "leave_output_tensor",
              .kind = ValueKind::Flag,
              .flag = "--leave-output-tensor",
              .help = "output.weight stays as it is",
              .need = kOfFiles},
    Parameter{.key = "output_tensor_type",
              .flag = "--output-tensor-type",
              .placeholder = "T",
              .help = "of output.weight",
              .fault = faultOfParsing<encodableType>,
              .need = kOfFiles},
    Parameter{.key = "token_embedding_type",
              .flag = "--token-embedding-type",
              .placeholder = "T",
              .help = "of the embedding table",
              .fault = faultOfParsing<encodableType>,
              .need = kOfFiles},
};

constexpr std::array kSizes{
    Parameter{.key = "memory_limit_bytes",
              .kind = ValueKind::Bytes,
              .flag = "--memory-limit",
              .placeholder = "N",
              .help = "refuse to start where more would be needed: 1GiB, 512MiB"},
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

constexpr std::array kHow{
    Parameter{.key = "replace",
              .kind = ValueKind::Flag,
              .flag = "--replace",
              .help = "overwrite DST when it exists",
              .need = kOfFiles},
    Parameter{.key = "allow_requantize",
              .kind = ValueKind::Flag,
              .flag = "--allow-requantize",
              .help = "accept a source that is quantized already"},
    infer::kThreads,
    infer::kDevice,
};

} // namespace

std::span<const Parameter> wishParameters()
{
    return kWishes;
}

std::span<const Parameter> quantizeParameters()
{
    static const auto kTable = joined({kWhat, kWishes, kSizes, kMethodParameters, kHow});
    return kTable;
}

} // namespace headroom::quant
