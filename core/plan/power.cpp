// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Sustained W = Σ GPU limits + CPU × sockets + board, fans, drives. Load = W ÷ rating; 50-70 % is the healthy band.
// A chip that holds the CPU has one power for both.
// Spike below 1 ms: 1.57 × the limit of one card, the worst; cards rarely peak together. 1.57 = 901.1 W ÷ 575 W,
// measured on an RTX 5090 FE (Igor's Lab). An ATX 3.x supply rides 200 % for 100 µs (ATX 3.0 design guide); of an older
// one nothing above its rating is promised. Several supplies are taken to share the load by rating.
// Wall W = W ÷ efficiency(load): 80 PLUS limits at 20, 50, 100 % load (115 V), straight lines between them.
// A part whose power nobody told is missing in the sums, which are then "at least"; a supply whose rating nobody told
// leaves the share of all of them open, and so the load.
// Circuit: continuous limit = volts × amps × 0.8 (NEC 210.20(A): three hours and more). Heat = wall W × 3.412 BTU/h.
// Example: 2 × 350 W + 230 W + 80 W = 1010 W on 1600 W Gold: 63 %, spike (1010 + 0.57 × 350) ÷ 1600 = 76 %, efficiency
// 90 − 3 × 0.1312 ÷ 0.5 = 89.2 %, 1132 W from the wall, 38 % of 2944 W, 3862 BTU/h.
#include "core/machine/unified.h"
#include "core/plan/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::plan {

