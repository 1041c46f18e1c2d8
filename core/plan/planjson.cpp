// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// A plan as JSON: the figures under their own keys, bytes and tokens as integers, and every term with its inputs.
#include "core/base/json.h"
#include "core/plan/plan.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::plan {

namespace {

/// Bytes and counts are integers as long as they are exact.
Json whole(double value)
{
    constexpr double kExact = 9007199254740992.0;
    if (std::fabs(value) < kExact)
        return static_cast<std::int64_t>(std::llround(value));
    return value;
}

Json whole(const Term& term)
{
    return whole(term.value);
}

/// Null where it is not known.
Json given(const Term& term)
{
    return isKnown(term) ? Json(term.value) : Json();
}

Json reasonJson(const Reason& reason)
{
    Json values = Json::object();
    for (const auto& [name, value] : reason.values)
        values[name] = name.ends_with("_bytes") || name.ends_with("_tokens") ? whole(value) : Json(value);
    return {{"code", reason.code},
            {"severity", verdictName(reason.severity)},
            {"subject", reason.subject},
            {"values", values},
            {"text", reason.text}};
}

Json deviceJson(const DevicePlan& device)
{
    return {{"name", device.name},
            {"first_layer", device.firstLayer},
            {"layer_count", device.layerCount},
            {"total_bytes", whole(device.total)},
            {"weights_bytes", whole(device.weights)},
            {"kv_cache_bytes", whole(device.kvCache)},
            {"compute_buffer_bytes", whole(device.compute)},
            {"overhead_bytes", whole(device.overhead)},
            {"free_bytes", whole(device.free)}};
}

/// 0 where there is none.
std::uint64_t countIn(const Json& part, const char* key)
{
    const auto found = part.find(key);
    return found != part.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

} // namespace

void putBeside(const PlanRequest& request, Json& stored)
{
    if (request.beside.empty())
        return;
    Json parts = Json::array();
    for (const model::LeftOut& part : request.beside)
        parts.push_back(
            {{"part", part.part}, {"tensors", part.tensors}, {"parameters", part.parameters}, {"bytes", part.bytes}});
    stored["beside"] = std::move(parts);
    stored["projector"] = request.projector;
}

void takeBeside(const Json& stored, PlanRequest& request)
{
    request.beside.clear();
    request.projector.clear();
    const auto parts = stored.is_object() ? stored.find("beside") : stored.end();
    if (!stored.is_object() || parts == stored.end() || !parts->is_array())
        return;
    for (const Json& part : *parts)
        if (const auto name = part.is_object() ? part.find("part") : part.end();
            part.is_object() && name != part.end() && name->is_string())
            request.beside.push_back({name->get<std::string>(), countIn(part, "tensors"), countIn(part, "parameters"),
                                      countIn(part, "bytes"), false});
    const auto file = stored.find("projector");
    if (file != stored.end() && file->is_string() && !request.beside.empty())
        request.projector = file->get<std::string>();
}

void putEngine(const PlanRequest& request, Json& stored)
{
    stored["engine"] = request.engine->id;
    if (!request.engineVersion.empty())
        stored["engine_version"] = request.engineVersion;
    if (request.offload.gpuLayers)
        stored["gpu_layers"] = *request.offload.gpuLayers;
    if (request.offload.cpuExperts > 0)
        stored["cpu_moe_layers"] = request.offload.cpuExperts;
}

void takeEngine(const Json& stored, PlanRequest& request)
{
    request.engine = &defaultEngine();
    request.engineVersion.clear();
    request.offload = {};
    if (!stored.is_object())
        return;
    const auto text = [&](const char* key) {
        const auto found = stored.find(key);
        return found != stored.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const std::string version = text("engine_version");
    if (auto choice = chooseEngine(text("engine") + (version.empty() ? "" : ":" + version))) {
        request.engine = choice->engine;
        request.engineVersion = std::move(choice->version);
    }
    const auto layers = [](std::uint64_t count) {
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(count, std::numeric_limits<std::uint32_t>::max()));
    };
    if (stored.contains("gpu_layers") && stored["gpu_layers"].is_number_unsigned())
        request.offload.gpuLayers = layers(countIn(stored, "gpu_layers"));
    request.offload.cpuExperts = layers(countIn(stored, "cpu_moe_layers"));
}

std::string_view versionOf(const PlanRequest& request)
{
    return request.engineVersion.empty() ? request.engine->versions.front().id : request.engineVersion;
}

Json toJson(const Plan& plan)
{
    Json reasons = Json::array();
    for (const auto& reason : plan.reasons)
        reasons.push_back(reasonJson(reason));
    Json devices = Json::array();
    for (const auto& device : plan.devices)
        devices.push_back(deviceJson(device));
    Json terms = Json::array();
    for (const Term* term : plan.terms()) {
        terms.push_back(headroom::toJson(*term));
        terms.back()["value"] = given(*term);
    }
    const auto speed = [](const Term& term) { return term.id.empty() ? Json() : Json(term.value); };
    const auto bound = [](const Expected& of, double value) { return of.term.id.empty() ? Json() : Json(value); };
    return {{"verdict", verdictName(plan.verdict)},
            {"bottleneck", bottleneckName(plan.bottleneck)},
            {"encoder", plan.encoder},
            {"reasons", reasons},
            {"devices", devices},
            {"weights_bytes", whole(plan.weights)},
            {"projector_bytes", whole(plan.beside)},
            {"kv_cache_bytes", whole(plan.kvCache)},
            {"kv_bytes_per_token", whole(plan.kvPerToken)},
            {"max_context", whole(plan.maxContext)},
            {"max_concurrency", plan.encoder ? Json() : Json(whole(plan.maxConcurrency))},
            {"decode_tokens_per_s", speed(plan.decode.term)},
            {"decode_tokens_per_s_low", bound(plan.decode, plan.decode.low)},
            {"decode_tokens_per_s_high", bound(plan.decode, plan.decode.high)},
            {"prefill_tokens_per_s", speed(plan.prefill.term)},
            {"prefill_tokens_per_s_low", bound(plan.prefill, plan.prefill.low)},
            {"prefill_tokens_per_s_high", bound(plan.prefill, plan.prefill.high)},
            {"decode_tokens_per_s_ceiling", speed(plan.decodeCeiling)},
            {"decode_tokens_per_s_per_request", speed(plan.decodePerRequest)},
            {"prefill_tokens_per_s_ceiling", speed(plan.prefillCeiling)},
            {"time_to_first_token_s", speed(plan.timeToFirstToken)},
            {"psu_load_fraction", given(plan.psuLoad)},
            {"psu_transient_fraction", given(plan.psuTransient)},
            {"wall_watts", plan.wallWatts.value},
            {"circuit_load_fraction", given(plan.circuitLoad)},
            {"heat_btu_per_h", plan.heat.value},
            {"terms", terms}};
}

} // namespace headroom::plan
