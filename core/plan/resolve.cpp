// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/plan/parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::plan {

namespace {

Status checkRange(std::uint64_t value, std::uint64_t max, std::string_view name)
{
    if (value == 0 || value > max)
        return fail(ErrorCode::InvalidArgument, std::string(name), fmt::format("{} is not from 1 to {}", value, max));
    return {};
}

Status checkWorkload(const PlanRequest& request)
{
    HEADROOM_TRY(checkRange(request.workload.context, kMaxContext, "context"));
    HEADROOM_TRY(checkRange(request.workload.concurrency, kMaxConcurrency, "concurrency"));
    HEADROOM_TRY(checkRange(request.workload.promptTokens, kMaxContext, "prompt tokens"));
    HEADROOM_TRY(checkRange(request.batch, kMaxConcurrency, "batch"));
    if (request.workload.outputTokens > kMaxContext)
        return fail(ErrorCode::InvalidArgument, "output tokens", fmt::format("more than {}", kMaxContext));
    return {};
}

/// A model may do without attention, but an attention has heads, and heads have lengths.
Status checkLayers(const model::Shape& shape, const std::string& where)
{
    bool remembers = false;
    for (std::uint32_t i = 0; i < shape.layers; ++i) {
        const auto layer = shape.layer(i);
        remembers = remembers || layer.attends() || layer.recurrent();
        if (layer.attends() && (layer.heads == 0 || layer.keyLength == 0 || (!layer.latent && layer.valueLength == 0)))
            return fail(
                ErrorCode::InvalidArgument, where,
                fmt::format("layer {} has {} heads of {} and {}", i, layer.heads, layer.keyLength, layer.valueLength));
    }
    if (!remembers)
        return fail(ErrorCode::InvalidArgument, where, "has neither KV heads nor a recurrent state");
    return {};
}

Status checkModel(const model::Description& model)
{
    const auto& shape = model.shape;
    const std::string where = "model " + (model.name.empty() ? "without name" : model.name);
    const std::pair<std::string_view, std::uint64_t> needed[]
        = {{"layers", shape.layers}, {"embedding width", shape.embedding}, {"vocabulary", shape.vocabulary}};
    for (const auto& [name, value] : needed)
        if (value == 0 || value > (1U << 24))
            return fail(ErrorCode::InvalidArgument, where, fmt::format("{} is {}", name, value));
    HEADROOM_TRY(checkLayers(shape, where));
    if (shape.expertsUsed > shape.experts)
        return fail(ErrorCode::InvalidArgument, where,
                    fmt::format("uses {} of {} experts", shape.expertsUsed, shape.experts));
    if (model.tensors.empty())
        return fail(ErrorCode::InvalidArgument, where, "has no tensors");
    return {};
}

Status checkKvType(const PlanRequest& request, const KvType& type)
{
    const auto& shape = request.model.shape;
    for (std::uint32_t i = 0; i < shape.layers; ++i) {
        const auto layer = shape.layer(i);
        if (layer.attends() && (layer.keyLength % type.blockSize != 0 || layer.valueLength % type.blockSize != 0))
            return fail(ErrorCode::InvalidArgument, "KV type " + request.kvType,
                        fmt::format("blocks of {} do not divide heads of {} and {} values", type.blockSize,
                                    layer.keyLength, layer.valueLength));
    }
    if (request.engine->cache.blocksNeedFlash && type.blockSize > 1 && !request.flashAttention)
        return fail(ErrorCode::InvalidArgument, "KV type " + request.kvType,
                    "a quantized value cache needs flash attention");
    return {};
}

/// Whether a part of the model is to stay in host memory beside GPUs.
bool asksForHost(const PlanRequest& request)
{
    const std::size_t gpus = request.rig.gpus.size();
    return gpus > 0 && (request.placement ? request.placement->devices() > gpus : request.offload.any());
}

/// Where the layers are; the host goes where nothing has come to it.
Status place(Situation& situation, bool withHost)
{
    const PlanRequest& request = *situation.request;
    auto& devices = situation.devices;
    auto placement = request.placement ? Result<Placement>(*request.placement)
                                       : request.engine->place(request, devices, situation.weights);
    if (!placement)
        return tl::unexpected(std::move(placement.error()));
    HEADROOM_TRY(checkPlacement(*placement, situation.weights, devices.size()));
    if (withHost && !placement->uses(devices.size() - 1)) {
        placement->dropLast();
        devices.pop_back();
    }
    situation.placement = std::move(*placement);
    return {};
}

/// Of all devices together: a cache that several keep counts for each.
std::vector<Share> sharesOfAll(const Placement& placement)
{
    std::vector<Share> sums(placement.layers.front().size());
    for (const auto& device : placement.layers)
        for (std::size_t i = 0; i < sums.size(); ++i) {
            sums[i].attention += device[i].attention;
            sums[i].cache += device[i].cache;
        }
    return sums;
}

/// What the placement puts on a device.
void fill(const Situation& situation, std::size_t index, Device& device)
{
    const Placement& placement = situation.placement;
    const Weights& weights = situation.weights;
    const auto& shares = placement.layers[index];
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const LayerWeights& layer = weights.layers[i];
        if (layer.drafts)
            device.unreadBytes += layer.attention.bytes * shares[i].attention + layer.forward.bytes * shares[i].forward
                + layer.experts.bytes * shares[i].experts;
        if (shares[i].any() && device.layerCount++ == 0)
            device.firstLayer = static_cast<std::uint32_t>(i);
    }
    device.headShare = placement.head[index];
    device.load = loadOf(situation, shares, device.headShare);
    // A tied head is the table itself, where both lie on one device.
    const double table = placement.embedding[index] - (weights.headIsCopy ? device.headShare : 0);
    device.unreadBytes += std::max(0.0, table) * weights.embedding.bytes;
}

} // namespace

Result<Situation> resolve(const PlanRequest& request)
{
    HEADROOM_TRY(checkWorkload(request));
    HEADROOM_TRY(checkModel(request.model));
    Situation situation;
    situation.request = &request;
    situation.kvType = findKvType(*request.engine, request.kvType);
    if (!situation.kvType)
        return fail(ErrorCode::NotFound, "KV type " + request.kvType, "is none of " + kvTypeNames(*request.engine));
    HEADROOM_TRY(checkKvType(request, *situation.kvType));
    const bool withHost = asksForHost(request);
    auto devices = devicesOf(request.rig, *request.engine, withHost);
    if (!devices)
        return tl::unexpected(std::move(devices.error()));
    auto weights = gatherWeights(request.model, request.preset);
    if (!weights)
        return tl::unexpected(std::move(weights.error()));
    situation.devices = std::move(*devices);
    situation.weights = std::move(*weights);
    HEADROOM_TRY(place(situation, withHost));
    situation.cache = cacheKinds(*request.engine, situation.shape(), situation.kvType->bytesPerElement,
                                 sharesOfAll(situation.placement));
    for (std::size_t i = 0; i < situation.devices.size(); ++i)
        fill(situation, i, situation.devices[i]);
    situation.devices.front().unreadBytes += besideBytes(request);
    stageUp(situation);
    return situation;
}

} // namespace headroom::plan