namespace {

constexpr double kSpike = 1.57;
constexpr double kAtx3Allowance = 2.0;
constexpr double kBandLow = 0.5, kBandHigh = 0.7, kBandTight = 0.85;
constexpr double kBtuPerWattHour = 3.412;

struct Tier {
    std::string_view name;
    double at20, at50, at100;
};
constexpr std::array kTiers{
    Tier{"80 PLUS White", .80, .80, .80},    Tier{"80 PLUS Bronze", .82, .85, .82},
    Tier{"80 PLUS Silver", .85, .88, .85},   Tier{"80 PLUS Gold", .87, .90, .87},
    Tier{"80 PLUS Platinum", .90, .92, .89}, Tier{"80 PLUS Titanium", .92, .94, .90},
};
constexpr Tier kUnknownTier{"", .80, .80, .80};

const Tier& tierOf(std::string_view name)
{
    for (const auto& tier : kTiers)
        if (tier.name == name)
            return tier;
    return kUnknownTier;
}

double efficiencyAt(const Tier& tier, double load)
{
    if (load <= 0.2)
        return tier.at20;
    if (load <= 0.5)
        return std::lerp(tier.at20, tier.at50, (load - 0.2) / 0.3);
    return std::lerp(tier.at50, tier.at100, (std::min(load, 1.0) - 0.5) / 0.5);
}

/// Entered values may be anything; a wrong one counts as not known.
double known(double value)
{
    return std::isfinite(value) && value > 0 ? value : 0;
}

double wattsOf(const machine::Gpu& gpu)
{
    return known(known(gpu.powerLimitWatts) > 0 ? gpu.powerLimitWatts : gpu.tdpWatts);
}

struct Draw {
    double gpus = 0, cpu = 0, other = 0, worstCard = 0;
    double rated = 0; ///< of all supplies; 0: not known
    bool atx3 = true;
    bool lacks = false; ///< parts whose power is not known: all sums are at least so much
    std::string supply; ///< as a subject
    Tier tier = kUnknownTier; ///< the weakest
    double sustained() const { return gpus + cpu + other; }
    double spike() const { return sustained() + (kSpike - 1) * worstCard; }
};

Draw drawOf(const machine::Rig& rig)
{
    Draw draw;
    for (const auto& gpu : rig.gpus) {
        const double watts = wattsOf(gpu);
        draw.gpus += watts;
        draw.worstCard = std::max(draw.worstCard, watts);
    }
    draw.cpu = known(machine::processorWatts(rig));
    draw.other = known(rig.otherWatts);
    draw.lacks = !partsOfUnknownPower(rig).empty();
    for (const auto& psu : rig.psus) {
        draw.rated += known(psu.ratedWatts);
        draw.atx3 = draw.atx3 && psu.atx3;
        const auto& tier = tierOf(psu.efficiency);
        if (&psu == &rig.psus.front() || tier.at50 < draw.tier.at50)
            draw.tier = tier;
    }
    if (!suppliesOfUnknownRating(rig).empty())
        draw.rated = 0;
    if (rig.psus.size() == 1)
        draw.supply = rig.psus.front().name;
    else if (!rig.psus.empty())
        draw.supply = fmt::format("{} supplies, {:.0f} W", rig.psus.size(), draw.rated);
    return draw;
}

/// Of the power terms' sum; says what it lacks.
std::string sourceOfGpus(const machine::Rig& rig)
{
    const std::string unknown = partsOfUnknownPower(rig);
    return "power limits, or TDP where none is set" + (unknown.empty() ? "" : "; not known, and missing: " + unknown);
}

/// Why no load is known.
std::string lackOfSupply(const machine::Rig& rig)
{
    if (machine::bringsSupply(rig))
        return "the machine comes with its own supply";
    return rig.psus.empty() ? "no supply known"
                            : fmt::format("the rating of {} is not known", suppliesOfUnknownRating(rig));
}

TermInput watts(std::string name, double value, std::string source = {})
{
    return {std::move(name), value, "W", Provenance::Quoted, std::move(source)};
}

void planSupply(const machine::Rig& rig, const Draw& draw, PowerPlan& plan)
{
    const std::string lack = draw.rated > 0 ? "" : lackOfSupply(rig);
    const std::string source = draw.rated > 0 ? rig.psus.front().source : lack;
    plan.sustainedWatts = {"sustained_watts",
                           draw.sustained(),
                           "W",
                           "gpus + cpu + other",
                           {watts("gpus", draw.gpus, sourceOfGpus(rig)),
                            watts("cpu", draw.cpu, rig.cpu.source),
                            {"other", draw.other, "W", Provenance::Estimated, "board, fans, drives"}},
                           Provenance::Computed,
                           {}};
    plan.psuLoad
        = {"psu_load_fraction",
           draw.rated > 0 ? draw.sustained() / draw.rated : 0,
           "",
           "sustained ÷ rated",
           {{"sustained", draw.sustained(), "W", Provenance::Computed, {}}, watts("rated", draw.rated, source)},
           Provenance::Computed,
           lack};
    plan.psuTransient
        = {"psu_transient_fraction",
           draw.rated > 0 ? draw.spike() / draw.rated : 0,
           "",
           "(sustained + (spike − 1) × worst_card) ÷ rated",
           {{"sustained", draw.sustained(), "W", Provenance::Computed, {}},
            {"spike", kSpike, "", Provenance::Quoted, "below 1 ms; RTX 5090 FE: 901.1 W ÷ 575 W, Igor's Lab"},
            watts("worst_card", draw.worstCard),
            watts("rated", draw.rated, source),
            {"allowance", draw.atx3 ? kAtx3Allowance : 1, "", Provenance::Quoted,
             draw.atx3 ? "ATX 3.0 design guide: 200 % for 100 µs" : "older than ATX 3.0: its rating"}},
           Provenance::Computed,
           lack};
}

void planWall(const machine::Rig& rig, const Draw& draw, PowerPlan& plan)
{
    const bool rated = !draw.tier.name.empty() && draw.rated > 0;
    const double efficiency = efficiencyAt(rated ? draw.tier : kUnknownTier, plan.psuLoad.value);
    const double wall = draw.sustained() / efficiency;
    const auto& circuit = rig.circuit;
    const double limit = known(circuit.volts) * known(circuit.amps) * std::min(1.0, known(circuit.continuousFraction));
    plan.wallWatts = {"wall_watts",
                      wall,
                      "W",
                      "sustained ÷ efficiency(load)",
                      {{"sustained", draw.sustained(), "W", Provenance::Computed, {}},
                       {"efficiency", efficiency, "", rated ? Provenance::Quoted : Provenance::Estimated,
                        rated ? std::string(draw.tier.name) + ", 115 V limits, interpolated" : "not known: 80 %"}},
                      Provenance::Computed,
                      {}};
    plan.circuitLoad = {"circuit_load_fraction",
                        limit > 0 ? wall / limit : 0,
                        "",
                        "wall ÷ (volts × amps × continuous)",
                        {{"wall", wall, "W", Provenance::Computed, {}},
                         {"volts", known(circuit.volts), "V", Provenance::Entered, {}},
                         {"amps", known(circuit.amps), "A", Provenance::Entered, {}},
                         {"continuous", known(circuit.continuousFraction), "", Provenance::Quoted,
                          "NEC 210.20(A): loads of three hours and more"}},
                        Provenance::Computed,
                        limit > 0 ? "" : "no circuit known"};
    plan.heat = {"heat_btu_per_h",
                 wall * kBtuPerWattHour,
                 "BTU/h",
                 "wall × 3.412",
                 {{"wall", wall, "W", Provenance::Computed, {}}},
                 Provenance::Computed,
                 {}};
}

void judgeSupply(const Draw& draw, PowerPlan& plan)
{
    if (draw.rated <= 0)
        return;
    const double load = plan.psuLoad.value;
    const double spike = plan.psuTransient.value;
    const std::vector<std::pair<std::string, double>> values{
        {"sustained_watts", draw.sustained()}, {"rated_watts", draw.rated}, {"load_fraction", load}};
    if (load > 1)
        plan.reasons.push_back({"psu_over", Verdict::DoesNotFit, values, draw.supply,
                                fmt::format("{} is overloaded: {:.0f} W sustained on {:.0f} W", draw.supply,
                                            draw.sustained(), draw.rated)});
    else if (load > kBandHigh || (load < kBandLow && !draw.lacks))
        plan.reasons.push_back({"psu_band", load > kBandTight ? Verdict::Tight : Verdict::Fits, values, draw.supply,
                                fmt::format("{} runs at {:.0f} % of its rating, {} the healthy 50-70 %", draw.supply,
                                            100 * load, load > kBandHigh ? "above" : "below")});
    const double allowance = draw.atx3 ? kAtx3Allowance : 1;
    if (spike > allowance)
        plan.reasons.push_back({"psu_transient",
                                draw.atx3 ? Verdict::DoesNotFit : Verdict::Tight,
                                {{"spike_watts", draw.spike()},
                                 {"rated_watts", draw.rated},
                                 {"transient_fraction", spike},
                                 {"allowed_fraction", allowance}},
                                draw.supply,
                                fmt::format("{} may trip: one card's spike brings {:.0f} W, {:.0f} % of its rating; "
                                            "{} %{}",
                                            draw.supply, draw.spike(), 100 * spike, 100 * allowance,
                                            draw.atx3 ? " is what ATX 3 rides for 100 µs"
                                                      : " is what a supply older than ATX 3 promises")});
}

void judgeKnowledge(const machine::Rig& rig, PowerPlan& plan)
{
    const std::string unknown = partsOfUnknownPower(rig);
    if (!unknown.empty())
        plan.reasons.push_back(
            {"power_unknown",
             Verdict::Fits,
             {{"sustained_watts", plan.sustainedWatts.value}},
             unknown,
             fmt::format("the power of {} is not known: watts and loads are at least what is given", unknown)});
    const std::string supplies = suppliesOfUnknownRating(rig);
    if (!supplies.empty())
        plan.reasons.push_back({"supply_unknown",
                                Verdict::Fits,
                                {},
                                supplies,
                                fmt::format("the rating of {} is not known, and so no load of the supply", supplies)});
}

void judgeCircuit(const machine::Circuit& circuit, PowerPlan& plan)
{
    if (plan.circuitLoad.value <= 1)
        return;
    const double breaker = known(circuit.volts) * known(circuit.amps);
    const double wall = plan.wallWatts.value;
    plan.reasons.push_back({"circuit",
                            wall > breaker ? Verdict::DoesNotFit : Verdict::Tight,
                            {{"load_fraction", plan.circuitLoad.value},
                             {"wall_watts", wall},
                             {"continuous_watts", wall / plan.circuitLoad.value},
                             {"breaker_watts", breaker}},
                            fmt::format("{:g} V, {:g} A", circuit.volts, circuit.amps),
                            fmt::format("the circuit binds: {:.0f} W from the wall, {:.0f} W are allowed continuously",
                                        wall, wall / plan.circuitLoad.value)});
}

} // namespace

