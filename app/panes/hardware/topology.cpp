// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/hardware/topology.h"

#include "app/panes/hardware/devicecards.h"
#include "app/text/display.h"

#include <QCoreApplication>

#include <algorithm>

namespace headroom::app {

namespace {

struct TopologyWords {
    Q_DECLARE_TR_FUNCTIONS(TopologyWords)
};

widgets::DiagramLink cardLink(const machine::Gpu& gpu, std::size_t index)
{
    widgets::DiagramLink link;
    link.id = QStringLiteral("link%1").arg(index);
    link.from = QStringLiteral("cpu");
    link.to = QStringLiteral("gpu%1").arg(index);
    link.width = std::max(1.0, double(gpu.link.lanes) / 4);
    if (gpu.link.lanes == 0) {
        link.dashed = true;
        link.label = TopologyWords::tr("link not known");
        return link;
    }
    const double speed = gpu.link.gigabytesPerSecond();
    link.label
        = QStringLiteral("%1.0 ×%2  ").arg(gpu.link.generation).arg(gpu.link.lanes) + text::quantity(speed, "GB/s");
    if (gpu.link.lanes < gpu.linkMax.lanes) {
        link.status = widgets::Glyph::Tight;
        link.toolTip = TopologyWords::tr("The card could use %n lane(s)", nullptr, int(gpu.linkMax.lanes));
    }
    return link;
}

} // namespace

Topology topologyOf(const machine::Rig& rig)
{
    Topology topology;
    const double middle = std::max<double>(0, double(rig.gpus.size()) - 1) / 2;
    widgets::DiagramBox ram{QStringLiteral("ram"), 0, middle, {}};
    ram.title = rig.ramBytes > 0 ? TopologyWords::tr("%1 RAM").arg(text::gibibytes(double(rig.ramBytes), 0))
                                 : TopologyWords::tr("RAM");
    if (rig.ramBandwidthGBs > 0)
        ram.lines = {hostBandwidth(rig)};
    widgets::DiagramBox cpu{QStringLiteral("cpu"), 1, middle, {}};
    cpu.title = rig.cpu.cores > 0 ? TopologyWords::tr("CPU, %n core(s)", nullptr, int(rig.cpu.cores))
                                  : TopologyWords::tr("CPU");
    if (rig.cpu.pcieLanes > 0)
        cpu.lines.append(TopologyWords::tr("%n PCIe lane(s)", nullptr, int(rig.cpu.pcieLanes)));
    if (rig.cpu.tdpWatts > 0)
        cpu.lines.append(text::quantity(rig.cpu.tdpWatts, "W"));
    topology.boxes = {ram, cpu};
    topology.links = {{QStringLiteral("memory"), ram.id, cpu.id, 3}};
    for (std::size_t i = 0; i < rig.gpus.size(); ++i) {
        topology.boxes.append({QStringLiteral("gpu%1").arg(i),
                               2,
                               double(i),
                               TopologyWords::tr("GPU %1").arg(i + 1),
                               {shortName(rig.gpus[i].name)}});
        topology.links.append(cardLink(rig.gpus[i], i));
    }
    return topology;
}

} // namespace headroom::app
