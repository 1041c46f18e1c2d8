// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Beside config.json: AutoGPTQ's quantize_config.json, AutoAWQ's quant_config.json, ModelOpt's hf_quant_config.json
// ({"producer": …, "quantization": {"quant_algo": "NVFP4", "exclude_modules": […]}}). MLX writes "quantization":
// {"group_size": 64, "bits": 4} into config.json, the same once more as "quantization_config", and packs codes, scales
// and biases in a form of its own.
#include "core/model/hf/quantconfig.h"

#include "core/base/pythonjson.h"
#include "core/model/hf/configured.h"

#include <fmt/format.h>

namespace headroom::model::hf {

namespace {

/// The object of a file that may be there.
Json objectIn(const std::filesystem::path& path)
{
    const auto text = readTextFile(path, kMaxConfig);
    auto json = text ? parsePythonJson(*text, path.string()) : Result<Json>(Json());
    return json && json->is_object() ? std::move(*json) : Json::object();
}

Json besideOfModelOpt(const std::filesystem::path& folder)
{
    Json own = objectIn(folder / "hf_quant_config.json").value("quantization", Json());
    if (!own.is_object())
        return Json::object();
    own["quant_method"] = "modelopt";
    return own;
}

} // namespace

Result<Json> quantizationOf(const Json& config, const std::filesystem::path& folder)
{
    const Json said = config.value("quantization_config", Json());
    const Json mlx = config.value("quantization", Json());
    if (mlx.is_object() && mlx.contains("bits") && (!said.is_object() || !said.contains("quant_method")))
        return fail(ErrorCode::Unsupported, (folder / "config.json").string() + ", \"quantization\"",
                    fmt::format("is a folder that MLX wrote, quantized to {} bits in its own form: only MLX runs it; "
                                "take the model that it was made of",
                                mlx.at("bits").dump()));
    if (!said.is_null())
        return said;
    for (const char* name : {"quantize_config.json", "quant_config.json"})
        if (Json own = objectIn(folder / name); !own.empty())
            return own;
    return besideOfModelOpt(folder);
}

std::string methodOf(const Json& quantization)
{
    const Json said = quantization.is_object() ? quantization.value("quant_method", Json()) : Json();
    if (!said.is_string())
        return quantization.is_object() && !quantization.empty() ? "a method without a name" : std::string();
    const auto method = said.get<std::string>();
    return method.starts_with("modelopt") ? "modelopt" : method;
}

} // namespace headroom::model::hf
