// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/project/requestjson.h"

#include "core/machine/catalogue.h"

namespace headroom::app {

namespace {

constexpr const char* kFirstModel = "llama-3.1-8b";
constexpr const char* kFirstRig = "1x RTX 3090";

const machine::CatalogueModel* catalogueModel(std::string_view name)
{
    for (const auto& model : machine::modelCatalogue())
        if (model.name == name || model.id == name)
            return &model;
    return nullptr;
}

template <class T> void take(const Json& json, const char* key, T& value)
{
    if (const auto it = json.find(key); it != json.end() && (it->is_number() || it->is_string() || it->is_boolean())) {
        if constexpr (std::is_same_v<T, std::string>) {
            if (it->is_string())
                value = it->get<std::string>();
        } else if (it->is_number() || it->is_boolean()) {
            value = it->get<T>();
        }
    }
}

} // namespace

Json requestToJson(const plan::PlanRequest& request)
{
    Json model;
    if (request.model.fileBytes > 0)
        model = {{"path", request.model.source}};
    else if (const auto* known = catalogueModel(request.model.name))
        model = {{"catalogue", known->id}};
    Json json{{"rig", machine::toJson(request.rig)},
              {"model", model},
              {"preset", request.preset},
              {"kv_type", request.kvType},
              {"context_tokens", request.workload.context},
              {"concurrency", request.workload.concurrency},
              {"prompt_tokens", request.workload.promptTokens},
              {"output_tokens", request.workload.outputTokens},
              {"batch_tokens", request.batch},
              {"flash_attention", request.flashAttention}};
    plan::putEngine(request, json);
    plan::putBeside(request, json);
    return json;
}

plan::PlanRequest requestFromJson(const Json& json, plan::PlanRequest request)
{
    if (!json.is_object())
        return request;
    if (const auto rig = json.find("rig"); rig != json.end())
        if (auto restored = machine::rigFromJson(*rig))
            request.rig = std::move(*restored);
    if (const auto model = json.find("model"); model != json.end() && model->is_object())
        if (const auto* known = catalogueModel(model->value("catalogue", std::string())))
            request.model = known->describe(tensor::Type::F16);
    take(json, "preset", request.preset);
    take(json, "kv_type", request.kvType);
    take(json, "context_tokens", request.workload.context);
    take(json, "concurrency", request.workload.concurrency);
    take(json, "prompt_tokens", request.workload.promptTokens);
    take(json, "output_tokens", request.workload.outputTokens);
    take(json, "batch_tokens", request.batch);
    take(json, "flash_attention", request.flashAttention);
    plan::takeEngine(json, request);
    plan::takeBeside(json, request);
    return request;
}

std::string unknownModelOf(const Json& request)
{
    const auto model = request.is_object() ? request.find("model") : request.end();
    if (!request.is_object() || model == request.end() || !model->is_object())
        return {};
    const auto id = model->find("catalogue");
    if (id == model->end() || !id->is_string() || catalogueModel(id->get<std::string>()))
        return {};
    return id->get<std::string>();
}

std::string modelPathOf(const Json& request)
{
    if (!request.is_object())
        return {};
    const auto model = request.find("model");
    if (model == request.end() || !model->is_object())
        return {};
    const auto path = model->find("path");
    return path != model->end() && path->is_string() ? path->get<std::string>() : std::string();
}

plan::PlanRequest firstRequest()
{
    plan::PlanRequest request;
    if (const auto* model = catalogueModel(kFirstModel))
        request.model = model->describe(tensor::Type::F16);
    if (auto rig = machine::designRig(kFirstRig))
        request.rig = std::move(*rig);
    request.preset = "Q4_K_M";
    return request;
}

} // namespace headroom::app
