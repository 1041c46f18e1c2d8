// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/artifact/sidecar.h"

#include "core/artifact/manifest.h"
#include "core/base/file.h"
#include "core/base/manifestfile.h"
#include "core/model/ggufsplit.h"

namespace headroom::artifact {

namespace {

/// A manifest's texts that are JSON themselves.
Json parsed(const Json& manifest, const char* key)
{
    return parseJson(textOf(manifest, key), key).value_or(Json());
}

Json valueOf(const Json& manifest, const char* key)
{
    return manifest.value(key, Json());
}

Json imatrixOf(const model::Metadata& artifact, const Json& manifest)
{
    const auto* name = artifact.find("quantize.imatrix.file");
    return name ? Json{{"file", valueToJson(*name)}, {"sha256", valueOf(manifest, "imatrix.sha256")}} : Json();
}

std::filesystem::path firstFileOf(const std::filesystem::path& artifact)
{
    const auto shard = model::ShardName::of(artifact);
    return shard ? shard->sibling(1) : artifact;
}

} // namespace

std::filesystem::path sidecarPath(const std::filesystem::path& artifact)
{
    return manifestBeside(firstFileOf(artifact));
}

Json sidecar(const model::Metadata& artifact, const quant::QuantizeOutcome& outcome)
{
    const Json manifest = manifestOf(artifact);
    Json tensors = Json::array();
    for (const auto& tensor : outcome.tensors)
        tensors.push_back(quant::toJson(tensor));
    Json files = Json::array();
    for (const auto& part : outcome.files)
        files.push_back(part.path.filename().string());
    return Json{{"format", kManifestFormat},
                {"artifact",
                 {{"name", outcome.files.front().path.filename().string()},
                  {"sha256", outcome.sha256},
                  {"bytes", outcome.outputBytes},
                  {"files", files}}},
                {"tool",
                 {{"name", "headroom"},
                  {"version", valueOf(manifest, "version")},
                  {"compiler_flags", valueOf(manifest, "compiler_flags")}}},
                {"source",
                 {{"name", valueOf(manifest, "source.name")},
                  {"sha256", valueOf(manifest, "source.sha256")},
                  {"bytes", valueOf(manifest, "source.bytes")}}},
                {"method", valueOf(manifest, "method")},
                {"method_parameters", parsed(manifest, "method_parameters")},
                {"preset", valueOf(manifest, "preset")},
                {"preset_rules", parsed(manifest, "preset_rules")},
                {"wishes", parsed(manifest, "wishes")},
                {"imatrix", imatrixOf(artifact, manifest)},
                {"seeds", Json::array()}, // no method draws random numbers
                {"tensors", std::move(tensors)},
                {"metrics", {{"bits_per_weight", outcome.bitsPerWeight}, {"seconds", outcome.seconds}}},
                {"warnings", outcome.warnings}};
}

Result<Output> sidecarAt(const std::filesystem::path& artifact, bool replace,
                         std::span<const std::filesystem::path> inputs)
{
    const auto path = sidecarPath(artifact);
    return outputAt(path, replace || isManifest(path), inputs);
}

Status writeSidecar(const Output& output, const model::Metadata& artifact, const quant::QuantizeOutcome& outcome)
{
    const std::string text = sidecar(artifact, outcome).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    return writeFile(output, std::as_bytes(std::span(text)));
}

void removeSidecar(const std::filesystem::path& artifact)
{
    removeManifestBeside(firstFileOf(artifact));
}

} // namespace headroom::artifact
