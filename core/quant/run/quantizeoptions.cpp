// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/quantizeoptions.h"

namespace headroom::quant {

namespace {

/// The table has found the name to be one.
std::optional<tensor::Type> typeIn(const Parameters& parameters, std::string_view key)
{
    const auto type = encodableType(parameters.text(key));
    return type ? std::optional(*type) : std::nullopt;
}

AssignOptions wishesOf(const Parameters& parameters)
{
    AssignOptions wishes;
    wishes.pure = parameters.flag("pure");
    wishes.leaveOutput = parameters.flag("leave_output_tensor");
    wishes.betterSearch = parameters.flag("better_search");
    wishes.rotate = parameters.isGiven("rotate");
    wishes.outputType = typeIn(parameters, "output_tensor_type");
    wishes.embeddingType = typeIn(parameters, "token_embedding_type");
    for (const std::string& text : parameters.texts("overrides"))
        if (auto override = Override::parse(text))
            wishes.overrides.push_back(std::move(*override));
    return wishes;
}

Status readDefinition(const Parameters& parameters, QuantizeOptions& options)
{
    const Json* definition = parameters.object("preset_definition");
    if (!definition)
        return {};
    if (!options.presetFile.empty())
        return fail(ErrorCode::InvalidArgument, "job, parameter preset_definition", "and preset_file: give one");
    auto preset = presetFromJson(*definition, "job, parameter preset_definition");
    if (!preset)
        return tl::unexpected(std::move(preset.error()));
    options.ownPreset = std::move(*preset);
    return {};
}

} // namespace

Result<QuantizeOptions> quantizeOptions(const Parameters& parameters)
{
    QuantizeOptions options;
    options.source = parameters.path("source");
    options.destination = parameters.path("destination");
    options.presetFile = parameters.path("preset_file");
    HEADROOM_TRY(readDefinition(parameters, options));
    options.preset = parameters.text("preset");
    if (options.preset.empty() && !options.ownPreset && options.presetFile.empty())
        return fail(ErrorCode::InvalidArgument, "job, parameter preset", "is missing");
    options.imatrix = parameters.path("imatrix");
    options.replace = parameters.flag("replace");
    options.allowRequantize = parameters.flag("allow_requantize");
    options.threads = parameters.count("threads");
    options.device = parameters.text("device");
    options.memoryLimitBytes = parameters.whole("memory_limit_bytes");
    options.split = {parameters.whole("split_max_bytes"), parameters.whole("split_max_tensors")};
    options.method = methodOptions(parameters);
    options.wishes = wishesOf(parameters);
    if (const auto* preset = findPreset(options.preset))
        options.preset = preset->name; // as it is spelt, whatever the case it was asked in
    return options;
}

Result<QuantizeOptions> quantizeOptions(const Json& json)
{
    return Parameters::read(json, quantizeParameters()).and_then([](const Parameters& parameters) {
        return quantizeOptions(parameters);
    });
}

} // namespace headroom::quant
