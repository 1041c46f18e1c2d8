// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/artifact/recipe.h"

#include "core/artifact/manifest.h"
#include "core/quant/folder/folderoptions.h"
#include "core/quant/folder/scheme.h"
#include "core/quant/preset/wishes.h"
#include "core/quant/round/methodoptions.h"

namespace headroom::artifact {

namespace {

void copyRow(const Json& from, const Parameter& row, Json& to)
{
    if (from.is_object() && from.contains(row.key))
        to[row.key] = from.at(row.key);
}

void addMethod(const Json& manifest, const Json& parameters, Json& job)
{
    job["method"] = textOf(manifest, "method");
    for (const Parameter& row : quant::kMethodParameters)
        if (row.kind == ValueKind::Real || row.kind == ValueKind::Whole)
            copyRow(parameters, row, job);
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
    return method && quant::rowOf(*method).needsCalibration();
}

Json recipeOfFile(const Json& manifest, const RecipeFiles& files)
{
    Json job = common(manifest, files);
    job["preset_file"] = files.presetFile.string();
    job["replace"] = true;
    const Json wishes = jsonOf(manifest, "wishes");
    for (const Parameter& row : quant::kWishes)
        copyRow(wishes, row, job);
    addMethod(manifest, jsonOf(manifest, "method_parameters"), job);
    return job;
}

Json recipeOfFolder(const Json& manifest, const RecipeFiles& files)
{
    Json job = common(manifest, files);
    for (const Parameter& row : quant::kFolderParameters)
        copyRow(manifest, row, job);
    if (const auto* scheme = quant::findFolderScheme(textOf(manifest, "preset")); !scheme || !scheme->grouped)
        job.erase("group_size"); // nothing that could be chosen
    addMethod(manifest, manifest.value("method_parameters", Json()), job);
    return job;
}

} // namespace headroom::artifact
