// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/artifact/recipe.h"

#include "core/artifact/manifest.h"
#include "core/quant/folder/scheme.h"
#include "core/quant/round/methodoptions.h"

#include <span>

namespace headroom::artifact {

namespace {

void copyKeys(const Json& from, std::span<const char* const> keys, Json& to)
{
    for (const char* key : keys)
        if (from.is_object() && from.contains(key))
            to[key] = from.at(key);
}

void addMethod(const Json& manifest, const Json& parameters, Json& job)
{
    constexpr const char* kNumbers[] = {"damping", "alpha", "steps"};
    job["method"] = textOf(manifest, "method");
    copyKeys(parameters, kNumbers, job);
    if (!parameters.is_object())
        return;
    job["no_clip"] = parameters.value("clip", Json()) != true; // earlier versions did not
    job["natural_order"] = parameters.value("act_order", Json()) == false;
    job["dynamic_groups"] = parameters.value("static_groups", Json()) == false;
}

Json common(const Json& manifest, const RecipeFiles& files)
{
    return {{"source", files.source.string()},
            {"destination", files.destination.string()},
            {"preset", textOf(manifest, "preset")},
            {"imatrix", files.imatrix.string()},
            {"calibration", files.calibration.string()},
            {"allow_requantize", true},
            {"threads", files.threads}};
}

} // namespace

Json jsonOf(const Json& manifest, const char* key)
{
    return parseJson(textOf(manifest, key), key).value_or(Json());
}

bool isCalibrated(const Json& manifest)
{
    const auto method = quant::findMethod(textOf(manifest, "method"));
    return method && quant::needsCalibration(*method);
}

Json recipeOfFile(const Json& manifest, const RecipeFiles& files)
{
    constexpr const char* kWishes[]
        = {"pure",     "better_search", "rotate", "leave_output_tensor", "output_tensor_type", "token_embedding_type",
           "overrides"};
    Json job = common(manifest, files);
    job["preset_file"] = files.presetFile.string();
    job["replace"] = true;
    copyKeys(jsonOf(manifest, "wishes"), kWishes, job);
    addMethod(manifest, jsonOf(manifest, "method_parameters"), job);
    return job;
}

Json recipeOfFolder(const Json& manifest, const RecipeFiles& files)
{
    constexpr const char* kSizes[] = {"shard_bytes"};
    Json job = common(manifest, files);
    copyKeys(manifest, kSizes, job);
    const auto* scheme = quant::findFolderScheme(textOf(manifest, "preset"));
    if (scheme && scheme->grouped && manifest.contains("group_size"))
        job["group_size"] = manifest.at("group_size");
    addMethod(manifest, manifest.value("method_parameters", Json()), job);
    return job;
}

} // namespace headroom::artifact
