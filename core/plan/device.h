// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a device of the rig can do, and what a placement puts there.
#pragma once

#include "core/plan/cache.h"
#include "core/plan/weights.h"

#include <functional>
#include <numeric>

namespace headroom::plan {

/// What a step needs of a device: weights and caches by their shares.
struct Load {
    Part dense; ///< read for every token
    Part experts; ///< all experts; a token uses some of them
    std::vector<CacheKind> cache;
    double layers = 0; ///< that have attention or a state here, in part or whole
};

/// A place for layers.
struct Device {
    std::string label; ///< "GPU 1", "CPU"
    std::string name; ///< "GPU 1: GeForce RTX 3090"
    std::string vendor, silicon, model; ///< "NVIDIA", "NVIDIA 8.6", "GeForce RTX 3090"; vendor of a processor: "CPU"
    bool processor = false; ///< the host's own
    bool host = false; ///< its memory is the host's: the processor, or a part that shares it
    double totalBytes = 0;
    std::vector<TermInput> overheads; ///< bytes that the engine's process takes, or the system
    TermInput inUse; ///< bytes of others
    TermInput bandwidth; ///< GB/s
    TermInput tflops; ///< 10¹² FLOP/s at FP16
    double linkGBs = 0; ///< one direction; 0 = not known; the processor's memory is at the other end of every link
    Provenance provenance = Provenance::Quoted;
    std::string source;
    std::uint32_t firstLayer = 0, layerCount = 0; ///< that have a share here
    double headShare = 0;
    Load load; ///< of its layers, and of the head
    double unreadBytes = 0; ///< held, but not read for a token: layers that draft, the embedding table, towers

    double weightBytes() const { return load.dense.bytes + load.experts.bytes + unreadBytes; }
    double overheadBytes() const
    {
        return std::transform_reduce(overheads.begin(), overheads.end(), 0.0, std::plus<>(),
                                     [](const TermInput& overhead) { return overhead.value; })
            + inUse.value;
    }
    double bytesPerSecond() const { return bandwidth.value * 1e9; }
    double flopsPerSecond() const { return tflops.value * 1e12; }
};
/// GPUs, and behind them the host's memory where it is asked for; of a rig without GPUs the processor.
/// Errors: InvalidArgument, naming the device and the figure, or why there is no host beside the cards.
Result<std::vector<Device>> devicesOf(const machine::Rig& rig, const Engine& engine, bool withHost);

} // namespace headroom::plan
