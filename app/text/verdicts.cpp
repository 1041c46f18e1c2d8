// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text/display.h"
#include "app/text/remarks.h"
#include "app/text/words.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace headroom::app::text {

namespace {

/// A number of the reason by its name; NaN when the planner did not give it.
double shownValue(const plan::Reason& reason, std::string_view name)
{
    for (const auto& [known, number] : reason.values)
        if (known == name)
            return number;
    return std::numeric_limits<double>::quiet_NaN();
}

QString memoryReason(const plan::Reason& reason, const QString& subject)
{
    const double free = shownValue(reason, "free_bytes"), total = shownValue(reason, "total_bytes");
    if (free < 0)
        return Words::tr("%1 lacks %2").arg(subject, gibibytes(-free));
    if (reason.code == "memory_free")
        return Words::tr("%1 would fill up first: %2 of %3 left").arg(subject, gibibytes(free), gibibytes(total));
    if (std::isnan(total))
        return Words::tr("%1 has only %2 left").arg(subject, gibibytes(free));
    return Words::tr("%1 has only %2 of %3 left").arg(subject, gibibytes(free), gibibytes(total));
}

/// Who leaves what: the sentence of the plan when memory decides.
QString memorySentence(const plan::Plan& plan, const plan::PlanRequest& request, const plan::DevicePlan& device)
{
    const int requests = int(request.workload.concurrency);
    const QString context = tokens(request.workload.context);
    const QString name = QString::fromStdString(device.name).section(QLatin1Char(':'), 0, 0); // "GPU 1"
    if (plan.verdict == plan::Verdict::DoesNotFit)
        return Words::tr("%1 lacks %2: %n request(s) at %3 need %4 of %5", nullptr, requests)
            .arg(name, gibibytes(-device.free.value), context,
                 number((device.total.value - device.free.value) / (1 << 30), 2), gibibytes(device.total.value));
    return Words::tr("%n request(s) at %1 leave %2 of %3 on %4", nullptr, requests)
        .arg(context, number(device.free.value / (1 << 30), 2), gibibytes(device.total.value), name);
}

bool isMemory(const plan::Reason& reason)
{
    return reason.code.starts_with("memory_");
}

} // namespace

const plan::DevicePlan* bindingDevice(const plan::Plan& plan)
{
    const auto reason = std::ranges::find_if(plan.reasons, isMemory);
    if (reason == plan.reasons.end())
        return nullptr;
    const auto named = std::ranges::find_if(plan.devices, [&](const plan::DevicePlan& device) {
        return device.name == reason->subject || device.name.starts_with(reason->subject + ":");
    });
    return named == plan.devices.end() ? nullptr : &*named;
}

QString reason(const plan::Reason& reason)
{
    const QString subject = QString::fromStdString(reason.subject);
    if (isMemory(reason))
        return memoryReason(reason, subject);
    if (reason.code == "psu_over")
        return Words::tr("the power supply is loaded beyond its rating: %1")
            .arg(percent(shownValue(reason, "load_fraction")));
    if (reason.code == "psu_band")
        return Words::tr("the power supply runs at %1; 50–70 % is comfortable")
            .arg(percent(shownValue(reason, "load_fraction")));
    if (reason.code == "psu_transient")
        return Words::tr("one spike reaches %1 of the power supply")
            .arg(percent(shownValue(reason, "transient_fraction")));
    if (reason.code == "circuit")
        return Words::tr("the circuit carries %1 of its continuous limit")
            .arg(percent(shownValue(reason, "load_fraction")));
    if (reason.code == "power_unknown")
        return Words::tr("the power of %1 is not known: watts and loads are at least what is shown").arg(subject);
    if (reason.code == "supply_unknown")
        return Words::tr("the rating of %1 is not known, and so no load of the power supply").arg(subject);
    if (reason.code == "power_limited")
        return Words::tr("%1 is limited to %2 of %3: speeds are those of full power")
            .arg(subject, quantity(shownValue(reason, "limit_watts"), "W"),
                 quantity(shownValue(reason, "full_watts"), "W"));
    if (reason.code == "context_beyond_training")
        return Words::tr("the model was trained on %1, not %2")
            .arg(tokens(shownValue(reason, "trained_tokens")), tokens(shownValue(reason, "context_tokens")));
    if (reason.code == "no_gpu")
        return Words::tr("no GPU: the processor and its memory do the work");
    if (reason.code == "link_narrow")
        return Words::tr("%1 has %2 of %3 PCIe lanes")
            .arg(subject, integer(shownValue(reason, "lanes")), integer(shownValue(reason, "lanes_max")));
    if (reason.code == "several_makers")
        return Words::tr("cards of %1 make one pool only over Vulkan or RPC, slower than with each maker's own backend")
            .arg(subject);
    if (reason.code == "cards_beside_apple")
        return Words::tr("Apple's chips take no other cards: two machines, which only RPC joins, over a network whose "
                         "time is not counted");
    if (reason.code == "format_unloaded")
        return Words::tr("the engine of this plan does not load this format; these do: %1").arg(subject);
    if (reason.code == "parts_left_out")
        return Words::tr("%1 of its files are no part of the text model and not counted")
            .arg(bytes(shownValue(reason, "left_out_bytes")));
    if (reason.code == "parts_beside")
        return Words::tr("%1 of towers and projector are loaded with it")
            .arg(bytes(shownValue(reason, "projector_bytes")));
    return reason.remark.empty() ? QString::fromStdString(reason.text) : clause(reason.remark);
}

