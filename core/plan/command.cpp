// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/plan/command.h"

#include "core/machine/typedrig.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace headroom::plan {

namespace {

/// What computes, and what of the model it leaves in host memory.
void addEngine(const PlanRequest& request, std::vector<std::string>& words)
{
    if (request.engine != &defaultEngine() || !request.engineVersion.empty())
        words.insert(
            words.end(),
            {"--engine",
             std::string(request.engine->id) + (request.engineVersion.empty() ? "" : ":" + request.engineVersion)});
    if (request.offload.gpuLayers)
        words.insert(words.end(), {"--gpu-layers", std::to_string(*request.offload.gpuLayers)});
    if (request.offload.cpuExperts >= request.model.shape.layers)
        words.emplace_back("--cpu-moe");
    else if (request.offload.cpuExperts > 0)
        words.insert(words.end(), {"--n-cpu-moe", std::to_string(request.offload.cpuExperts)});
}

} // namespace

bool hasOwnBeside(const PlanRequest& request)
{
    const auto& own = request.model.leftOut;
    return std::ranges::any_of(request.beside,
                               [&](const auto& part) { return std::ranges::find(own, part) != own.end(); });
}

std::vector<std::string> commandOf(const PlanRequest& request)
{
    const PlanRequest usual;
    const Workload& load = request.workload;
    std::vector<std::string> words{
        "plan",
        "--model",
        request.model.fileBytes > 0 ? std::filesystem::absolute(request.model.source).string() : request.model.name,
        "--rig",
        machine::typedRig(request.rig),
        "--context",
        std::to_string(load.context),
        "--concurrency",
        std::to_string(load.concurrency)};
    if (!request.preset.empty())
        words.insert(words.end(), {"--preset", request.preset});
    if (hasOwnBeside(request))
        words.emplace_back("--with-projector");
    if (!request.projector.empty())
        words.insert(words.end(), {"--projector", std::filesystem::absolute(request.projector).string()});
    if (request.kvType != usual.kvType)
        words.insert(words.end(), {"--kv-type", request.kvType});
    addEngine(request, words);
    if (load.promptTokens != usual.workload.promptTokens || load.outputTokens != usual.workload.outputTokens)
        words.insert(words.end(), {"--workload", fmt::format("{}:{}", load.promptTokens, load.outputTokens)});
    return words;
}

} // namespace headroom::plan
