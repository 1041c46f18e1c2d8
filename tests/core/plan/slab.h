// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: an engine that differs from llama.cpp in all that a row can say, planned through the same functions: blocks of
// 16 tokens, a window with one block more, states of two bytes, layers sliced among all cards, the table sliced too,
// two overheads, buffers of another rule, sums that take 10 µs at least. No such engine exists.
#pragma once

#include "core/plan/step.h"

#include <array>
#include <cmath>

namespace headroom::test {

namespace slab {

inline constexpr std::array kVersions{
    plan::EngineVersion{"2", "2026", "nothing"},
    plan::EngineVersion{"1", "2025", "nothing"},
};
inline constexpr std::array kTypes{
    plan::KvType{"f16", 2.0, 1, true},
    plan::KvType{"fp8", 1.0, 1, true},
    plan::KvType{"slab4", 20.0 / 32, 32},
    plan::KvType{"slab6", 26.0 / 32, 32},
};
inline constexpr plan::EngineConstant kProcess{"process", 1073741824.0, "B", "made up"};
inline constexpr plan::EngineConstant kPerPeer{"peers", 100.0 * 1048576, "B", "made up: for each other card"};
inline constexpr std::array kConstants{kProcess, kPerPeer};

inline double cells(const model::LayerCache& cache, double sequenceCells, double batch)
{
    const double window = std::ceil((cache.window - 1 + batch) / 16) * 16 + 16;
    return cache.window > 0 ? std::min(sequenceCells, window) : sequenceCells;
}

inline std::vector<TermInput> overheads(const plan::Device&, std::size_t devices)
{
    const double peers = static_cast<double>(devices - 1) * kPerPeer.value;
    return {{std::string(kProcess.name), kProcess.value, "B", Provenance::Estimated, "made up"},
            {std::string(kPerPeer.name), peers, "B", Provenance::Estimated, "made up"}};
}

/// Each card has as much of every layer as any other; of KV heads whole ones.
inline Result<plan::Placement> place(const plan::PlanRequest& request, std::span<const plan::Device> devices,
                                     const plan::Weights& weights)
{
    const auto& shape = request.model.shape;
    if (request.offload.any())
        return fail(ErrorCode::Unsupported, "engine slab", "leaves nothing in host memory");
    if (shape.heads % devices.size() != 0)
        return fail(ErrorCode::InvalidArgument, "engine slab",
                    std::to_string(devices.size()) + " devices do not divide the heads");
    const double part = 1.0 / static_cast<double>(devices.size());
    plan::Placement placement(devices.size(), weights.layers.size());
    for (std::size_t device = 0; device < devices.size(); ++device) {
        for (std::size_t i = 0; i < weights.layers.size(); ++i) {
            const auto layer = shape.layer(static_cast<std::uint32_t>(i));
            const double heads = layer.kvHeads > 0 ? std::ceil(layer.kvHeads * part) / layer.kvHeads : part;
            placement.layers[device][i] = {part, heads, part, part};
        }
        placement.head[device] = placement.embedding[device] = part;
    }
    placement.how = "slices of every layer";
    return placement;
}

inline constexpr std::array<std::string_view, 2> kLoads{"awq", "compressed-tensors"};

inline Term computeBuffer(const plan::Situation& situation, const plan::Device&, double)
{
    const double bytes = 2.0 * situation.request->batch * situation.shape().feedForward;
    return {{}, bytes, "B", "2 B × batch × feed_forward", {}, Provenance::Estimated, "made up"};
}

inline plan::Spent device(const plan::Situation&, const plan::Work& work)
{
    return plan::roofline(work);
}

} // namespace slab

inline constexpr plan::Engine kSlab{
    .id = "slab",
    .versions = slab::kVersions,
    .kvTypes = slab::kTypes,
    .loads = slab::kLoads,
    .constants = slab::kConstants,
    .batch = 512,
    .cache = {16, slab::cells, 2, "F16", "a window keeps one block more", false},
    .step = {2, 10e-6, 9, 3, 1e-6, slab::device, "nobody knows how much of it slab reaches"},
    .overheads = slab::overheads,
    .place = slab::place,
    .computeBuffer = slab::computeBuffer,
};

} // namespace headroom::test