std::string partsOfUnknownPower(const machine::Rig& rig)
{
    std::vector<std::string> parts;
    bool within = false; // the CPU's chip has one power, told of either
    for (std::size_t i = 0; i < rig.gpus.size(); ++i) {
        const bool told = wattsOf(rig.gpus[i]) > 0;
        within = within || (told && rig.gpus[i].holdsHost);
        if (!told && !rig.gpus[i].holdsHost)
            parts.push_back(fmt::format("GPU {}", i + 1));
    }
    if (!within && known(rig.cpu.limitWatts()) <= 0)
        parts.emplace_back("CPU");
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string suppliesOfUnknownRating(const machine::Rig& rig)
{
    std::vector<std::string> supplies;
    for (std::size_t i = 0; i < rig.psus.size(); ++i)
        if (const auto& psu = rig.psus[i]; known(psu.ratedWatts) <= 0)
            supplies.push_back(fmt::format("PSU {}{}", i + 1, psu.name.empty() ? "" : " (" + psu.name + ")"));
    return fmt::format("{}", fmt::join(supplies, ", "));
}

bool isKnown(const Term& term)
{
    return !term.id.ends_with("_fraction") || term.value > 0;
}

PowerPlan planPower(const machine::Rig& rig)
{
    const Draw draw = drawOf(rig);
    PowerPlan plan;
    plan.ownSupply = machine::bringsSupply(rig);
    planSupply(rig, draw, plan);
    planWall(rig, draw, plan);
    judgeSupply(draw, plan);
    judgeCircuit(rig.circuit, plan);
    judgeKnowledge(rig, plan);
    plan.verdict = sortReasons(plan.reasons);
    return plan;
}

} // namespace headroom::plan
