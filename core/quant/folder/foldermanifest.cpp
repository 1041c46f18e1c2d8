// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// manifest.json: how the folder was made, its files' hashes, each tensor's type, reason and measured error. Findings
// have a fixed room: what they leave of it becomes spaces at the end, which JSON allows.
#include "core/quant/folder/folderplan.h"

#include <algorithm>
#include <cmath>

namespace headroom::quant {

namespace {

constexpr double kLimit = 999.99; ///< dB; nothing longer is written
const std::string kNoHash(64, '0');

constexpr std::size_t kNoteRoom = 160; ///< bytes; a longer note ends there

std::string noteOf(const FolderFindings& findings, std::size_t item)
{
    return item < findings.notes.size() ? english(findings.notes[item]).substr(0, kNoteRoom) : std::string();
}

Json tensorsOf(const PreparedFolder& prepared, const FolderFindings& findings, bool room)
{
    Json tensors = Json::object();
    for (std::size_t i = 0; i < prepared.items.size(); ++i) {
        const FolderTensor& row = prepared.plan.tensors[i];
        Json entry{{"type", row.to}};
        if (!row.reason.empty())
            entry["reason"] = row.reason;
        if (prepared.items[i].quantized) {
            const auto error = decibels(findings.costs[i]);
            entry["error_db"] = room ? Json(-kLimit)
                : error              ? Json(std::round(std::clamp(*error, -kLimit, kLimit) * 100) / 100)
                                     : Json();
        }
        if (prepared.items[i].compensated || prepared.items[i].folded)
            entry["note"] = room ? std::string(kNoteRoom, 'x') : noteOf(findings, i);
        tensors[row.name] = std::move(entry);
    }
    return tensors;
}

Json sourceJson(const PreparedFolder& prepared, const FolderFindings& findings)
{
    const model::ModelFile& file = *prepared.source.file;
    const auto& path = file.path();
    return {{"name", (path.filename().empty() ? path.parent_path() : path).filename().string()},
            {"format", file.format()},
            {"bytes", file.fileBytes()},
            {"sha256", findings.sourceSha256.empty() ? kNoHash : findings.sourceSha256}};
}

std::string manifestText(const PreparedFolder& prepared, const FolderFindings& findings, bool room)
{
    Json files = Json::object();
    for (std::size_t i = 0; i < prepared.files.size(); ++i)
        files[prepared.files[i].first]
            = {{"bytes", prepared.files[i].second},
               {"sha256", i < findings.fileSha256.size() ? findings.fileSha256[i] : kNoHash}};
    Json manifest{{"headroom_version", HEADROOM_VERSION},    {"compiler_flags", "-ffp-contract=off"},
                  {"preset", prepared.scheme.name},          {"method", methodName(prepared.options.method.method)},
                  {"group_size", prepared.scheme.width},     {"shard_bytes", prepared.options.shardBytes},
                  {"source", sourceJson(prepared, findings)}};
    if (prepared.compensation)
        manifest["method_parameters"] = prepared.compensation->toJson();
    if (prepared.folds)
        manifest["method_parameters"] = prepared.folds->toJson();
    if (prepared.options.method.row().levels == MethodRow::Levels::HalfQuadratic)
        manifest["method_parameters"] = prepared.options.method.row().parameters(prepared.options.method);
    if (prepared.imatrix)
        manifest["imatrix"] = {{"name", prepared.imatrix->name},
                               {"sha256", prepared.imatrix->sha256},
                               {"chunks", prepared.imatrix->chunks}};
    manifest["warnings"] = prepared.plan.warnings;
    manifest["files"] = std::move(files);
    manifest["tensors"] = tensorsOf(prepared, findings, room);
    return manifest.dump(1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

std::optional<double> decibels(const EncodedSums& sums)
{
    if (!(sums.squaredError > 0) || !(sums.squares > 0))
        return std::nullopt;
    return 10 * std::log10(sums.squaredError / sums.squares);
}

std::string folderManifest(const PreparedFolder& prepared, const FolderFindings& findings)
{
    std::string text = manifestText(prepared, findings, false);
    text.resize(std::max(text.size(), manifestText(prepared, findings, true).size()), ' ');
    return text + "\n";
}

} // namespace headroom::quant
