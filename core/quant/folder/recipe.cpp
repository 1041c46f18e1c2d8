// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/recipe.h"

#include "core/quant/folder/folderplan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::quant {

namespace {

std::string dumped(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// YAML takes JSON as its values.
std::string compressorRecipe(const PreparedFolder& prepared)
{
    const Json config = prepared.scheme.layout->config(prepared.scheme, prepared.plainModules);
    const MethodOptions& method = prepared.options.method;
    const bool gptq = method.row().levels == MethodRow::Levels::Compensated;
    std::string text
        = fmt::format("quant_stage:\n  quant_modifiers:\n    {}:\n", gptq ? "GPTQModifier" : "QuantizationModifier");
    if (gptq)
        text += fmt::format("      dampening_frac: {}\n      block_size: 128\n", method.gptq.damping);
    Json groups = config.at("config_groups");
    if (gptq && method.gptq.actOrder)
        groups["group_0"]["weights"]["actorder"] = "static";
    text += fmt::format("      ignore: {}\n      config_groups: {}\n", dumped(config.at("ignore")), dumped(groups));
    return text;
}

std::string modelConfig(const PreparedFolder& prepared)
{
    Json config = prepared.scheme.layout->config(prepared.scheme, prepared.plainModules);
    const MethodOptions& method = prepared.options.method;
    if (method.row().levels == MethodRow::Levels::Compensated) {
        config["damp_percent"] = method.gptq.damping;
        config["static_groups"] = method.staticGroups;
    }
    config.erase("meta"); // it is not made by us
    return config.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

struct Tool {
    std::string_view name;
    std::array<const FolderLayout*, 3> layouts;
    std::string (*text)(const PreparedFolder& prepared);
};
const std::array<Tool, 2>& tools()
{
    static const std::array<Tool, 2> all{
        Tool{"llm-compressor", {&kPackQuantized, &kScaledEight, &kFloat4}, compressorRecipe},
        Tool{"gptqmodel", {&kGptqOne, &kGptqTwo, &kAwqGemm}, modelConfig}};
    return all;
}

} // namespace

Result<std::string> recipeText(const FolderOptions& options, std::string_view tool)
{
    const auto found = std::ranges::find(tools(), tool, &Tool::name);
    if (found == tools().end())
        return fail(ErrorCode::InvalidArgument, "recipe",
                    fmt::format("\"{}\" is none of llm-compressor, gptqmodel", tool));
    if (options.method.method != Method::Rtn && options.method.method != Method::Gptq)
        return fail(ErrorCode::InvalidArgument, "recipe",
                    fmt::format("recipes are written for rtn and gptq, not for {}", methodName(options.method.method)));
    FolderOptions plain = options; // whoever runs the recipe calibrates
    plain.method.method = Method::Rtn;
    plain.method.calibration.clear();
    auto prepared = prepareFolder(plain);
    if (!prepared)
        return tl::unexpected(std::move(prepared.error()));
    prepared->options.method = options.method;
    if (std::ranges::find(found->layouts, prepared->scheme.layout) == found->layouts.end())
        return fail(
            ErrorCode::InvalidArgument, "recipe",
            fmt::format("{} does not make {}; take {}", tool, prepared->scheme.name,
                        tool == "gptqmodel" ? "GPTQ or AWQ presets" : "presets of compressed-tensors (W4A16, …)"));
    return found->text(*prepared);
}

} // namespace headroom::quant
