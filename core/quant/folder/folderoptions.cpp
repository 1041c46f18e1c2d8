// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/quant/folder/folderoptions.h"

#include "core/quant/folder/scheme.h"
#include "core/quant/run/quantizeoptions.h"

namespace headroom::quant {

bool isFolderPreset(const Parameters& parameters)
{
    return findFolderScheme(parameters.text("preset")) != nullptr;
}

FolderOptions folderOptions(const Parameters& parameters)
{
    FolderOptions options;
    options.source = parameters.path("source");
    options.destination = parameters.path("destination");
    options.scheme = parameters.text("preset");
    options.imatrix = parameters.path("imatrix");
    options.groupSize = parameters.whole("group_size");
    options.shardBytes = parameters.chosen<std::uint64_t>("shard_bytes").value_or(options.shardBytes);
    options.memoryLimitBytes = parameters.whole("memory_limit_bytes");
    options.allowRequantize = parameters.flag("allow_requantize");
    options.threads = parameters.count("threads");
    options.device = parameters.text("device");
    options.method = methodOptions(parameters);
    return options;
}

Result<FolderOptions> folderOptions(const Json& json)
{
    return Parameters::read(json, quantizeParameters()).map([](const Parameters& parameters) {
        return folderOptions(parameters);
    });
}

} // namespace headroom::quant
