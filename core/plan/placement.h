// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: where a model lies is one matrix: how much of each layer each device has. Layers one after another on cards,
// layers cut into slices that cards compute together, layers or experts left in host memory: all are shares, and memory
// and time follow from them alone. An engine makes such a matrix by its own rule; a caller may bring another.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace headroom::plan {

/// Of one layer on one device: 0 nothing, 1 all of it.
struct Share {
    double attention = 0; ///< weights of attention or recurrence, with their norms; and the work on them
    double cache = 0; ///< keys, values and states; heads that several devices keep count for each
    double forward = 0; ///< dense feed-forward, router and shared experts
    double experts = 0; ///< routed experts

    static constexpr Share whole() { return {1, 1, 1, 1}; }
    bool any() const { return attention > 0 || cache > 0 || forward > 0 || experts > 0; }
};

/// First index: the rig's GPUs in their order, behind them the host's memory where the placement uses it; of a rig
/// without GPUs the processor alone.
struct Placement {
    std::vector<std::vector<Share>> layers; ///< [device][layer]
    std::vector<double> head; ///< [device]
    std::vector<double> embedding; ///< [device] the table; what lies on none is in host memory that nobody plans
    /// Batches of a prompt follow each other through the devices, so that all of them work; else each waits.
    bool pipelined = false;
    std::string how = "as given"; ///< in words: "layers in proportion to free memory"

    Placement() = default;
    Placement(std::size_t devices, std::size_t layerCount)
        : layers(devices, std::vector<Share>(layerCount)), head(devices), embedding(devices)
    {
    }
    std::size_t devices() const { return layers.size(); }
    bool uses(std::size_t device) const; ///< for layers or the head
    void dropLast(); ///< of the devices
};

} // namespace headroom::plan
