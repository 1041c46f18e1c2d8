// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/quantizeoptions.h"

namespace headroom::quant {

Status choosePreset(const Parameters& parameters, QuantizeOptions& options)
{
    const auto* builtIn = findPreset(parameters.text("preset"));
    options.preset = builtIn ? builtIn->name : parameters.text("preset"); // as it is spelt, whatever the case
    options.presetFile = parameters.path("preset_file");
    if (const Json* definition = parameters.object("preset_definition")) {
        if (!options.presetFile.empty())
            return fail(ErrorCode::InvalidArgument, "job, parameter preset_definition", "and preset_file: give one");
        auto preset = presetFromJson(*definition, "job, parameter preset_definition");
        if (!preset)
            return tl::unexpected(std::move(preset.error()));
        options.ownPreset = std::move(*preset);
    }
    if (options.preset.empty() && !options.ownPreset && options.presetFile.empty())
        return fail(ErrorCode::InvalidArgument, "job, parameter preset", "is missing");
    return {};
}

Result<QuantizeOptions> quantizeOptions(const Json& json)
{
    return Parameters::read(json, quantizeParameters()).and_then([](const Parameters& parameters) {
        return quantizeOptions(parameters);
    });
}

} // namespace headroom::quant
