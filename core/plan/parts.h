// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what the parts of a plan hand to each other: a request that has been checked, with the model's bytes gathered by
// layer and the layers placed on devices. Memory, speed and limits all start here, so that they cannot disagree.
#pragma once

#include "core/base/bytes.h"
#include "core/plan/bounds.h"
#include "core/plan/cache.h"

#include <functional>
#include <numeric>

namespace headroom::plan {

/// Bytes and parameters of one layer, or of what stands outside the layers.
struct Part {
    double bytes = 0, parameters = 0; ///< read for every token
    double expertBytes = 0, expertParameters = 0; ///< all experts; a token uses some of them
    bool drafts = false; ///< predicts tokens further ahead: held, but not part of a step
    double totalBytes() const { return bytes + expertBytes; }
};

struct Weights {
    std::vector<Part> layers;
    Part embedding; ///< one row per token is read; stays in host memory beside GPUs
    Part head; ///< output matrix and norm; a copy of the embedding when tied
    bool headIsCopy = false;
    double totalBytes = 0, parameters = 0;
    std::size_t tensors = 0;
};
/// Errors: NotFound (preset), Corrupt (a tensor's layer beyond the model's layers).
Result<Weights> gatherWeights(const model::Description& model, const std::string& preset);

/// A place for layers.
struct Device {
    std::string label; ///< "GPU 1", "CPU"
    std::string name; ///< "GPU 1: GeForce RTX 3090"
    bool host = false; ///< its memory is the host's: the processor, or a part that shares it
    double totalBytes = 0;
    std::vector<TermInput> overheads; ///< bytes that the engine's process takes, or the system
    TermInput inUse; ///< bytes of others
    TermInput bandwidth; ///< GB/s
    TermInput tflops; ///< 10¹² FLOP/s at FP16
    double linkGBs = 0; ///< one direction; 0 = not known
    Provenance provenance = Provenance::Quoted;
    std::string source;
    std::uint32_t firstLayer = 0, layerCount = 0;
    bool hasHead = false;
    Part weights; ///< of its layers, and of the head where it has it
    std::vector<CacheKind> cache; ///< of its layers
    double unreadBytes
        = 0; ///< held, but not read for a token: layers that draft, the embedding table in host memory, towers

    double weightBytes() const { return weights.totalBytes() + unreadBytes; }
    double overheadBytes() const
    {
        return std::transform_reduce(overheads.begin(), overheads.end(), 0.0, std::plus<>(),
                                     [](const TermInput& overhead) { return overhead.value; })
            + inUse.value;
    }
    double bytesPerSecond() const { return bandwidth.value * 1e9; }
    double flopsPerSecond() const { return tflops.value * 1e12; }
};
/// Errors: InvalidArgument, naming the device and the figure.
Result<std::vector<Device>> devicesOf(const machine::Rig& rig, const Engine& engine);

/// Cards that are held to less than their full power; which of them the most.
struct LimitedPower {
    std::size_t cards = 0, hardest = 0;
    double limitWatts = 0, fullWatts = 0; ///< of the hardest
};
LimitedPower limitedPower(const machine::Rig& rig);

struct Situation {
    const PlanRequest* request = nullptr;
    const KvType* kvType = nullptr;
    Weights weights;
    std::vector<Device> devices;
    std::vector<CacheKind> cache; ///< of all layers

    const model::Shape& shape() const { return request->model.shape; }
    const Engine& engine() const { return *request->engine; }
    /// Tokens computed at once; an encoder's are all of a text.
    double batch(double cells) const { return shape().causal ? request->batch : cells; }
};
/// Everything that can be wrong with a request is found here.
Result<Situation> resolve(const PlanRequest& request);

/// Of towers and projectors that are loaded with the model.
double besideBytes(const PlanRequest& request);
double kvBytes(const Situation& situation, const Device& device, double cells, double sequences);
/// Read and written for one token of so many requests at this context: windows reach no further than themselves, and
/// states are read and written back.
double kvTrafficBytes(const Device& device, double context, double requests);
/// Total less weights, cache, compute buffer and overhead; negative when it does not fit.
double freeBytes(const Situation& situation, const Device& device, double cells, double sequences);
/// Below this a device counts as tight: 5 % of it, or 512 MiB where that is more.
double tightBelow(const Device& device);

void planMemory(const Situation& situation, Plan& plan);
void planLimits(const Situation& situation, Plan& plan);
/// The device that is full first when requests are added at the planned context: what the verdict names, and what
/// bounds the concurrency.
std::size_t bindingDevice(const Situation& situation);
/// Where a decode step's time goes, in seconds.
struct StepTime {
    double memory = 0, compute = 0, link = 0;
};
StepTime planSpeed(const Situation& situation, Plan& plan);
void judge(const Situation& situation, const StepTime& step, const PowerPlan& power, Plan& plan);

/// Worst first; the worst severity is the verdict.
Verdict sortReasons(std::vector<Reason>& reasons);

} // namespace headroom::plan
