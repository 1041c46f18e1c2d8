// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "options.h"

#include "console.h"
#include "core/infer/kvtypes.h"

#include <fmt/core.h>

namespace headroom::cli {

void addJson(CLI::App& app, bool& json)
{
    app.add_flag("--json", json, "print one JSON document");
}

void addThreads(CLI::App& app, unsigned& threads)
{
    app.add_option("--threads", threads, "threads to use (default: physical cores)")
        ->type_name("N")
        ->check(CLI::Range(0, 1024));
}

void addKvType(CLI::App& app, std::string& kvType)
{
    app.add_option("--kv-type", kvType, "number format of the KV cache: " + infer::kvTypeNames() + " (default: f32)")
        ->type_name("TYPE");
}

void addFast(CLI::App& app, bool& fast)
{
    app.add_flag("--fast", fast,
                 "8-bit or bfloat16 activations instead of exact sums; what that changes is measured and reported");
}

void addDevice(CLI::App& app, std::string& device)
{
    app.add_option("--device", device, "auto, cpu or cuda[:N] (default: auto)")->type_name("D");
}

void addSeed(CLI::App& app, std::uint64_t& seed)
{
    app.add_option("--seed", seed, "seed of the random numbers (default: 42)")->type_name("N");
}

void addProject(CLI::App& app, std::string& project)
{
    app.add_option("--project", project, "keep run, results and artifact in this project file")->type_name("FILE");
}

void addReplace(CLI::App& app, bool& replace, const std::string& what)
{
    app.add_flag("--replace", replace, "overwrite " + what + " when it exists");
}

void addModel(CLI::App& app, std::string& model)
{
    app.add_option("MODEL", model, "a GGUF file or shard, a Hugging Face folder, or safetensors")->required();
}

CLI::Validator realRange(double low, double high)
{
    const auto check = [low, high](const std::string& text) {
        double value = 0;
        if (CLI::detail::lexical_cast(text, value) && value >= low && value <= high)
            return std::string();
        return fmt::format("Value {} not in range {} to {}", text, low, high);
    };
    return {check, fmt::format("{} to {}", low, high)};
}

Status checkDevice(const std::string& device)
{
    if (device == "auto" || device == "cpu")
        return {};
    if (device == "cuda" || device.starts_with("cuda:"))
        return fail(ErrorCode::Unsupported, "--device " + device, "this build computes on the CPU only");
    return fail(ErrorCode::InvalidArgument, "--device " + device, "is none of auto, cpu, cuda[:N]");
}

Result<job::JobResult> runJob(std::string kind, const std::string& project, Json parameters)
{
    Console console;
    return job::run({std::move(kind), project, std::move(parameters)}, console);
}

Json document(const job::JobResult& result)
{
    Json json = result.result;
    if (result.run != 0)
        json["run"] = result.run;
    return json;
}

} // namespace headroom::cli
