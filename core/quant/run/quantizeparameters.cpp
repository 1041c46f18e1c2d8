// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The table of what a quantize job is told, file or folder, put together of the rows that stand beside their options.
#include "core/infer/computeparameters.h"
#include "core/quant/folder/folderoptions.h"
#include "core/quant/folder/scheme.h"
#include "core/quant/run/quantizeoptions.h"

#include <fmt/format.h>

#include <array>

namespace headroom::quant {

namespace {

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

constexpr Parameter kPreset{.key = "preset",
                            .flag = "--preset",
                            .placeholder = "P",
                            .help = "one of {names}",
                            .names = everyPreset,
                            .fault = faultOfPreset,
                            .oneOf = "Preset"};

std::vector<Parameter> ofFiles(std::span<const Parameter> rows)
{
    std::vector<Parameter> out(rows.begin(), rows.end());
    for (Parameter& row : out)
        row.need = kOfFiles;
    return out;
}

} // namespace

std::span<const Parameter> quantizeParameters()
{
    static const auto kTable
        = joined({std::array{kSource, kDestination, kPreset}, kOwnPreset, std::array{kImatrix}, ofFiles(kWishes),
                  std::array{kMemoryLimit}, kFolderParameters, kSplitParameters, kMethodParameters,
                  std::array{kReplace, kAllowRequantize, infer::kThreads, infer::kDevice}});
    return kTable;
}

} // namespace headroom::quant
