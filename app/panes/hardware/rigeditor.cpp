// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/hardware/rigeditor.h"

#include "app/text/display.h"
#include "core/machine/catalogue.h"
#include "core/machine/lanes.h"
#include "core/machine/unified.h"
#include "core/plan/plan.h"
#include "widgets/input/captionedcombo.h"
#include "widgets/input/labeledslider.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::app {

namespace {

enum RigMergeId { kLimitEdit = 101 };

/// Usual circuits: volts, amperes.
constexpr std::array<std::pair<double, double>, 5> kCircuits{
    {{120, 15}, {120, 20}, {230, 10}, {230, 13}, {230, 16}},
};

double largestTdp(const machine::Rig& rig)
{
    double watts = 0;
    for (const machine::Gpu& gpu : rig.gpus)
        watts = std::max(watts, gpu.tdpWatts);
    return watts;
}

/// The limit that leaves every card with what it has; nothing where cards have limits of their own.
std::optional<double> commonLimit(const machine::Rig& rig)
{
    double limit = 0;
    for (const machine::Gpu& gpu : rig.gpus)
        limit = std::max(limit, gpu.limitWatts());
    const auto obeys
        = [&](const machine::Gpu& gpu) { return std::abs(gpu.limitWatts() - std::min(limit, gpu.tdpWatts)) < 0.5; };
    return std::ranges::all_of(rig.gpus, obeys) ? std::optional(limit) : std::nullopt;
}

/// "RTX 3090", "2× RTX 3090 + RTX 4090": the cards in words.
std::string nameOf(const machine::Rig& rig)
{
    std::vector<std::pair<std::string, int>> kinds;
    for (const machine::Gpu& gpu : rig.gpus) {
        const auto known = std::ranges::find(kinds, gpu.name, &std::pair<std::string, int>::first);
        if (known != kinds.end())
            ++known->second;
        else
            kinds.emplace_back(gpu.name, 1);
    }
    std::string name;
    for (const auto& [kind, count] : kinds) {
        name += name.empty() ? "" : " + ";
        name += count > 1 ? std::to_string(count) + "× " + kind : kind;
    }
    return name.empty() ? "CPU" : name;
}

} // namespace

RigEditor::RigEditor(Project& project, QWidget* parent)
    : QObject(parent)
    , m_project(project)
    , m_supply(new widgets::CaptionedCombo({}, parent))
    , m_circuit(new widgets::CaptionedCombo({}, parent))
    , m_limit(new widgets::LabeledSlider({}, parent))
{
    for (widgets::CaptionedCombo* choice : {m_supply, m_circuit})
        choice->combo()->setMinimumContentsLength(7);
    m_limit->setObjectName(QStringLiteral("powerLimit"));
    m_limit->setFormatter([](double watts) { return text::quantity(watts, "W"); });
    connect(m_supply, &widgets::CaptionedCombo::currentChanged, this,
            [this](const QVariant& name) { setSupply(name.toString()); });
    connect(m_circuit, &widgets::CaptionedCombo::currentChanged, this,
            [this](const QVariant& chosen) { setCircuit(chosen.toInt()); });
    connect(m_limit, &widgets::LabeledSlider::valueChanged, this, &RigEditor::setPowerLimit);
}

void RigEditor::retranslate()
{
    m_supply->setCaption(tr("Power supply"));
    m_circuit->setCaption(tr("Circuit"));
    m_limit->setCaption(tr("Power limit per card"));
}

void RigEditor::show(const machine::Rig& rig)
{
    const QSignalBlocker quietSupply(m_supply), quietCircuit(m_circuit), quietLimit(m_limit);
    QList<widgets::ComboItem> supplies{
        {machine::bringsSupply(rig) ? tr("the machine's own") : tr("not chosen"), {}, QString()}};
    for (const machine::Psu& psu : machine::psuCatalogue()) {
        const QString name = QString::fromStdString(psu.name);
        supplies.append({name, {}, name});
    }
    const QString chosen = rig.psus.empty() ? QString() : QString::fromStdString(rig.psus.front().name);
    if (!chosen.isEmpty() && !machine::findPsu(rig.psus.front().name))
        supplies.append({chosen, {}, chosen});
    m_supply->setItems(supplies);
    m_supply->setCurrentData(chosen);

    QList<widgets::ComboItem> circuits;
    int current = -1;
    for (std::size_t i = 0; i < kCircuits.size(); ++i) {
        const auto& [volts, amps] = kCircuits[i];
        circuits.append({tr("%1 V, %2 A").arg(volts).arg(amps), text::quantity(volts * amps, "W"), int(i)});
        if (std::abs(volts - rig.circuit.volts) < 0.5 && std::abs(amps - rig.circuit.amps) < 0.5)
            current = int(i);
    }
    if (current < 0) {
        circuits.append({tr("%1 V, %2 A").arg(rig.circuit.volts).arg(rig.circuit.amps), {}, -1});
        current = -1;
    }
    m_circuit->setItems(circuits);
    m_circuit->setCurrentData(current);

    const double tdp = largestTdp(rig);
    m_limit->setEnabled(tdp > 0);
    if (tdp > 0) {
        m_limit->setRange(std::ceil(tdp * 0.4 / 10) * 10, tdp, widgets::LabeledSlider::Scale::Linear, 5);
        const auto limit = commonLimit(rig);
        m_limit->setMixed({});
        m_limit->setValue(limit.value_or(tdp));
        m_limit->setMixed(limit ? QString() : tr("several", "power limits of the cards"));
    }
}

