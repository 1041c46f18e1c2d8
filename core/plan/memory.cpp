// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// What fills each device: weights, cache (cache.cpp), and what the engine allocates beside them.
#include "core/plan/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>

namespace headroom::plan {

namespace {

Term weightsTerm(const std::string& id, const Placement& placement, const Device& device)
{
    const bool tablePlaced = std::ranges::any_of(placement.embedding, [](double share) { return share > 0; });
    return {id + "_weights_bytes",
            device.weightBytes(),
            "B",
            "Σ tensors of its layers: elements ÷ block × block_bytes",
            {computed("first_layer", device.firstLayer), computed("layers", device.layerCount),
             computed("expert_bytes", device.load.experts.bytes, "B"), computed("has_head", device.headShare)},
            Provenance::Computed,
            device.host ? "layers of this device; the embedding table included, for this is host memory"
                        : placement.how + (tablePlaced ? "" : "; the embedding table stays in host memory")};
}

/// "runtime + in_use", what is in use by others last.
Term overheadTerm(const std::string& id, const Device& device)
{
    Term term{id + "_overhead_bytes", device.overheadBytes(), "B", {}, device.overheads, Provenance::Measured, {}};
    for (const TermInput& overhead : device.overheads)
        term.formula += overhead.name + " + ";
    term.formula += "in_use";
    term.inputs.push_back(device.inUse);
    if (std::ranges::any_of(device.overheads, [](const TermInput& overhead) { return overhead.value > 0; }))
        term.provenance = Provenance::Estimated;
    if (!device.overheads.empty())
        term.source = device.overheads.front().source;
    return term;
}

/// A term where it goes into another: as sure as it is itself.
TermInput inputOf(const char* name, const Term& term)
{
    return {name, term.value, term.unit, term.provenance, {}};
}

DevicePlan planDevice(const Situation& situation, const Device& device, std::size_t index, double cells)
{
    const auto id = fmt::format("device_{}", index + 1);
    const double sequences = situation.request->workload.concurrency;
    DevicePlan plan;
    plan.name = device.name;
    plan.processor = device.processor;
    plan.firstLayer = device.firstLayer;
    plan.layerCount = device.layerCount;
    plan.total = {id + "_total_bytes", device.totalBytes, "B", "memory a program can use", {},
                  device.provenance,   device.source};
    plan.weights = weightsTerm(id, situation.placement, device);
    plan.kvCache = cacheTerm(id + "_kv_cache_bytes", device.load.cache, *situation.request, *situation.kvType, cells);
    plan.compute = situation.engine().computeBuffer(situation, device, cells);
    plan.compute.id = id + "_compute_buffer_bytes";
    plan.overhead = overheadTerm(id, device);
    plan.free = {id + "_free_bytes",
                 freeBytes(situation, device, cells, sequences),
                 "B",
                 "total − weights − kv_cache − compute_buffer − overhead",
                 {inputOf("total", plan.total), inputOf("weights", plan.weights), inputOf("kv_cache", plan.kvCache),
                  inputOf("compute_buffer", plan.compute), inputOf("overhead", plan.overhead)},
                 Provenance::Computed,
                 {}};
    return plan;
}

} // namespace

double besideBytes(const PlanRequest& request)
{
    return std::transform_reduce(request.beside.begin(), request.beside.end(), 0.0, std::plus<>(),
                                 [](const model::LeftOut& part) { return double(part.bytes); });
}

double kvBytes(const Situation& situation, const Device& device, double cells, double sequences)
{
    double bytes = 0;
    for (const auto& kind : device.load.cache)
        bytes += kind.bytes(situation.engine(), cells, situation.request->batch) * sequences;
    return bytes;
}

double freeBytes(const Situation& situation, const Device& device, double cells, double sequences)
{
    return device.totalBytes - device.overheadBytes() - device.weightBytes()
        - situation.engine().computeBuffer(situation, device, cells).value
        - kvBytes(situation, device, cells, sequences);
}

double tightBelow(const Device& device)
{
    return std::max(0.05 * device.totalBytes, 512.0 * kMiB);
}

void planMemory(const Situation& situation, Plan& plan)
{
    const double cells = cellsOf(situation.engine(), situation.request->workload.context);
    const auto& weights = situation.weights;
    for (std::size_t i = 0; i < situation.devices.size(); ++i)
        plan.devices.push_back(planDevice(situation, situation.devices[i], i, cells));
    const auto& preset = situation.request->preset;
    plan.weights
        = {"weights_bytes",
           weights.totalBytes,
           "B",
           "Σ tensors: elements ÷ block × block_bytes",
           {computed("tensors", static_cast<double>(weights.tensors)), computed("parameters", weights.parameters),
            computed("bits_per_weight", 8 * weights.totalBytes / std::max(1.0, weights.parameters), "bit"),
            computed("embedding", weights.embedding.bytes, "B")},
           Provenance::Computed,
           (preset.empty() ? std::string("types as the model has them") : "types of preset " + preset)
               + "; shapes: " + situation.request->model.source};
    plan.beside = {"projector_bytes",    besideBytes(*situation.request),        "B", "Σ parts, as stored", {},
                   Provenance::Computed, "on " + situation.devices.front().label};
    for (const model::LeftOut& part : situation.request->beside)
        plan.beside.inputs.push_back(computed(part.part, double(part.bytes), "B"));
    plan.kvCache = cacheTerm("kv_cache_bytes", situation.cache, *situation.request, *situation.kvType, cells);
    plan.kvPerToken = perTokenTerm(situation.cache, *situation.kvType, *situation.request, cells);
}

} // namespace headroom::plan
