// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The verdict is the worst reason. Memory: does not fit when a device would have less than nothing left; tight when
// less than 5 % of it, or 512 MiB, whichever is more: drivers, displays and fragmentation take that much unannounced.
// The binding device is the one that more requests would fill first (limits.cpp); its reason is always told, also when
// all is well, and no other's says that it binds.
// Example: 24 GiB card, 0.34 GiB left, limit 1.2 GiB: tight, "GPU 1 memory binds: 4 requests at 8k leave 0.34 of 24.00
// GiB".
#include "core/base/remarks.h"
#include "core/base/singular.h"
#include "core/model/remarks.h"
#include "core/plan/step.h"
#include "core/quant/folder/scheme.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace headroom::plan {

namespace {

std::string requestsText(const Workload& workload)
{
    const auto context = workload.context % 1024 == 0 ? fmt::format("{}k", workload.context / 1024)
                                                      : withSingulars(fmt::format("{} tokens", workload.context));
    return fmt::format("{} request{} at {}", workload.concurrency, workload.concurrency == 1 ? "" : "s", context);
}

Reason memoryReason(const Workload& workload, const Device& device, const DevicePlan& plan, bool binds)
{
    const double free = plan.free.value;
    const double total = device.totalBytes;
    const char* leave = workload.concurrency == 1 ? "leaves" : "leave";
    Reason reason;
    reason.subject = device.label;
    reason.values = {{"free_bytes", free},
                     {"total_bytes", total},
                     {"needed_bytes", total - free},
                     {"tight_below_bytes", tightBelow(device)}};
    if (free < 0) {
        reason.code = "memory_exceeded";
        reason.severity = Verdict::DoesNotFit;
        const char* needs = workload.concurrency == 1 ? "needs" : "need";
        reason.text = fmt::format("{} memory is exceeded: {} {} {:.2f} of {:.2f} GiB", device.label,
                                  requestsText(workload), needs, (total - free) / kGiB, total / kGiB);
        return reason;
    }
    const bool tight = free < tightBelow(device);
    reason.code = tight ? "memory_tight" : "memory_free";
    reason.severity = tight ? Verdict::Tight : Verdict::Fits;
    const char* how = !binds ? "is tight too" : tight ? "binds" : "would bind first";
    reason.text = fmt::format("{} memory {}: {} {} {:.2f} of {:.2f} GiB", device.label, how, requestsText(workload),
                              leave, free / kGiB, total / kGiB);
    return reason;
}

void judgeMemory(const Situation& situation, Plan& plan)
{
    const auto& devices = situation.devices;
    const std::size_t binding = bindingDevice(situation);
    const auto& workload = situation.request->workload;
    plan.reasons.push_back(memoryReason(workload, devices[binding], plan.devices[binding], true));
    for (std::size_t i = 0; i < devices.size(); ++i)
        if (i != binding && plan.devices[i].free.value < tightBelow(devices[i]))
            plan.reasons.push_back(memoryReason(workload, devices[i], plan.devices[i], false));
}

void judgeContext(const Situation& situation, Plan& plan)
{
    const double trained = situation.shape().contextLength;
    const double context = situation.request->workload.context;
    if (trained <= 0 || context <= trained)
        return;
    plan.reasons.push_back({"context_beyond_training",
                            Verdict::Tight,
                            {{"context_tokens", context}, {"trained_tokens", trained}},
                            situation.request->model.name,
                            fmt::format("{:.0f} tokens exceed the {:.0f} that {} was trained for", context, trained,
                                        situation.request->model.name)});
}

void judgeModel(const Situation& situation, Plan& plan)
{
    for (model::Trait& trait : model::remarks(situation.request->model))
        plan.reasons.push_back({std::move(trait.code), Verdict::Fits, std::move(trait.values), std::move(trait.subject),
                                english(trait.remark), trait.remark});
}

/// Speeds are those of the full power. What less of it costs is known of no card; it is less than in proportion.
void judgePowerLimit(const Situation& situation, Plan& plan)
{
    const LimitedPower limited = limitedPower(situation.request->rig);
    if (limited.cards == 0)
        return;
    const std::string subject = fmt::format("GPU {}", limited.hardest + 1);
    const std::string others = limited.cards > 1 ? fmt::format(", hardest of {} cards,", limited.cards) : "";
    plan.reasons.push_back({"power_limited",
                            Verdict::Fits,
                            {{"limit_watts", limited.limitWatts},
                             {"full_watts", limited.fullWatts},
                             {"cards", static_cast<double>(limited.cards)}},
                            subject,
                            fmt::format("{}{} is limited to {:.0f} of {:.0f} W: speeds are those of full power",
                                        subject, others, limited.limitWatts, limited.fullWatts)});
}

/// Of the cards that hold a part of the model: each maker's run with drivers of their own.
void judgeMakers(const Situation& situation, Plan& plan)
{
    const auto& gpus = situation.request->rig.gpus;
    std::vector<std::string> makers;
    std::string apple, other;
    for (std::size_t i = 0; i < std::min(gpus.size(), situation.devices.size()); ++i) {
        if (!situation.placement.uses(i) || gpus[i].vendor.empty())
            continue;
        (gpus[i].vendor == "Apple" ? apple : other) = gpus[i].name;
        if (std::ranges::find(makers, gpus[i].vendor) == makers.end())
            makers.push_back(gpus[i].vendor);
    }
    if (makers.size() < 2)
        return;
    const bool apart = !apple.empty();
    const std::string named = fmt::format("{}", fmt::join(makers, ", "));
    plan.reasons.push_back(
        {apart ? "cards_beside_apple" : "several_makers",
         apart ? Verdict::Tight : Verdict::Fits,
         {{"makers", double(makers.size())}},
         named,
         apart ? fmt::format("{} beside {}: no engine drives them in one machine, as Apple's take no other cards; two "
                             "machines and RPC between them would, over a network whose time is not counted",
                             other, apple)
               : fmt::format("cards of {} in one rig: one pool only with a backend for all of them, as llama.cpp's "
                             "Vulkan, or a process for each over RPC; neither reaches the speeds of each maker's own "
                             "backend",
                             named)});
}

void judgeDevices(const Situation& situation, Plan& plan)
{
    const auto& rig = situation.request->rig;
    if (rig.gpus.empty())
        plan.reasons.push_back({"no_gpu",
                                Verdict::Fits,
                                {{"ram_bytes", static_cast<double>(rig.ramBytes)}},
                                "CPU",
                                fmt::format("no GPU: planned on the CPU and {:.1f} GiB of memory",
                                            static_cast<double>(rig.ramBytes) / kGiB)});
    if (const auto machines
        = std::ranges::count_if(rig.gpus, [](const machine::Gpu& gpu) { return gpu.holdsHost && gpu.ownSupply; });
        machines > 1) {
        const Remark said = remark("machine.several", machines);
        plan.reasons.push_back(
            {"several_machines", Verdict::Fits, {{"machines", double(machines)}}, {}, english(said), said});
    }
    for (std::size_t i = 0; i < rig.gpus.size(); ++i) {
        const auto& gpu = rig.gpus[i];
        if (gpu.link.lanes == 0 || gpu.link.lanes >= gpu.linkMax.lanes)
            continue;
        plan.reasons.push_back(
            {"link_narrow",
             Verdict::Fits,
             {{"lanes", static_cast<double>(gpu.link.lanes)},
              {"lanes_max", static_cast<double>(gpu.linkMax.lanes)},
              {"link_gb_per_s", gpu.link.gigabytesPerSecond()}},
             situation.devices[i].label,
             fmt::format("{} has {} of {} PCIe lanes: models load at {:.1f} GB/s at most", situation.devices[i].label,
                         gpu.link.lanes, gpu.linkMax.lanes, gpu.link.gigabytesPerSecond())});
    }
}

std::string listed(const std::vector<model::LeftOut>& parts)
{
    std::string names;
    for (const model::LeftOut& part : parts)
        names += (names.empty() ? "" : ", ") + part.part;
    return names;
}

/// How the weights that are planned are stored; empty: as they came from training, which every engine makes its own of.
std::string_view formatOf(const PlanRequest& request)
{
    if (const auto* scheme = quant::findFolderScheme(request.preset))
        return scheme->layout->method;
    return request.preset.empty() ? std::string_view(request.model.quantization) : kGguf;
}

void judgeFormat(const Situation& situation, Plan& plan)
{
    const std::string_view format = formatOf(*situation.request);
    const Engine& engine = situation.engine();
    if (format.empty() || std::ranges::find(engine.loads, format) != engine.loads.end())
        return;
    const auto* row = quant::findFolderFormat(format);
    const std::string name(row ? row->name : format), others(row ? row->engines : "other engines");
    plan.reasons.push_back(
        {"format_unloaded",
         Verdict::Fits,
         {},
         others,
         fmt::format("{} does not load {} weights, {} do: buffers and speeds are reckoned as if it did", engine.id,
                     name, others)});
}

/// Of what the model's files hold beside the text model, and of what is loaded with it.
void judgeParts(const Situation& situation, Plan& plan)
{
    const auto& beside = situation.request->beside;
    std::vector<model::LeftOut> leftOut = situation.request->model.leftOut;
    std::erase_if(leftOut, [&](const model::LeftOut& part) { return std::ranges::count(beside, part) > 0; });
    double bytes = 0;
    for (const model::LeftOut& part : leftOut)
        bytes += double(part.bytes);
    const bool countable = !std::ranges::all_of(leftOut, &model::LeftOut::drafts);
    if (!leftOut.empty())
        plan.reasons.push_back(
            {"parts_left_out",
             Verdict::Fits,
             {{"left_out_bytes", bytes}},
             listed(leftOut),
             fmt::format("not counted, as the text model does without: {}, {:.1f} MiB{}", listed(leftOut), bytes / kMiB,
                         countable ? "; --with-projector counts what sees and hears" : "")});
    if (!beside.empty())
        plan.reasons.push_back({"parts_beside",
                                Verdict::Fits,
                                {{"projector_bytes", plan.beside.value}},
                                listed(beside),
                                fmt::format("{} loads with the model: {}, {:.1f} MiB", situation.devices.front().label,
                                            listed(beside), plan.beside.value / kMiB)});
}

Bottleneck bottleneckOf(const StepTime& step, const PowerPlan& power, const Plan& plan)
{
    const bool exceeded = std::any_of(plan.reasons.begin(), plan.reasons.end(),
                                      [](const Reason& reason) { return reason.code == "memory_exceeded"; });
    if (exceeded)
        return Bottleneck::Capacity;
    if (power.verdict == Verdict::DoesNotFit)
        return Bottleneck::Power;
    if (step.link > std::max(step.memory, step.compute))
        return Bottleneck::Interconnect;
    return step.compute > step.memory ? Bottleneck::Compute : Bottleneck::MemoryBandwidth;
}

} // namespace

Verdict sortReasons(std::vector<Reason>& reasons)
{
    std::stable_sort(reasons.begin(), reasons.end(),
                     [](const Reason& a, const Reason& b) { return a.severity > b.severity; });
    return reasons.empty() ? Verdict::Fits : reasons.front().severity;
}

void judge(const Situation& situation, const StepTime& step, const PowerPlan& power, Plan& plan)
{
    judgeMemory(situation, plan);
    plan.bottleneck = bottleneckOf(step, power, plan);
    judgeContext(situation, plan);
    judgeModel(situation, plan);
    plan.reasons.insert(plan.reasons.end(), power.reasons.begin(), power.reasons.end());
    judgePowerLimit(situation, plan);
    judgeDevices(situation, plan);
    judgeMakers(situation, plan);
    judgeFormat(situation, plan);
    judgeParts(situation, plan);
    plan.verdict = sortReasons(plan.reasons);
}

} // namespace headroom::plan