void RigEditor::addGpu(const QString& catalogueName)
{
    const machine::Gpu* gpu = machine::findGpu(catalogueName.toStdString());
    if (!gpu)
        return;
    machine::Rig rig = m_project.rig();
    // One that joins cards under a common limit is under it too: the slider speaks of all of them.
    const auto limit = commonLimit(rig);
    const bool isLimited = std::ranges::any_of(rig.gpus, [](const auto& card) { return card.powerLimitWatts > 0; });
    const bool first = rig.gpus.empty() && !rig.detected;
    rig.gpus.push_back(*gpu);
    if (first && gpu->ownSupply)
        rig.psus.clear();
    if (first)
        machine::takeHostOfChip(rig);
    if (isLimited && limit && *limit < gpu->tdpWatts)
        rig.gpus.back().powerLimitWatts = *limit;
    machine::shareLanes(rig, rig.detected ? rig.gpus.size() - 1 : 0);
    rig.name = nameOf(rig);
    m_project.editRig(rig, tr("adding %1").arg(catalogueName));
}

void RigEditor::removeGpu(int index)
{
    machine::Rig rig = m_project.rig();
    if (index < 0 || std::size_t(index) >= rig.gpus.size())
        return;
    const QString name = QString::fromStdString(rig.gpus[std::size_t(index)].name);
    rig.gpus.erase(rig.gpus.begin() + index);
    if (!rig.detected)
        machine::shareLanes(rig);
    rig.name = nameOf(rig);
    m_project.editRig(rig, tr("removing %1").arg(name));
}

void RigEditor::setSupply(const QString& catalogueName)
{
    machine::Rig rig = m_project.rig();
    const machine::Psu* psu = machine::findPsu(catalogueName.toStdString());
    if (psu)
        rig.psus = {*psu};
    else if (catalogueName.isEmpty())
        rig.psus.clear();
    m_project.editRig(rig, tr("change of power supply"));
}

void RigEditor::setCircuit(int row)
{
    if (row < 0 || std::size_t(row) >= kCircuits.size())
        return;
    machine::Rig rig = m_project.rig();
    rig.circuit.volts = kCircuits[std::size_t(row)].first;
    rig.circuit.amps = kCircuits[std::size_t(row)].second;
    m_project.editRig(rig, tr("change of circuit"));
}

void RigEditor::setPowerLimit(double watts)
{
    machine::Rig rig = m_project.rig();
    for (machine::Gpu& gpu : rig.gpus)
        gpu.powerLimitWatts = watts >= gpu.tdpWatts ? 0 : watts;
    m_project.editRig(rig, tr("change of power limit to %1").arg(text::quantity(watts, "W")), kLimitEdit);
}

std::optional<machine::Psu> betterSupply(const machine::Rig& rig)
{
    const auto carries = [](const plan::PowerPlan& power) {
        return power.psuLoad.value > 0 && power.psuLoad.value <= 0.7 && power.verdict == plan::Verdict::Fits;
    };
    if (rig.gpus.empty() || machine::bringsSupply(rig) || carries(plan::planPower(rig)))
        return std::nullopt;
    std::optional<machine::Psu> best;
    for (const machine::Psu& supply : machine::psuCatalogue()) {
        machine::Rig other = rig;
        other.psus = {supply};
        if (!carries(plan::planPower(other)))
            continue;
        const bool smaller = !best || supply.ratedWatts < best->ratedWatts;
        if (!best || (supply.atx3 && !best->atx3) || (supply.atx3 == best->atx3 && smaller)) // made for spikes
            best = supply;
    }
    return best;
}

} // namespace headroom::app
