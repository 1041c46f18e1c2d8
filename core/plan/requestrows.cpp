// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/plan/requestrows.h"

#include "core/base/json.h"
#include "core/machine/catalogue.h"
#include "core/machine/typedrig.h"
#include "core/machine/writtenrig.h"
#include "core/plan/bounds.h"
#include "core/quant/folder/scheme.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>

namespace headroom::plan {

namespace {

const Json* valueIn(const Json& stored, std::string_view key)
{
    const auto found = stored.is_object() ? stored.find(key) : stored.end();
    return stored.is_object() && found != stored.end() ? &*found : nullptr;
}

void takeText(const Json& stored, const char* key, std::string& text)
{
    if (const Json* value = valueIn(stored, key); value && value->is_string())
        text = value->get<std::string>();
}

void takeCount(const Json& stored, const char* key, std::uint32_t& count)
{
    const Json* value = valueIn(stored, key);
    if (value && value->is_number_unsigned()
        && value->get<std::uint64_t>() <= std::numeric_limits<std::uint32_t>::max())
        count = value->get<std::uint32_t>();
}

std::string typedModel(const PlanRequest& request)
{
    return request.model.fileBytes > 0 ? std::filesystem::absolute(request.model.source).string() : request.model.name;
}

/// What only the one who typed it can mend. A file is found missing or damaged later.
std::string faultOfRig(const std::string& text)
{
    if (text == "detected" || machine::namesRigFile(text))
        return {};
    const auto rig = machine::designRig(text);
    return rig ? std::string() : rig.error().where + ": " + rig.error().detail;
}

std::string faultOfPresetName(const std::string& name)
{
    return quant::findPreset(name) || quant::findFolderScheme(name)
        ? std::string()
        : fmt::format("\"{}\" is none of the presets: headroom-cli catalog presets", name);
}

std::string faultOfEngine(const std::string& text)
{
    const auto choice = chooseEngine(text);
    return choice ? std::string() : choice.error().where + " " + choice.error().detail;
}

std::string engineHelp()
{
    return fmt::format("{} (default: {})", engineNames(), defaultEngine().id);
}

/// Of any engine; whether the chosen one has it, the plan says.
bool isKvType(std::string_view name)
{
    return std::ranges::any_of(engines(),
                               [name](const Engine* engine) { return findKvType(*engine, name) != nullptr; });
}

std::string everyKvType()
{
    std::vector<std::string_view> names;
    for (const Engine* engine : engines())
        for (const auto& type : engine->kvTypes)
            if (std::ranges::find(names, type.name) == names.end())
                names.push_back(type.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string typedEngine(const PlanRequest& request)
{
    if (request.engine == &defaultEngine() && request.engineVersion.empty())
        return {};
    return std::string(request.engine->id) + (request.engineVersion.empty() ? "" : ":" + request.engineVersion);
}

bool keepsAllExperts(const PlanRequest& request)
{
    return request.offload.cpuExperts > 0 && request.offload.cpuExperts >= request.model.shape.layers;
}

constexpr std::array kWhatAndWhere{
    RequestRow{{.key = "rig",
                .flag = "--rig",
                .placeholder = "R",
                .help = "\"2x RTX 3090 + 1000W\", a rig's JSON or its file, or {default} (default)",
                .usualText = "detected",
                .fault = faultOfRig},
               [](const PlanRequest& request, Json& stored) { stored["rig"] = machine::toJson(request.rig); },
               [](const Json& stored, PlanRequest& request) {
                   if (const Json* value = valueIn(stored, "rig"))
                       if (auto rig = machine::rigFromJson(*value))
                           request.rig = std::move(*rig);
               },
               [](const PlanRequest& request) { return machine::typedRig(request.rig); }},
    RequestRow{{.key = "model",
                .flag = "--model",
                .placeholder = "M",
                .help = "a model file or folder, or an id of `catalog models`",
                .isRequired = true},
               [](const PlanRequest& request, Json& stored) {
                   Json& model = stored["model"];
                   if (request.model.fileBytes > 0)
                       model = {{"path", typedModel(request)}};
                   else if (const auto* known = machine::findModel(request.model.name))
                       model = {{"catalogue", known->id}};
               },
               [](const Json& stored, PlanRequest& request) {
                   const Json* model = valueIn(stored, "model");
                   const Json* id = model ? valueIn(*model, "catalogue") : nullptr;
                   if (const auto* known = id && id->is_string() ? machine::findModel(id->get<std::string>()) : nullptr)
                       request.model = known->describe(tensor::Type::F16);
               },
               typedModel},
    RequestRow{{.key = "preset",
                .flag = "--preset",
                .placeholder = "P",
                .help = "plan for this quantization, one of `catalog presets` (default: the model as it is)",
                .fault = faultOfPresetName},
               [](const PlanRequest& request, Json& stored) { stored["preset"] = request.preset; },
               [](const Json& stored, PlanRequest& request) { takeText(stored, "preset", request.preset); },
               [](const PlanRequest& request) { return request.preset; }},
};

constexpr std::array kLoad{
    RequestRow{{.key = "kv_type",
                .flag = "--kv-type",
                .placeholder = "T",
                .help = "number format of the KV cache: {names} (default: {default})",
                .usualText = "f16",
                .known = isKvType,
                .names = everyKvType},
               [](const PlanRequest& request, Json& stored) { stored["kv_type"] = request.kvType; },
               [](const Json& stored, PlanRequest& request) { takeText(stored, "kv_type", request.kvType); },
               [](const PlanRequest& request) {
                   return request.kvType == PlanRequest().kvType ? std::string() : request.kvType;
               }},
    RequestRow{
        {.key = "context_tokens",
         .kind = ValueKind::Whole,
         .flag = "--context",
         .placeholder = "N",
         .help = "tokens per request (default: {default})",
         .usual = 8192,
         .low = 1,
         .high = kMaxContext},
        [](const PlanRequest& request, Json& stored) { stored["context_tokens"] = request.workload.context; },
        [](const Json& stored, PlanRequest& request) { takeCount(stored, "context_tokens", request.workload.context); },
        [](const PlanRequest& request) { return std::to_string(request.workload.context); }},
    RequestRow{{.key = "concurrency",
                .kind = ValueKind::Whole,
                .flag = "--concurrency",
                .placeholder = "N",
                .help = "requests at once (default: {default})",
                .usual = 1,
                .low = 1,
                .high = kMaxConcurrency},
               [](const PlanRequest& request, Json& stored) { stored["concurrency"] = request.workload.concurrency; },
               [](const Json& stored, PlanRequest& request) {
                   takeCount(stored, "concurrency", request.workload.concurrency);
               },
               [](const PlanRequest& request) { return std::to_string(request.workload.concurrency); }},
    RequestRow{{.key = "workload",
                .flag = "--workload",
                .placeholder = "PROMPT:ANSWER",
                .help = "prompt and answer tokens of a request (default: {default})",
                .usualText = "2048:512"},
               [](const PlanRequest& request, Json& stored) {
                   stored["prompt_tokens"] = request.workload.promptTokens;
                   stored["output_tokens"] = request.workload.outputTokens;
               },
               [](const Json& stored, PlanRequest& request) {
                   takeCount(stored, "prompt_tokens", request.workload.promptTokens);
                   takeCount(stored, "output_tokens", request.workload.outputTokens);
               },
               [](const PlanRequest& request) {
                   const Workload usual, &load = request.workload;
                   return load.promptTokens == usual.promptTokens && load.outputTokens == usual.outputTokens
                       ? std::string()
                       : fmt::format("{}:{}", load.promptTokens, load.outputTokens);
               }},
    RequestRow{{.key = "batch_tokens",
                .kind = ValueKind::Whole,
                .flag = "--batch",
                .placeholder = "N",
                .help = "tokens of a prompt that are computed at once (default: as the engine does)",
                .low = 1,
                .high = kMaxConcurrency},
               [](const PlanRequest& request, Json& stored) { stored["batch_tokens"] = request.batch; },
               [](const Json& stored, PlanRequest& request) { takeCount(stored, "batch_tokens", request.batch); },
               [](const PlanRequest& request) {
                   return request.batch == request.engine->batch ? std::string() : std::to_string(request.batch);
               }},
    RequestRow{{.key = "no_flash_attention",
                .kind = ValueKind::Flag,
                .flag = "--no-flash-attention",
                .help = "plan for attention that keeps its whole score matrix"},
               [](const PlanRequest& request, Json& stored) { stored["flash_attention"] = request.flashAttention; },
               [](const Json& stored, PlanRequest& request) {
                   if (const Json* value = valueIn(stored, "flash_attention"); value && value->is_boolean())
                       request.flashAttention = value->get<bool>();
               },
               [](const PlanRequest& request) { return std::string(request.flashAttention ? "" : "on"); }},
};

constexpr std::array kEngine{
    RequestRow{{.key = "engine",
                .flag = "--engine",
                .placeholder = "E[:VERSION]",
                .help = "plan for this engine, of {names}",
                .names = engineHelp,
                .fault = faultOfEngine},
               putEngine,
               takeEngine,
               typedEngine},
    RequestRow{{.key = "gpu_layers",
                .kind = ValueKind::Whole,
                .flag = "--gpu-layers",
                .placeholder = "N",
                .help = "the last N layers on GPUs, the head counts as one; the others in host memory (default: all)",
                .high = kMaxHostLayers},
               nullptr,
               nullptr,
               [](const PlanRequest& request) {
                   return request.offload.gpuLayers ? std::to_string(*request.offload.gpuLayers) : std::string();
               }},
    RequestRow{{.key = "cpu_moe",
                .kind = ValueKind::Flag,
                .flag = "--cpu-moe",
                .help = "the experts of all layers in host memory"},
               nullptr,
               nullptr,
               [](const PlanRequest& request) { return std::string(keepsAllExperts(request) ? "on" : ""); }},
    RequestRow{{.key = "cpu_moe_layers",
                .kind = ValueKind::Whole,
                .flag = "--n-cpu-moe",
                .placeholder = "N",
                .help = "the experts of the first N layers in host memory",
                .high = kMaxHostLayers},
               nullptr,
               nullptr,
               [](const PlanRequest& request) {
                   const std::uint32_t layers = request.offload.cpuExperts;
                   return layers > 0 && !keepsAllExperts(request) ? std::to_string(layers) : std::string();
               }},
    RequestRow{{.key = "with_projector",
                .kind = ValueKind::Flag,
                .flag = "--with-projector",
                .help = "count what the model's folder holds to see and hear: its towers and projector"},
               putBeside,
               takeBeside,
               [](const PlanRequest& request) { return std::string(hasOwnBeside(request) ? "on" : ""); }},
    RequestRow{{.key = "projector",
                .kind = ValueKind::Path,
                .flag = "--projector",
                .placeholder = "F",
                .help = "count this projector file (mmproj, GGUF) beside the model"},
               nullptr,
               nullptr,
               [](const PlanRequest& request) {
                   return request.projector.empty() ? std::string()
                                                    : std::filesystem::absolute(request.projector).string();
               }},
};

constexpr auto kRows = [] {
    std::array<RequestRow, kWhatAndWhere.size() + kLoad.size() + kEngine.size()> all{};
    auto* end = std::ranges::copy(kWhatAndWhere, all.begin()).out;
    std::ranges::copy(kEngine, std::ranges::copy(kLoad, end).out);
    return all;
}();

} // namespace

std::span<const RequestRow> requestRows()
{
    return kRows;
}

std::vector<Parameter> requestParameters()
{
    std::vector<Parameter> all;
    for (const RequestRow& row : kRows)
        all.push_back(row.parameter);
    return all;
}

Json requestToJson(const PlanRequest& request)
{
    Json stored = Json::object();
    for (const RequestRow& row : kRows)
        if (row.put)
            row.put(request, stored);
    return stored;
}

PlanRequest requestFromJson(const Json& stored, PlanRequest request)
{
    for (const RequestRow& row : kRows)
        if (row.take && stored.is_object())
            row.take(stored, request);
    return request;
}

std::string modelPathOf(const Json& stored)
{
    std::string path;
    if (const Json* model = valueIn(stored, "model"))
        takeText(*model, "path", path);
    return path;
}

std::string unknownModelOf(const Json& stored)
{
    std::string id;
    if (const Json* model = valueIn(stored, "model"))
        takeText(*model, "catalogue", id);
    return machine::findModel(id) ? std::string() : id;
}

} // namespace headroom::plan
