// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the page of hardware: cards, topology, gauges, empty states.
#pragma once

#include "tests/widgets/gallery/shellpage.h"
#include "widgets/plot/boxdiagram.h"
#include "widgets/plot/capacitycard.h"
#include "widgets/plot/gauge.h"
#include "widgets/plot/heatgrid.h"
#include "widgets/shell/section.h"
#include "widgets/table/roles.h"

#include <cmath>

namespace headroom::test::gallery {

using namespace headroom::widgets;
using namespace Qt::StringLiterals;

inline QWidget* hardwarePage()
{
    QWidget* widget = page(960, 800);
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(16, 16, 16, 16);
    auto* cards = new QHBoxLayout;
    for (int i = 0; i < 2; ++i) {
        auto* card = new CapacityCard;
        card->setTitle(u"GPU %1"_s.arg(i), u"RTX 3090"_s, u"24 GB · 350 W · slot 1"_s);
        card->setBar(24,
                     {{u"weights"_s, 19.6 + i * 0.4, MemoryPart::Weights},
                      {u"KV"_s, 2.66, MemoryPart::KvCache},
                      {u"compute"_s, 0.55, MemoryPart::ComputeBuffers},
                      {u"overhead"_s, 0.45, MemoryPart::Overhead}},
                     i == 0 ? 22 : 8.5, i == 0 ? 1 : 0.6);
        card->setCaptions(u"23.26"_s, u"of 24.00 GiB planned"_s, u"936 GB/s"_s);
        card->setTags({{u"Native"_s, {{u"FP16"_s, true}, {u"INT8"_s, true}, {u"FP8"_s, false}, {u"FP4"_s, false}}}});
        card->setLanes({{u"PCIe link"_s, i == 0 ? 16 : 8, 16, i == 0 ? Glyph::Pass : Glyph::Tight,
                         i == 0 ? u"4.0 ×16, full width"_s : u"4.0 ×8, lanes halved"_s}});
        cards->addWidget(card);
    }
    column->addLayout(cards);
    auto* topology = new BoxDiagram;
    topology->setDiagram({{u"ram"_s, 0, 1, u"128 GB RAM"_s, {}, {u"140.8 GB/s"_s}},
                          {u"cpu"_s, 1, 1, u"CPU, 6 cores"_s, {}, {u"PCIe 5.0, 64 lanes"_s, u"120 W"_s}},
                          {u"s1"_s, 2, 0, u"Slot 1"_s, u"wired ×16"_s, {}, true},
                          {u"s3"_s, 2, 1, u"Slot 3"_s, u"wired ×8"_s, {}, true},
                          {u"ch"_s, 2, 2, u"Chipset"_s, u"DMI ×8"_s, {}, true},
                          {u"g0"_s, 3, 0, u"GPU 0"_s, u"RTX 3090"_s},
                          {u"g1"_s, 3, 1, u"GPU 1"_s, u"RTX 3090"_s},
                          {u"ssd"_s, 3, 2, u"NVMe 2 TB"_s, u"7.0 GB/s"_s}},
                         {{u"l1"_s, u"ram"_s, u"cpu"_s, 4, u"4 ch"_s},
                          {u"l2"_s, u"cpu"_s, u"s1"_s, 4, u"4.0 ×16"_s},
                          {u"l3"_s, u"cpu"_s, u"s3"_s, 2, u"4.0 ×8"_s, Glyph::Tight},
                          {u"l4"_s, u"cpu"_s, u"ch"_s, 2, u"4.0 ×8"_s},
                          {u"l5"_s, u"s1"_s, u"g0"_s, 4, u"31.5 GB/s"_s},
                          {u"l6"_s, u"s3"_s, u"g1"_s, 2, u"15.8 GB/s"_s, Glyph::Tight},
                          {u"l7"_s, u"ch"_s, u"ssd"_s, 1, u"4.0 ×4"_s},
                          {u"l8"_s, u"g0"_s, u"g1"_s, 1, {}, Glyph::None, true}});
    topology->setSelected(u"g1"_s);
    column->addWidget(new Section(u"Topology"_s, u"line thickness is lane count"_s));
    column->addWidget(topology);
    auto* gauges = new QHBoxLayout;
    auto* large = new Gauge;
    large->setValue(90, u"900 W"_s, u"of 1000 W DC, sustained"_s);
    large->setTransient(112, u"112 %"_s, u"1 ms spike"_s);
    auto* small = new Gauge(Gauge::Size::Small);
    small->setRange(0, 120);
    small->setBands({{100, 120, Tone(Role::Bad).withAlpha(0.22)}});
    small->setValue(70, u"70 %"_s, u"circuit 120 V, 15 A"_s);
    gauges->addWidget(large);
    gauges->addWidget(small);
    gauges->addStretch();
    column->addLayout(gauges);
    auto* heat = new HeatGrid;
    QStringList layers;
    for (int i = 0; i < 32; ++i)
        layers << QString::number(i);
    heat->setLabels({u"attn_q"_s, u"attn_k"_s, u"attn_v"_s, u"ffn_gate"_s, u"ffn_down"_s}, layers, u"layer"_s);
    heat->setScaleTexts(u"−38 dB"_s, u"−18 dB, worse"_s);
    heat->setScale(-38, -18);
    for (int row = 0; row < 5; ++row) {
        for (int layer = 0; layer < 17; ++layer)
            heat->setValue(row, layer, -24 - (row == 2 && layer % 3 == 0 ? 12 : 0) + 4 * std::sin(layer * 0.9 + row));
    }
    heat->setRunning(3, 17, 0.4);
    heat->setSelected(4, 15);
    column->addWidget(heat, 1);
    return widget;
}

} // namespace headroom::test::gallery
