// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/presetplan.h"

#include "core/base/remarks.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace headroom::app {

namespace {

/// The stem without the source's own type: nobody wants "model-f16-Q4_K_M.gguf".
std::string plainStem(const std::filesystem::path& source)
{
    std::error_code ignored; // what follows a dot in a folder's name is no file type: "Llama-3.1-8B"
    std::string stem = (std::filesystem::is_directory(source, ignored) ? source.filename() : source.stem()).string();
    std::string lower = stem;
    std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    for (const std::string_view type : {"bf16", "f16", "f32", "fp16", "fp32"})
        if (lower.size() > type.size() + 1 && lower.ends_with(type)
            && std::string_view("-_.").find(lower[lower.size() - type.size() - 1]) != std::string_view::npos)
            return stem.substr(0, stem.size() - type.size() - 1);
    return stem;
}

/// A method makes another artifact of the same preset.
std::string named(std::string_view preset, quant::Method method)
{
    std::string name(preset);
    return method == quant::Method::Rtn ? name : name + "-" + std::string(quant::methodName(method));
}

} // namespace

std::filesystem::path artifactPath(const std::filesystem::path& source, const std::filesystem::path& folder,
                                   std::string_view preset)
{
    return folder / (plainStem(source) + "-" + std::string(preset) + ".gguf");
}

std::filesystem::path folderPath(const std::filesystem::path& source, const std::filesystem::path& folder,
                                 std::string_view preset)
{
    return folder / (plainStem(source) + "-" + std::string(preset));
}

std::filesystem::path nearestExisting(std::filesystem::path folder)
{
    std::error_code ignored;
    while (!folder.empty() && folder.has_relative_path() && !std::filesystem::exists(folder, ignored))
        folder = folder.parent_path();
    return folder.empty() ? "." : folder;
}

bool isBegun(const std::filesystem::path& destination)
{
    std::error_code ignored;
    return std::filesystem::is_directory(destination.string() + ".work", ignored);
}

const quant::Preset* findPreset(const std::vector<quant::Preset>& own, const std::string& name)
{
    const auto found = std::ranges::find(own, name, &quant::Preset::name);
    return found != own.end() ? &*found : quant::findPreset(name);
}

PresetPlan planPreset(const PlanWishes& wishes, const std::string& name)
{
    if (const quant::Preset* preset = findPreset(wishes.own, name))
        return planPreset(wishes, *preset);
    return {name, {}, {}, false, fail(ErrorCode::NotFound, "preset " + name, "is not there")};
}

PresetPlan planPreset(const PlanWishes& wishes, const quant::Preset& preset)
{
    const auto overrides = wishes.overrides.find(preset.name);
    const bool mixed = overrides != wishes.overrides.end() && !overrides->second.empty();
    quant::QuantizeOptions options;
    options.source = wishes.source;
    // No longer what others mean by the preset's name.
    const std::string name = named(mixed ? preset.name + "-mixed" : preset.name, wishes.method.method);
    const std::filesystem::path destination = artifactPath(wishes.source, wishes.folder, name);
    // A folder that is made when the run starts has the room of the one that it will be made in.
    options.destination = artifactPath(wishes.source, nearestExisting(wishes.folder), name);
    options.imatrix = wishes.imatrix;
    options.method = wishes.method;
    options.preset = preset.name;
    options.ownPreset = preset;
    options.allowRequantize = wishes.allowRequantize;
    options.replace = true; // whether the file may be replaced is asked when the run starts, not for its size
    if (mixed)
        options.wishes.overrides = parsed(overrides->second);
    std::error_code ignored;
    const bool exists = std::filesystem::exists(destination, ignored);
    auto plan = quant::planQuantize(options);
    if (plan && !plan->missingImportance.empty())
        plan = fail(ErrorCode::InvalidArgument, plan->missingImportance, "needs an importance matrix");
    return {preset.name,
            preset.summary,
            destination,
            exists,
            plan ? Result<PlannedRun>(planned(*plan)) : tl::unexpected(plan.error()),
            preset,
            isBegun(destination)};
}

namespace {

/// Groups of another size make another artifact too.
std::string named(const PlanWishes& wishes, const quant::FolderScheme& scheme)
{
    const bool regrouped = scheme.grouped && wishes.groupSize > 0 && wishes.groupSize != scheme.width;
    const std::string name = named(scheme.name, wishes.method.method);
    return regrouped ? name + "-g" + std::to_string(wishes.groupSize) : name;
}

Result<PlannedRun> plannedFolder(const Result<model::Description>& model, const quant::FolderOptions& options)
{
    if (!model)
        return tl::unexpected(model.error());
    return quant::planFolder(options).map([&](const quant::FolderPlan& plan) { return planned(*model, plan); });
}

PresetPlan planFolder(const PlanWishes& wishes, const Result<model::Description>& model,
                      const quant::FolderScheme& scheme)
{
    quant::FolderOptions options;
    options.source = wishes.source;
    const std::filesystem::path destination = folderPath(wishes.source, wishes.folder, named(wishes, scheme));
    options.destination = folderPath(wishes.source, nearestExisting(wishes.folder), named(wishes, scheme));
    options.scheme = scheme.name;
    options.allowRequantize = wishes.allowRequantize;
    options.imatrix = wishes.imatrix;
    options.method = wishes.method;
    options.groupSize = scheme.grouped ? wishes.groupSize : 0;
    std::error_code ignored;
    return {std::string(scheme.name),
            remark(scheme.about),
            destination,
            std::filesystem::exists(destination, ignored),
            plannedFolder(model, options),
            {},
            isBegun(destination),
            true};
}

} // namespace

std::vector<PresetPlan> planFolders(const PlanWishes& wishes)
{
    const auto file = model::ModelFile::open(wishes.source);
    const auto model = file ? model::describe(**file) : tl::unexpected(file.error());
    std::vector<PresetPlan> plans;
    for (const quant::FolderScheme& scheme : quant::folderSchemes())
        plans.push_back(planFolder(wishes, model, scheme));
    return plans;
}

std::vector<PresetPlan> planPresets(const PlanWishes& wishes)
{
    std::vector<PresetPlan> plans;
    for (const quant::Preset& preset : wishes.own)
        plans.push_back(planPreset(wishes, preset));
    for (const quant::Preset& preset : quant::presets())
        plans.push_back(planPreset(wishes, preset));
    return plans;
}

} // namespace headroom::app