QString verdictSentence(const plan::Plan& plan, const plan::PlanRequest& request)
{
    const plan::DevicePlan* device = bindingDevice(plan);
    const bool memoryDecides
        = plan.reasons.empty() || isMemory(plan.reasons.front()) || plan.verdict == plan::Verdict::Fits;
    if (device && memoryDecides) {
        const QString sentence = memorySentence(plan, request, *device);
        if (plan.verdict != plan::Verdict::Fits)
            return sentence;
        return Words::tr("%1; %2 sets the speed").arg(sentence, bottleneck(plan.bottleneck));
    }
    if (plan.reasons.empty())
        return {};
    if (plan.reasons.front().code == "psu_over") { // say of what, in watts
        const double load = shownValue(plan.reasons.front(), "sustained_watts"),
                     rated = shownValue(plan.reasons.front(), "rated_watts");
        return Words::tr("Power supply: %1 of %2 sustained; the memory suffices")
            .arg(quantity(load, "W"), quantity(rated, "W"));
    }
    QString sentence = reason(plan.reasons.front());
    if (!sentence.isEmpty())
        sentence[0] = sentence[0].toUpper();
    return sentence;
}

QString powerSentence(const plan::PowerPlan& plan)
{
    const bool lacks = std::ranges::count(plan.reasons, "power_unknown", &plan::Reason::code) > 0;
    const QString watts = quantity(plan.sustainedWatts.value, "W");
    const QString sustained = lacks ? Words::tr("at least %1", "watts").arg(watts) : watts;
    if (std::ranges::count(plan.reasons, "supply_unknown", &plan::Reason::code) > 0)
        return Words::tr("%1 sustained; the rating of a power supply is not known").arg(sustained);
    if (plan.ownSupply)
        return Words::tr("%1 sustained; the machine comes with its own power supply").arg(sustained);
    if (plan.psuLoad.value <= 0)
        return Words::tr("%1 sustained; no power supply chosen").arg(sustained);
    const double rated = plan.sustainedWatts.value / plan.psuLoad.value;
    const QString load = Words::tr("%1 of %2 sustained").arg(sustained, quantity(rated, "W"));
    if (plan.psuTransient.value > 1)
        return Words::tr("Power supply: %1; one spike reaches %2").arg(load, percent(plan.psuTransient.value));
    if (plan.circuitLoad.value > 1)
        return Words::tr("Circuit: %1 at the wall, %2 of its continuous limit")
            .arg(quantity(plan.wallWatts.value, "W"), percent(plan.circuitLoad.value));
    return Words::tr("Power supply: %1; spikes stay at %2").arg(load, percent(plan.psuTransient.value));
}

} // namespace headroom::app::text
