// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/plan/plan.h"

#include "core/plan/step.h"

#include <algorithm>

namespace headroom::plan {

std::uint32_t promptOf(const Workload& workload)
{
    return std::min(workload.promptTokens, workload.context);
}

Result<Plan> makePlan(const PlanRequest& request)
{
    const auto situation = resolve(request);
    if (!situation)
        return tl::unexpected(situation.error());
    Plan plan;
    plan.encoder = !situation->shape().causal;
    planMemory(*situation, plan);
    planLimits(*situation, plan);
    const StepTime step = planSpeed(*situation, plan);
    PowerPlan power = planPower(request.rig);
    judge(*situation, step, power, plan);
    plan.psuLoad = std::move(power.psuLoad);
    plan.psuTransient = std::move(power.psuTransient);
    plan.wallWatts = std::move(power.wallWatts);
    plan.circuitLoad = std::move(power.circuitLoad);
    plan.heat = std::move(power.heat);
    return plan;
}

std::vector<const Term*> Plan::terms() const
{
    std::vector<const Term*> all{&weights, &kvCache};
    if (!encoder)
        all.push_back(&kvPerToken);
    all.push_back(&maxContext);
    if (!encoder)
        all.push_back(&maxConcurrency);
    for (const Term* speed :
         {&decode.term, &prefill.term, &decodeCeiling, &decodePerRequest, &prefillCeiling, &timeToFirstToken})
        if (!speed->id.empty()) // of what does not continue a text there are none
            all.push_back(speed);
    all.insert(all.end(), {&psuLoad, &psuTransient, &wallWatts, &circuitLoad, &heat});
    if (beside.value > 0)
        all.insert(all.begin() + 1, &beside);
    for (const auto& device : devices)
        for (const Term* term :
             {&device.total, &device.weights, &device.kvCache, &device.compute, &device.overhead, &device.free})
            all.push_back(term);
    return all;
}

} // namespace headroom::plan
