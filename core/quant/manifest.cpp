// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/manifest.h"

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

/// A source that was quantized by us has a manifest of its own; this artifact gets its own.
void eraseManifest(model::Metadata& metadata)
{
    std::vector<std::string> old;
    for (const auto& [key, value] : metadata.entries())
        if (key.starts_with("headroom."))
            old.push_back(key);
    for (const auto& key : old)
        metadata.erase(key);
}

} // namespace

model::Metadata artifactMetadata(const model::GgufFile& source, std::string_view sourceSha256, const Preset& preset,
                                 std::span<const Assignment> assignments)
{
    model::Metadata metadata = source.metadata();
    eraseManifest(metadata);
    metadata.set("general.file_type", {preset.fileType});
    metadata.set("general.quantization_version", {kQuantizationVersion});
    metadata.set("headroom.version", {std::string(HEADROOM_VERSION)});
    metadata.set("headroom.method", {std::string("rtn")});
    metadata.set("headroom.preset", {std::string(preset.name)});
    metadata.set("headroom.source.name", {source.path().filename().string()});
    metadata.set("headroom.source.sha256", {std::string(sourceSha256)});
    metadata.set("headroom.source.bytes", {source.fileBytes()});
    metadata.set("headroom.compiler_flags", {std::string("-ffp-contract=off")});
    metadata.set("headroom.tensor_types", {tensorTypes(assignments)});
    return metadata;
}

} // namespace headroom::quant
