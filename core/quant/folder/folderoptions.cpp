// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/folderoptions.h"

#include "core/base/json.h"
#include "core/quant/folder/scheme.h"
#include "core/quant/run/quantizeoptions.h"

namespace headroom::quant {

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

} // namespace

bool isFolderPreset(const Json& parameters)
{
    const auto preset = parameters.is_object() ? parameters.find("preset") : parameters.end();
    return preset != parameters.end() && preset->is_string() && findFolderScheme(preset->get<std::string>()) != nullptr;
}

Result<FolderOptions> folderOptions(const Json& json)
{
    HEADROOM_TRY(refuseOthers(json));
    Parameters parameters(json);
    FolderOptions options;
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

} // namespace headroom::quant
