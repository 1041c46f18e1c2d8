// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Speeds of a plan that does not fit: nothing runs. Contexts beyond the trained one: memory would hold them, the model
// cannot read them. Steps shorter than it takes to start their kernels: 32 layers of 15 kernels that take 3 µs each to
// start are 1.4 ms, however small they are.
#include "core/base/json.h"
#include "core/base/singular.h"
#include "core/machine/unified.h"
#include "core/plan/caveat.h"
#include "core/plan/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::plan {

namespace {

std::string grouped(double tokens)
{
    std::string digits = fmt::format("{:.0f}", tokens);
    for (std::size_t i = digits.size(); i > 3; i -= 3)
        digits.insert(i - 3, ",");
    return digits;
}

using Caveats = std::vector<Caveat>;

std::array<const Term*, 3> decodeSpeeds(const Plan& plan)
{
    return {&plan.decode.term, &plan.decodeCeiling, &plan.decodePerRequest};
}

std::array<const Term*, 3> prefillSpeeds(const Plan& plan)
{
    return {&plan.prefill.term, &plan.prefillCeiling, &plan.timeToFirstToken};
}

std::array<const Term*, 6> allSpeeds(const Plan& plan)
{
    const auto decode = decodeSpeeds(plan);
    const auto prefill = prefillSpeeds(plan);
    return {decode[0], decode[1], decode[2], prefill[0], prefill[1], prefill[2]};
}

void addUnfit(const Plan& plan, Caveats& caveats)
{
    if (std::ranges::all_of(plan.devices, [](const DevicePlan& device) { return device.free.value >= 0; }))
        return;
    for (const Term* term : allSpeeds(plan))
        caveats.push_back({term->id, "does_not_fit", {}, "if it fitted, which it does not"});
}

void addCut(const PlanRequest& request, const Plan& plan, Caveats& caveats)
{
    const Workload& load = request.workload;
    if (load.promptTokens <= load.context)
        return;
    for (const Term* term : prefillSpeeds(plan))
        caveats.push_back({term->id,
                           "prompt_cut",
                           {{"prompt_tokens", double(load.promptTokens)}, {"context_tokens", double(load.context)}},
                           withSingulars(fmt::format("prompt of {}, cut to the context of {} tokens",
                                                     grouped(load.promptTokens), grouped(load.context)))});
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
    add(plan.maxConcurrency, request.workload.context, "at " + grouped(request.workload.context));
    for (const Term* term : decodeSpeeds(plan))
        add(*term, request.workload.context, "at " + grouped(request.workload.context));
    for (const Term* term : prefillSpeeds(plan))
        add(*term, prompt, "prompt of " + grouped(prompt));
}

void addLaunches(const PlanRequest& request, const Plan& plan, Caveats& caveats)
{
    const StepRules& steps = request.engine->step;
    const double least = steps.secondsPerKernel * steps.kernelsPerLayer * request.model.shape.layers;
    const auto add = [&](const Term& term, double seconds, double count) {
        if (seconds < count * least)
            caveats.push_back({term.id,
                               "launch_bound",
                               {{"launch_s", least}},
                               fmt::format("out of reach: starting a step takes about {:.2g} ms", 1e3 * least)});
    };
    for (const Term* term : {&plan.decodeCeiling, &plan.decodePerRequest})
        add(*term, 1 / plan.decodePerRequest.value, 1);
    for (const Term* term : {&plan.prefillCeiling, &plan.timeToFirstToken})
        add(*term, plan.timeToFirstToken.value, std::ceil(double(promptOf(request.workload)) / request.batch));
}

void addExamined(const Plan& plan, Caveats& caveats)
{
    const auto add = [&](const Term& term, double most) {
        if (term.value >= most)
            caveats.push_back({term.id, "last_examined", {}, "or more: the most that is examined"});
    };
    add(plan.maxContext, kMaxContext);
    if (!plan.encoder)
        add(plan.maxConcurrency, kMaxConcurrency);
}

/// Speeds at less than full power, or from a bandwidth that nobody measured or told.
void addAssumedSpeed(const PlanRequest& request, const Plan& plan, Caveats& caveats)
{
    const auto& rig = request.rig;
    const LimitedPower limited = limitedPower(rig);
    if (limited.cards > 0)
        for (const Term* term : allSpeeds(plan))
            caveats.push_back(
                {term->id,
                 "power_limited",
                 {{"limit_watts", limited.limitWatts}, {"full_watts", limited.fullWatts}},
                 fmt::format("at full power; limited to {:.0f} of {:.0f} W", limited.limitWatts, limited.fullWatts)});
    if (std::ranges::any_of(plan.devices, &DevicePlan::processor)
        && rig.ramBandwidthProvenance == Provenance::Estimated)
        for (const Term* term : decodeSpeeds(plan))
            caveats.push_back({term->id,
                               "bandwidth_assumed",
                               {{"bandwidth_gb_per_s", rig.ramBandwidthGBs}},
                               fmt::format("memory bandwidth of {:.4g} GB/s assumed", rig.ramBandwidthGBs)});
}

/// A rate of a processor, and a time of links, that are reckoned with less than is known.
void addUnknownSpeed(const PlanRequest& request, const Plan& plan, Caveats& caveats)
{
    const auto& rig = request.rig;
    const auto all = allSpeeds(plan);
    const auto isUsed = [](const DevicePlan& device) { return device.layerCount > 0; };
    const bool divided = std::ranges::count_if(plan.devices, isUsed) > 1;
    for (std::size_t i = 0; divided && i < plan.devices.size(); ++i)
        if (isUsed(plan.devices[i]) && !plan.devices[i].processor && rig.gpus[i].link.gigabytesPerSecond() <= 0) {
            for (const Term* term : all)
                caveats.push_back({term->id,
                                   "link_unknown",
                                   {{"gpu", double(i + 1)}},
                                   fmt::format("without the time of GPU {}'s link, which is not known", i + 1)});
            break;
        }
    const auto isProcessor = [&](const DevicePlan& device) { return device.processor && isUsed(device); };
    if (rig.cpu.cores == 0 && std::ranges::any_of(plan.devices, isProcessor))
        for (const Term* term : all)
            caveats.push_back(
                {term->id, "cores_unknown", {}, "the CPU's cores are not known: reckoned with one, at least so fast"});
}

/// As designRig() marks the supply that it chose itself.
bool isAssumed(const machine::Psu& psu)
{
    return psu.source.starts_with("assumed");
}

/// Chosen by designRig(), or found without its power being known.
bool isAssumed(const machine::Cpu& cpu)
{
    return cpu.source.starts_with("assumed") || cpu.source.ends_with("assumed");
}

void addPower(const PlanRequest& request, const Plan& plan, Caveats& caveats)
{
    const auto& rig = request.rig;
    const auto add = [&](const Term& term, Caveat caveat) {
        caveat.term = term.id;
        if (isKnown(term))
            caveats.push_back(std::move(caveat));
    };
    const std::string supplies = suppliesOfUnknownRating(rig);
    for (const Term* term : {&plan.psuLoad, &plan.psuTransient})
        if (!isKnown(*term))
            caveats.push_back(
                machine::bringsSupply(rig)
                    ? Caveat{term->id, "own_supply", {}, "the machine comes with its own power supply"}
                    : supplies.empty()
                    ? Caveat{term->id, "no_supply", {}, "no power supply is known"}
                    : Caveat{term->id, "supply_unknown", {}, "the rating of " + supplies + " is not known"});
    if (!isKnown(plan.circuitLoad))
        caveats.push_back({plan.circuitLoad.id, "no_circuit", {}, "no circuit is known"});
    const std::string unknown = partsOfUnknownPower(rig);
    const std::array all{&plan.psuLoad, &plan.psuTransient, &plan.wallWatts, &plan.circuitLoad, &plan.heat};
    if (!unknown.empty())
        for (const Term* term : all)
            add(*term, {{}, "power_at_least", {}, fmt::format("at least: the power of {} is not known", unknown)});
    double rated = 0;
    for (const auto& psu : rig.psus)
        rated += psu.ratedWatts;
    if (!rig.psus.empty() && isAssumed(rig.psus.front()))
        for (const Term* term : {&plan.psuLoad, &plan.psuTransient})
            add(*term,
                {{}, "supply_assumed", {{"rated_watts", rated}}, fmt::format("of {:.0f} W, which is assumed", rated)});
    const double cpu = machine::processorWatts(rig);
    if (isAssumed(rig.cpu) && cpu > 0)
        for (const Term* term : all)
            add(*term, {{}, "cpu_assumed", {{"cpu_watts", cpu}}, fmt::format("with a CPU of {:.0f} W assumed", cpu)});
}

} // namespace

std::vector<Caveat> caveatsOf(const PlanRequest& request, const Plan& plan)
{
    Caveats caveats;
    addUnfit(plan, caveats);
    addCut(request, plan, caveats);
    addUntrained(request, plan, caveats);
    addLaunches(request, plan, caveats);
    addExamined(plan, caveats);
    addAssumedSpeed(request, plan, caveats);
    addUnknownSpeed(request, plan, caveats);
    addPower(request, plan, caveats);
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
    json["engine"] = request.engine->id;
    json["engine_version"] = versionOf(request);
    return json;
}

} // namespace headroom::plan
