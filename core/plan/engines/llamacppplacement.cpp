// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Split mode layer, as load_tensors of llama-model.cpp assigns: of n layers and the head, which is layer n, the last
// --gpu-layers go to cards, the others stay in host memory with their caches. Of m that go to cards the i-th has the
// first card whose cumulative share of free memory exceeds i ÷ m. --n-cpu-moe N, --cpu-moe: the routed experts of the
// first N layers, or of all, stay in host memory. The embedding table always does. Two equal cards, 94 layers: 48 and
// 46, as logged. 32 layers, --gpu-layers 20: the host has layers 0 to 12.
#include "core/plan/engines/llamacpp.h"
#include "core/plan/parts.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::plan::llamacpp {

namespace {

/// Of the i-th of m; the first card where no memory is free at all.
std::size_t cardOf(const std::vector<double>& cumulative, std::size_t i, std::size_t m)
{
    const double at = cumulative.back() * static_cast<double>(i) / static_cast<double>(m);
    const auto found = std::upper_bound(cumulative.begin(), cumulative.end(), at);
    return found == cumulative.end() ? 0 : static_cast<std::size_t>(found - cumulative.begin());
}

std::string describe(std::size_t hostLayers, std::size_t hostExperts)
{
    std::string how = "layers in proportion to free memory";
    if (hostLayers > 0)
        how += hostLayers == 1 ? "; the first stays in host memory"
                               : fmt::format("; the first {} stay in host memory", hostLayers);
    if (hostExperts > 0)
        how += fmt::format("; experts of {} layer{} stay in host memory", hostExperts, hostExperts == 1 ? "" : "s");
    return how;
}

} // namespace

Result<Placement> place(const PlanRequest& request, std::span<const Device> devices, const Weights& weights)
{
    const std::size_t layers = weights.layers.size();
    const bool beside = devices.size() > 1 && devices.back().processor;
    const std::size_t host = devices.size() - 1;
    std::vector<double> cumulative;
    double sum = 0;
    for (const Device& device : devices.first(devices.size() - (beside ? 1 : 0)))
        cumulative.push_back(sum += std::max(0.0, device.totalBytes - device.overheadBytes()));
    const std::size_t asked = beside && request.offload.gpuLayers ? *request.offload.gpuLayers : layers + 1;
    const std::size_t onCards = std::min(asked, layers + 1);
    const std::size_t first = layers + 1 - onCards;
    Placement placement(devices.size(), layers);
    std::size_t hostExperts = 0;
    for (std::size_t i = 0; i <= layers; ++i) {
        const std::size_t device = i < first ? host : cardOf(cumulative, i - first, onCards);
        if (i == layers) {
            placement.head[device] = 1;
            continue;
        }
        placement.layers[device][i] = Share::whole();
        if (beside && i < request.offload.cpuExperts && weights.layers[i].experts.bytes > 0) {
            placement.layers[device][i].experts = 0;
            placement.layers[host][i].experts = 1;
            hostExperts += device == host ? 0 : 1;
        }
    }
    const auto table = std::ranges::find_if(devices, &Device::host);
    if (table != devices.end())
        placement.embedding[static_cast<std::size_t>(table - devices.begin())] = 1;
    placement.pipelined = first == 0 && hostExperts == 0;
    placement.how = describe(first, hostExperts);
    return placement;
}

} // namespace headroom::plan::llamacpp
