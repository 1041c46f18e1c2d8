// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Split mode layer: device of layer i = first whose cumulative share of free memory exceeds i ÷ (layers + 1); the head
// is layer n. Two equal cards, 94 layers: 48 and 46, as logged. The embedding table stays in host memory.
#include "core/plan/engines/llamacpp.h"
#include "core/plan/parts.h"

#include <algorithm>

namespace headroom::plan::llamacpp {

namespace {

void addPart(Part& sum, const Part& part)
{
    sum.bytes += part.bytes;
    sum.parameters += part.parameters;
    sum.expertBytes += part.expertBytes;
    sum.expertParameters += part.expertParameters;
}

} // namespace

void place(std::vector<Device>& devices, const Weights& weights)
{
    std::vector<double> cumulative;
    double sum = 0;
    for (const auto& device : devices)
        cumulative.push_back(sum += std::max(0.0, device.totalBytes - device.overheadBytes()));
    const std::size_t layers = weights.layers.size();
    for (std::size_t i = 0; i <= layers; ++i) {
        const double at = sum * static_cast<double>(i) / static_cast<double>(layers + 1);
        const auto found = std::upper_bound(cumulative.begin(), cumulative.end(), at);
        auto& device = found == cumulative.end() ? devices.front()
                                                 : devices[static_cast<std::size_t>(found - cumulative.begin())];
        if (i == layers) {
            device.hasHead = true;
            addPart(device.weights, weights.head);
            continue;
        }
        if (device.layerCount++ == 0)
            device.firstLayer = static_cast<std::uint32_t>(i);
        if (weights.layers[i].drafts)
            device.unreadBytes += weights.layers[i].totalBytes();
        else
            addPart(device.weights, weights.layers[i]);
    }
    // Where host memory is one of them, the embedding table lies there; a tied head in it is that table itself.
    const auto host = std::ranges::find_if(devices, [](const Device& device) { return device.host; });
    if (host != devices.end() && !(host->hasHead && weights.headIsCopy))
        host->unreadBytes += weights.embedding.totalBytes();
}

} // namespace headroom::plan::llamacpp
