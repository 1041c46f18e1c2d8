// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Speeds of a plan that does not fit: nothing runs. Contexts beyond the trained one: memory would hold them, the model
// cannot read them. Steps shorter than it takes to start their kernels: a layer is about 15 kernels and each takes
// about 3 µs to start (AIConfigurator's system files), so 32 layers take 1.4 ms however small they are.
#include "core/base/json.h"
#include "core/plan/caveat.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::plan {

namespace {

constexpr double kKernelsPerLayer = 15;
constexpr double kSecondsPerKernel = 3e-6;

std::string grouped(double tokens)
{
    std::string digits = fmt::format("{:.0f}", tokens);
    for (std::size_t i = digits.size(); i > 3; i -= 3)
        digits.insert(i - 3, ",");
    return digits;
}

using Caveats = std::vector<Caveat>;

void addUnfit(const Plan& plan, Caveats& caveats)
{
    if (std::ranges::all_of(plan.devices, [](const DevicePlan& device) { return device.free.value >= 0; }))
        return;
    for (const Term* term : {&plan.decodeCeiling, &plan.decodePerRequest, &plan.prefillCeiling, &plan.timeToFirstToken})
        caveats.push_back({term->id, "does_not_fit", {}, "if it fitted, which it does not"});
}

void addCut(const PlanRequest& request, const Plan& plan, Caveats& caveats)
{
    const Workload& load = request.workload;
    if (load.promptTokens <= load.context)
        return;
    for (const Term* term : {&plan.prefillCeiling, &plan.timeToFirstToken})
        caveats.push_back({term->id,
                           "prompt_cut",
                           {{"prompt_tokens", double(load.promptTokens)}, {"context_tokens", double(load.context)}},
                           fmt::format("prompt of {}, cut to the context of {} tokens", grouped(load.promptTokens),
                                       grouped(load.context))});
}

void addUntrained(const PlanRequest& request, const Plan& plan, Caveats& caveats)
{
    const double trained = request.model.shape.contextLength;
    if (trained <= 0)
        return;
    const auto add = [&](const Term& term, double tokens, std::string_view what) {
        if (tokens > trained)
            caveats.push_back({term.id,
                               "beyond_training",
                               {{"trained_tokens", trained}, {"context_tokens", tokens}},
                               fmt::format("{}; trained for {} tokens", what, grouped(trained))});
    };
    const double prompt = promptOf(request.workload);
    add(plan.maxContext, plan.maxContext.value, "memory alone");
    for (const Term* term : {&plan.maxConcurrency, &plan.decodeCeiling, &plan.decodePerRequest})
        add(*term, request.workload.context, "at " + grouped(request.workload.context));
    for (const Term* term : {&plan.prefillCeiling, &plan.timeToFirstToken})
        add(*term, prompt, "prompt of " + grouped(prompt));
}

void addLaunches(const PlanRequest& request, const Plan& plan, Caveats& caveats)
{
    const double least = kSecondsPerKernel * kKernelsPerLayer * request.model.shape.layers;
    const auto add = [&](const Term& term, double seconds, double steps) {
        if (seconds < steps * least)
            caveats.push_back({term.id,
                               "launch_bound",
                               {{"launch_s", least}},
                               fmt::format("out of reach: starting a step takes about {:.2g} ms", 1e3 * least)});
    };
    for (const Term* term : {&plan.decodeCeiling, &plan.decodePerRequest})
        add(*term, 1 / plan.decodePerRequest.value, 1);
    for (const Term* term : {&plan.prefillCeiling, &plan.timeToFirstToken})
        add(*term, plan.timeToFirstToken.value, std::ceil(promptOf(request.workload) / request.batch));
}

} // namespace

std::vector<Caveat> caveatsOf(const PlanRequest& request, const Plan& plan)
{
    Caveats caveats;
    addUnfit(plan, caveats);
    addCut(request, plan, caveats);
    addUntrained(request, plan, caveats);
    addLaunches(request, plan, caveats);
    std::erase_if(caveats, [](const Caveat& caveat) { return caveat.term.empty(); }); // of what the model has not
    return caveats;
}

const Caveat* findCaveat(const std::vector<Caveat>& caveats, std::string_view term)
{
    const auto found = std::ranges::find(caveats, term, &Caveat::term);
    return found == caveats.end() ? nullptr : &*found;
}

Json toJson(const PlanRequest& request, const Plan& plan)
{
    Json list = Json::array();
    for (const Caveat& caveat : caveatsOf(request, plan)) {
        Json values = Json::object();
        for (const auto& [name, value] : caveat.values)
            values[name] = name.ends_with("_tokens") ? Json(std::int64_t(value)) : Json(value);
        list.push_back({{"term", caveat.term}, {"code", caveat.code}, {"values", values}, {"text", caveat.text}});
    }
    Json json = toJson(plan);
    json["caveats"] = std::move(list);
    return json;
}

} // namespace headroom::plan
