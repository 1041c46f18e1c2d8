// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/job/folderoptions.h"
#include "core/job/parameters.h"
#include "core/job/quantizeoptions.h"
#include "core/job/work.h"
#include "core/quant/folder/scheme.h"

#include <cmath>

namespace headroom::job {

namespace {

/// What folders have no use for: false, empty and 0 are not asked for.
Status refuseOthers(const Json& json)
{
    for (const char* key :
         {"preset_file", "preset_definition", "overrides", "pure", "leave_output_tensor", "better_search", "rotate",
          "output_tensor_type", "token_embedding_type", "split_max_bytes", "split_max_tensors", "replace"}) {
        const auto found = json.find(key);
        if (found == json.end() || found->is_null() || *found == false || *found == "" || *found == 0
            || (found->is_array() && found->empty()))
            continue;
        return fail(ErrorCode::InvalidArgument, std::string("job, parameter ") + key,
                    "has no meaning where a Hugging Face folder is written; leave it out");
    }
    return {};
}

/// whole: where the folder stands now.
Status recordFolder(store::RunResults& results, const quant::FolderOptions& options,
                    const quant::FolderOutcome& outcome, const std::filesystem::path& whole)
{
    auto source = modelRow(*outcome.source, outcome.sourceSha256);
    if (!source)
        return tl::unexpected(source.error());
    const auto text = readTextFile(whole / "manifest.json");
    auto manifest = text ? parseJson(*text, "manifest.json") : tl::unexpected(text.error());
    if (!manifest)
        return tl::unexpected(std::move(manifest.error()));
    store::ArtifactRow row;
    row.path = absolutePath(options.destination);
    row.sha256 = outcome.sha256;
    row.preset = outcome.plan.scheme;
    row.fileBytes = outcome.plan.weightBytes;
    row.manifest = std::move(*manifest);
    results.model = std::move(*source);
    results.artifact = std::move(row);
    return {};
}

} // namespace

bool isFolderPreset(const Json& parameters)
{
    const auto preset = parameters.is_object() ? parameters.find("preset") : parameters.end();
    return preset != parameters.end() && preset->is_string()
        && quant::findFolderScheme(preset->get<std::string>()) != nullptr;
}

Result<quant::FolderOptions> folderOptions(const Json& json)
{
    HEADROOM_TRY(refuseOthers(json));
    Parameters parameters(json);
    quant::FolderOptions options;
    options.source = parameters.path("source");
    options.destination = parameters.path("destination");
    options.scheme = parameters.text("preset");
    options.imatrix = parameters.textOr("imatrix", "");
    options.groupSize = parameters.bytes("group_size");
    if (const std::uint64_t bytes = parameters.bytes("shard_bytes"); bytes > 0)
        options.shardBytes = bytes;
    options.memoryLimitBytes = parameters.bytes("memory_limit_bytes");
    options.allowRequantize = parameters.flag("allow_requantize");
    options.threads = parameters.threads();
    HEADROOM_TRY(readMethod(parameters, options.method));
    HEADROOM_TRY(parameters.status());
    return options;
}

Result<Json> quantizeFolderWork(Parameters& parameters, const Record& record, JobControl& control)
{
    auto options = folderOptions(parameters.json());
    if (!options)
        return tl::unexpected(options.error());
    Status recorded;
    if (record.results)
        options->beforeName
            = [&](const quant::FolderOutcome& outcome, const std::filesystem::path& whole, const FileState& state) {
                  recorded = recordFolder(*record.results, *options, outcome, whole);
                  if (recorded)
                      record.promise(quant::toJson(outcome), {absolutePath(options->destination), state});
              };
    const auto outcome = quant::quantizeFolder(*options, control);
    if (!outcome)
        return tl::unexpected(outcome.error());
    HEADROOM_TRY(recorded);
    return quant::toJson(*outcome);
}

} // namespace headroom::job
