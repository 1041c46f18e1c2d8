// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"
#include "core/quant/run/quantize.h"

#include <cmath>

namespace headroom::quant {

namespace {

Json filesJson(const std::vector<ArtifactFile>& files)
{
    Json json = Json::array();
    for (const ArtifactFile& file : files)
        json.push_back({{"path", file.path.string()}, {"tensors", file.tensors}, {"bytes", file.bytes}});
    return json;
}

Json pathsJson(const std::vector<std::filesystem::path>& paths)
{
    Json json = Json::array();
    for (const auto& path : paths)
        json.push_back(path.string());
    return json;
}

} // namespace

Json toJson(const Seconds& seconds)
{
    return {{"low", seconds.low}, {"high", seconds.high}};
}

Json toJson(const TensorOutcome& outcome)
{
    // JSON has no infinity: an exact tensor's relative error is null.
    const Json decibels = std::isfinite(outcome.relativeErrorDb) ? Json(outcome.relativeErrorDb) : Json(nullptr);
    return {{"name", outcome.name},
            {"type", tensor::format(outcome.to).name},
            {"from", tensor::format(outcome.from).name},
            {"shape", outcome.shape},
            {"bytes", outcome.bytes},
            {"rmse", outcome.rmse},
            {"relative_error_db", decibels},
            {"max_error", outcome.maxError},
            {"reason", outcome.reason},
            {"fallback", outcome.fallback}};
}

Json eventOf(const TensorOutcome& outcome)
{
    Json json = toJson(outcome);
    json["remark"] = toJson(outcome.reason);
    return json;
}

Json toJson(const QuantizeOutcome& outcome)
{
    Json tensors = Json::array();
    for (const auto& tensor : outcome.tensors)
        tensors.push_back(eventOf(tensor));
    return {{"output_bytes", outcome.outputBytes},
            {"files", filesJson(outcome.files)},
            {"replaced_files", pathsJson(outcome.replaced)},
            {"bits_per_weight", outcome.bitsPerWeight},
            {"seconds", outcome.seconds},
            {"sha256", outcome.sha256},
            {"source_sha256", outcome.sourceSha256},
            {"resumed_bytes", outcome.resumedBytes},
            {"warnings", outcome.warnings},
            {"method", outcome.method},
            {"tensors", std::move(tensors)}};
}

Json toJson(const QuantizePlan& plan)
{
    Json tensors = Json::array();
    for (std::size_t i = 0; i < plan.assignments.size(); ++i) {
        const Assignment& assignment = plan.assignments[i];
        tensors.push_back({{"name", assignment.tensor},
                           {"type", tensor::format(assignment.to).name},
                           {"from", tensor::format(assignment.from).name},
                           {"shape", plan.model.tensors[i].shape},
                           {"bytes", assignment.bytes},
                           {"reason", assignment.reason},
                           {"fallback", assignment.fallback}});
    }
    return {{"output_bytes", plan.outputBytes},
            {"files", filesJson(plan.files)},
            {"free_bytes", plan.freeBytes},
            {"bits_per_weight", plan.bitsPerWeight},
            {"substituted_tensors", plan.substitutes},
            {"substituted_bits_per_weight", plan.substitutes > 0 ? Json(plan.substituteBits) : Json()},
            {"memory_bytes", plan.memoryBytes},
            {"expected_seconds", plan.expected ? toJson(*plan.expected) : Json()},
            {"needs_imatrix", !plan.missingImportance.empty()},
            {"warnings", plan.warnings},
            {"tensors", std::move(tensors)}};
}

} // namespace headroom::quant
