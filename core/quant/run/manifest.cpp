// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/run/manifest.h"

#include "core/base/json.h"

namespace headroom::quant {

namespace {

constexpr std::uint32_t kQuantizationVersion = 2; ///< ggml's GGML_QNT_VERSION of these block formats

/// {"blk.0.attn_q.weight":{"type":"Q4_K","reason":"the preset's type"},…}
std::string tensorTypes(std::span<const Assignment> assignments)
{
    Json types = Json::object();
    for (const auto& assignment : assignments)
        types[assignment.tensor] = {{"type", tensor::format(assignment.to).name}, {"reason", assignment.reason}};
    return types.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// A source that was quantized by us has a manifest of its own, and one of several files says how it is split: neither
/// is true of the artifact.
void eraseManifest(model::Metadata& metadata)
{
    std::vector<std::string> old;
    for (const auto& [key, value] : metadata.entries())
        if (key.starts_with("headroom.") || key.starts_with("split.") || key.starts_with("quantize.imatrix."))
            old.push_back(key);
    for (const auto& key : old)
        metadata.erase(key);
}

void describeImatrix(const Imatrix& matrix, model::Metadata& metadata)
{
    metadata.set("quantize.imatrix.file", {matrix.name});
    if (!matrix.datasets.empty())
        metadata.set("quantize.imatrix.dataset", {matrix.datasets.front()});
    metadata.set("quantize.imatrix.entries_count", {static_cast<std::uint32_t>(matrix.entries.size())});
    metadata.set("quantize.imatrix.chunks_count", {matrix.chunks});
    metadata.set("headroom.imatrix.sha256", {matrix.sha256});
}

} // namespace

model::Metadata artifactMetadata(const Prepared& prepared, std::string_view sourceSha256)
{
    const model::ModelFile& source = *prepared.file;
    const Preset& preset = prepared.preset;
    model::Metadata metadata = source.metadata();
    eraseManifest(metadata);
    if (!preset.copies)
        metadata.set("general.file_type", {preset.fileType});
    metadata.set("general.quantization_version", {kQuantizationVersion});
    metadata.set("headroom.version", {std::string(HEADROOM_VERSION)});
    metadata.set("headroom.method",
                 {std::string(methodName(prepared.method ? prepared.method->options.method : Method::Rtn))});
    if (prepared.method)
        metadata.set("headroom.method_parameters",
                     {toJson(*prepared.method).dump(-1, ' ', false, Json::error_handler_t::replace)});
    metadata.set("headroom.preset", {preset.name});
    if (const Preset* builtIn = findPreset(preset.name); !builtIn || toJson(*builtIn) != toJson(preset))
        metadata.set("headroom.preset_rules", {toJson(preset).dump(-1, ' ', false, Json::error_handler_t::replace)});
    if (const Json wishes = toJson(prepared.wishes); !wishes.empty())
        metadata.set("headroom.wishes", {wishes.dump(-1, ' ', false, Json::error_handler_t::replace)});
    metadata.set("headroom.source.name", {source.path().filename().string()});
    metadata.set("headroom.source.sha256", {std::string(sourceSha256)});
    metadata.set("headroom.source.bytes", {source.fileBytes()});
    metadata.set("headroom.compiler_flags", {std::string("-ffp-contract=off")});
    metadata.set("headroom.tensor_types", {tensorTypes(prepared.plan.assignments)});
    if (prepared.imatrix)
        describeImatrix(*prepared.imatrix, metadata);
    return metadata;
}

} // namespace headroom::quant
