// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/quantizeoptions.h"

#include "core/base/parameters.h"

#include <fmt/ranges.h>

namespace headroom::quant {

namespace {

Status readType(Parameters& parameters, const char* key, std::optional<tensor::Type>& type)
{
    const std::string name = parameters.textOr(key, "");
    if (name.empty())
        return {};
    const auto found = encodableType(name);
    if (!found)
        return fail(ErrorCode::InvalidArgument, std::string("job, parameter ") + key,
                    found.error().where + " " + found.error().detail);
    type = *found;
    return {};
}

Status readWishes(Parameters& parameters, AssignOptions& wishes)
{
    wishes.pure = parameters.flag("pure");
    wishes.leaveOutput = parameters.flag("leave_output_tensor");
    wishes.betterSearch = parameters.flag("better_search");
    const std::string rotation = parameters.textOr("rotate", "");
    if (!rotation.empty() && rotation != "hadamard")
        return fail(ErrorCode::InvalidArgument, "job, parameter rotate", "is not hadamard");
    wishes.rotate = !rotation.empty();
    HEADROOM_TRY(readType(parameters, "output_tensor_type", wishes.outputType));
    HEADROOM_TRY(readType(parameters, "token_embedding_type", wishes.embeddingType));
    for (const std::string& text : parameters.texts("overrides")) {
        auto override = Override::parse(text);
        if (!override)
            return tl::unexpected(std::move(override.error()));
        wishes.overrides.push_back(std::move(*override));
    }
    return {};
}

Status readDefinition(const Json& json, QuantizeOptions& options)
{
    const auto found = json.is_object() ? json.find("preset_definition") : json.end();
    if (!json.is_object() || found == json.end() || found->is_null())
        return {};
    if (!options.presetFile.empty())
        return fail(ErrorCode::InvalidArgument, "job, parameter preset_definition", "and preset_file: give one");
    auto preset = presetFromJson(*found, "job, parameter preset_definition");
    if (!preset)
        return tl::unexpected(std::move(preset.error()));
    options.ownPreset = std::move(*preset);
    return {};
}

} // namespace

Status readMethod(Parameters& parameters, MethodOptions& method)
{
    const std::string name = parameters.textOr("method", "rtn");
    const auto found = findMethod(name);
    if (!found)
        return fail(ErrorCode::InvalidArgument, "job, parameter method",
                    fmt::format("is none of {}", fmt::join(methodNames(), ", ")));
    method.method = *found;
    method.calibration = parameters.textOr("calibration", "");
    method.gptq.damping = parameters.number("damping", method.gptq.damping);
    method.gptq.actOrder = !parameters.flag("natural_order");
    method.staticGroups = !parameters.flag("dynamic_groups");
    method.alpha = parameters.number("alpha", method.alpha);
    method.clip = !parameters.flag("no_clip");
    method.steps = parameters.count("steps", method.steps);
    return {};
}

Result<QuantizeOptions> quantizeOptions(const Json& json)
{
    Parameters parameters(json);
    QuantizeOptions options;
    options.source = parameters.path("source");
    options.destination = parameters.path("destination");
    options.presetFile = parameters.textOr("preset_file", "");
    HEADROOM_TRY(readDefinition(json, options));
    const bool own = options.ownPreset || !options.presetFile.empty();
    const auto known = [](std::string_view name) { return findPreset(name) != nullptr; };
    options.preset = own ? parameters.textOr("preset", "") : parameters.name("preset", nullptr, known, presetNames());
    options.imatrix = parameters.textOr("imatrix", "");
    options.replace = parameters.flag("replace");
    options.allowRequantize = parameters.flag("allow_requantize");
    options.threads = parameters.threads();
    options.memoryLimitBytes = parameters.bytes("memory_limit_bytes");
    options.split = {parameters.bytes("split_max_bytes"), parameters.bytes("split_max_tensors")};
    HEADROOM_TRY(readMethod(parameters, options.method));
    HEADROOM_TRY(readWishes(parameters, options.wishes));
    HEADROOM_TRY(parameters.status());
    if (const auto* preset = findPreset(options.preset))
        options.preset = preset->name; // as it is spelt, whatever the case it was asked in
    return options;
}

} // namespace headroom::quant
