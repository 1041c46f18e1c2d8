// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/presetplan.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace headroom::app {

namespace {

/// The stem without the source's own type: nobody wants "model-f16-Q4_K_M.gguf".
std::string plainStem(const std::filesystem::path& source)
{
    std::string stem = source.stem().string();
    std::string lower = stem;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    for (const std::string_view type : {"bf16", "f16", "f32", "fp16", "fp32"})
        if (lower.size() > type.size() + 1 && lower.ends_with(type)
            && std::string_view("-_.").find(lower[lower.size() - type.size() - 1]) != std::string_view::npos)
            return stem.substr(0, stem.size() - type.size() - 1);
    return stem;
}

} // namespace

std::filesystem::path artifactPath(const std::filesystem::path& source, const std::filesystem::path& folder,
                                   std::string_view preset)
{
    return folder / (plainStem(source) + "-" + std::string(preset) + ".gguf");
}

bool isBegun(const std::filesystem::path& destination)
{
    std::error_code ignored;
    return std::filesystem::is_directory(destination.string() + ".work", ignored);
}

std::vector<PresetPlan> planPresets(const std::filesystem::path& source, const std::filesystem::path& folder,
                                    bool allowRequantize)
{
    std::vector<PresetPlan> plans;
    for (const quant::Preset& preset : quant::presets()) {
        quant::QuantizeOptions options;
        options.source = source;
        options.destination = artifactPath(source, folder, preset.name);
        options.preset = preset.name;
        options.allowRequantize = allowRequantize;
        options.replace = true; // whether the file may be replaced is asked when the run starts, not for its size
        std::error_code ignored;
        const bool exists = std::filesystem::exists(options.destination, ignored);
        auto plan = quant::planQuantize(options);
        if (plan && !plan->missingImportance.empty())
            plan = fail(ErrorCode::InvalidArgument, plan->missingImportance, "needs an importance matrix");
        plans.push_back({preset.name, options.destination, exists, std::move(plan), isBegun(options.destination)});
    }
    return plans;
}

} // namespace headroom::app
