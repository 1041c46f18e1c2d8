// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what the parts of a plan hand to each other: a request that has been checked, with the model's bytes gathered by
// layer and the layers placed on devices. Memory, speed and limits all start here, so that they cannot disagree.
#pragma once

#include "core/base/bytes.h"
#include "core/plan/bounds.h"
#include "core/plan/device.h"

namespace headroom::plan {

struct StepTime;

/// Cards that are held to less than their full power; which of them the most.
struct LimitedPower {
    std::size_t cards = 0, hardest = 0;
    double limitWatts = 0, fullWatts = 0; ///< of the hardest
};
LimitedPower limitedPower(const machine::Rig& rig);

/// Parts of layers that the same devices share, each with its load, at the same time.
struct Stage {
    std::vector<std::size_t> devices;
    std::vector<Load> loads; ///< of each
};
/// Activations that pass from stage to stage, or are summed up among the devices of one.
struct Transfer {
    double linkGBs = 0; ///< of the slowest link that takes part; 0 = not known
    std::size_t summed = 0; ///< devices; 0: passed on
};

struct Situation {
    const PlanRequest* request = nullptr; ///< outlives the situation
    const KvType* kvType = nullptr;
    Weights weights;
    std::vector<Device> devices;
    Placement placement; ///< of these devices
    std::vector<Stage> stages; ///< in the order in which a token comes to them
    std::vector<Transfer> transfers; ///< of one step, in order
    std::vector<CacheKind> cache; ///< of all layers, on all devices

    const model::Shape& shape() const { return request->model.shape; }
    const Engine& engine() const { return *request->engine; }
    /// Tokens computed at once; an encoder's are all of a text.
    double batch(double cells) const { return shape().causal ? request->batch : cells; }
};
/// Everything that can be wrong with a request is found here.
Result<Situation> resolve(const PlanRequest& request);
/// What a row of a placement loads: one share for each layer, and of the head.
Load loadOf(const Situation& situation, std::span<const Share> shares, double head);
/// Stages and transfers of the placement.
void stageUp(Situation& situation);
/// Errors: InvalidArgument, naming what does not lie whole on the devices.
Status checkPlacement(const Placement& placement, const Weights& weights, std::size_t devices);

/// Of towers and projectors that are loaded with the model.
double besideBytes(const PlanRequest& request);
double kvBytes(const Situation& situation, const Device& device, double cells, double sequences);
/// Total less weights, cache, compute buffer and overhead; negative when it does not fit.
double freeBytes(const Situation& situation, const Device& device, double cells, double sequences);
/// Below this a device counts as tight: 5 % of it, or 512 MiB where that is more.
double tightBelow(const Device& device);

void planMemory(const Situation& situation, Plan& plan);
void planLimits(const Situation& situation, Plan& plan);
/// The device that is full first when requests are added at the planned context: what the verdict names, and what
/// bounds the concurrency.
std::size_t bindingDevice(const Situation& situation);
/// Of a decode step, or of one text where nothing is continued.
StepTime planSpeed(const Situation& situation, Plan& plan);
void judge(const Situation& situation, const StepTime& step, const PowerPlan& power, Plan& plan);

/// Worst first; the worst severity is the verdict.
Verdict sortReasons(std::vector<Reason>& reasons);

} // namespace headroom::plan
