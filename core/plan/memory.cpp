// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Caches: cache.cpp.
// Compute buffer of one batch of u tokens, in bytes, the largest of
//   logits       4 u (vocabulary + embedding)                on the device that has the head
//   activations  4 u (4 ffn + embedding)                     ffn × experts used in a mixture, or the recurrent width
//   attention    4 u (cells (heads + 1) + 5.5 embedding)     only without flash attention
// of an encoder u is the whole text, and there are no logits;
// plus the mask, 2 u cells (4 u cells without flash attention; inside the attention term there). With several devices
// the scheduler keeps four copies of the inputs: mask and 4 u embedding.
//   Llama 3.1 8B, u = 512, 1024 cells, no flash attention: 512 × 4 × (128256 + 4096) + 2 MiB = 260.5 MiB; 266.5 logged.
// Builds of 2026 reserve fewer logits, so this is an upper value there; the activation and attention terms equal what
// llama.cpp v0.5.0 logs for models with small vocabularies within 3 %.
#include "core/plan/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace headroom::plan {

namespace {

constexpr double kCopies = 4;

TermInput entered(std::string name, double value, std::string unit)
{
    return {std::move(name), value, std::move(unit), Provenance::Entered, {}};
}

struct ComputeParts {
    double logits = 0, activations = 0, attention = 0, inputs = 0;
    double total() const { return std::max({logits, activations, attention}) + inputs; }
};

/// Floats per token inside a block: a dense one, the experts used at once, or a recurrent one.
double widestForward(const model::Shape& shape)
{
    const double expert = shape.expertFeedForward ? shape.expertFeedForward : shape.feedForward;
    const double routed = shape.experts ? expert * shape.expertsUsed + shape.sharedFeedForward : 0;
    return std::max({static_cast<double>(shape.feedForward), routed, static_cast<double>(shape.recurrent.inner)});
}

ComputeParts computeParts(const Situation& situation, const Device& device, double cells)
{
    const auto& shape = situation.shape();
    const double u = situation.batch(cells);
    const double ffn = widestForward(shape);
    const bool flash = situation.request->flashAttention;
    const double copies = situation.devices.size() > 1 ? kCopies : 1;
    const bool attends = std::any_of(situation.cache.begin(), situation.cache.end(),
                                     [](const CacheKind& kind) { return kind.layer.attends(); });
    const double mask = attends ? (flash ? 2 : 4) * u * cells : 0;
    ComputeParts parts;
    parts.inputs = mask * copies + (copies > 1 ? copies * 4 * u * shape.embedding : 0);
    if (device.hasHead && shape.causal)
        parts.logits = 4 * u * (static_cast<double>(shape.vocabulary) + shape.embedding);
    parts.activations = 4 * u * (4 * ffn + shape.embedding);
    if (!flash && attends)
        parts.attention = 4 * u * (cells * shape.heads + 5.5 * shape.embedding);
    return parts;
}

Term weightsTerm(const std::string& id, const Device& device)
{
    return {id + "_weights_bytes",
            device.weightBytes(),
            "B",
            "Σ tensors of its layers: elements ÷ block × block_bytes",
            {computed("first_layer", device.firstLayer), computed("layers", device.layerCount),
             computed("expert_bytes", device.weights.expertBytes, "B"), computed("has_head", device.hasHead ? 1 : 0)},
            Provenance::Computed,
            device.host ? "layers of this device; the embedding table included, for this is host memory"
                        : "layers in proportion to free memory; the embedding table stays in host memory"};
}

Term computeTerm(const std::string& id, const Situation& situation, const Device& device, double cells)
{
    const auto parts = computeParts(situation, device, cells);
    return {
        id + "_compute_buffer_bytes",
        parts.total(),
        "B",
        "max(logits, activations, attention) + inputs",
        {computed("logits", parts.logits, "B"), computed("activations", parts.activations, "B"),
         computed("attention", parts.attention, "B"), computed("inputs", parts.inputs, "B"),
         entered("batch", situation.batch(cells), "tokens")},
        Provenance::Estimated,
        "llama.cpp's graph at its largest batch; logs of builds to 2025 agree within 20 %, later builds reserve less"};
}

DevicePlan planDevice(const Situation& situation, const Device& device, std::size_t index, double cells)
{
    const auto id = fmt::format("device_{}", index + 1);
    const double sequences = situation.request->workload.concurrency;
    DevicePlan plan;
    plan.name = device.name;
    plan.firstLayer = device.firstLayer;
    plan.layerCount = device.layerCount;
    plan.total = {id + "_total_bytes", device.totalBytes, "B", "memory a program can use", {},
                  device.provenance,   device.source};
    plan.weights = weightsTerm(id, device);
    plan.kvCache = cacheTerm(id + "_kv_cache_bytes", device.cache, *situation.request, *situation.kvType, cells);
    plan.compute = computeTerm(id, situation, device, cells);
    plan.overhead = {id + "_overhead_bytes",
                     device.overheadBytes(),
                     "B",
                     device.runtime.name + " + in_use",
                     {device.runtime, device.inUse},
                     device.runtime.value > 0 ? Provenance::Estimated : Provenance::Measured,
                     device.runtime.source};
    plan.free = {id + "_free_bytes",
                 freeBytes(situation, device, cells, sequences),
                 "B",
                 "total − weights − kv_cache − compute_buffer − overhead",
                 {computed("total", device.totalBytes, "B"), computed("weights", plan.weights.value, "B"),
                  computed("kv_cache", plan.kvCache.value, "B"), computed("compute_buffer", plan.compute.value, "B"),
                  computed("overhead", plan.overhead.value, "B")},
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
    for (const auto& kind : device.cache)
        bytes += kind.bytes(cells, situation.request->batch) * sequences;
    return bytes;
}

double kvTrafficBytes(const Device& device, double context, double requests)
{
    double bytes = 0;
    for (const auto& kind : device.cache)
        bytes += (kind.bytesPerToken * kind.reach(context) + 2 * kind.stateBytes) * requests;
    return bytes;
}

double computeBytes(const Situation& situation, const Device& device, double cells)
{
    return computeParts(situation, device, cells).total();
}

double freeBytes(const Situation& situation, const Device& device, double cells, double sequences)
{
    return device.totalBytes - device.overheadBytes() - device.weightBytes() - computeBytes(situation, device, cells)
        - kvBytes(situation, device, cells, sequences);
}

double tightBelow(const Device& device)
{
    return std::max(0.05 * device.totalBytes, 512 * kMiB);
}

void planMemory(const Situation& situation, Plan& plan)
{
    const double cells = paddedCells(situation.request->workload.context);
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
            computed("embedding", weights.embedding.totalBytes(), "B")},
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
