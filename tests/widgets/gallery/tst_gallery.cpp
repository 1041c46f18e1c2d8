// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Draws every widget in both themes, at 1x and (in a process of its own) at 2x, into <build>/gallery/*.png to be looked
// at; checks that pages are not blank, that themes differ, and that whatever takes the focus has a name.
#include "widgets/input/captionedcombo.h"
#include "widgets/input/filepicker.h"
#include "widgets/input/labeledslider.h"
#include "widgets/input/segmented.h"
#include "widgets/plot/boxdiagram.h"
#include "widgets/plot/capacitycard.h"
#include "widgets/plot/frontiermap.h"
#include "widgets/plot/gauge.h"
#include "widgets/plot/heatgrid.h"
#include "widgets/plot/histogram.h"
#include "widgets/plot/intervalchart.h"
#include "widgets/plot/linechart.h"
#include "widgets/plot/scatterchart.h"
#include "widgets/plot/stackedbars.h"
#include "widgets/shell/commandpalette.h"
#include "widgets/shell/emptystate.h"
#include "widgets/shell/inspectorpanel.h"
#include "widgets/shell/jobtray.h"
#include "widgets/shell/rail.h"
#include "widgets/shell/section.h"
#include "widgets/shell/verdictheader.h"
#include "widgets/table/roles.h"
#include "widgets/table/tableview.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/text.h"

#include <QCheckBox>
#include <QDir>
#include <QHeaderView>
#include <QProcess>
#include <QSet>
#include <QStandardItemModel>
#include <QTest>

#include <cmath>

using namespace headroom::widgets;
using namespace Qt::StringLiterals;

namespace {

QWidget* page(int width, int height)
{
    auto* widget = new QWidget;
    widget->setProperty("surface", u"panel"_s);
    widget->setAttribute(Qt::WA_StyledBackground);
    widget->resize(width, height);
    return widget;
}

QStandardItemModel* scoreboard(QObject* parent)
{
    struct Row {
        const char16_t* name;
        double bits, size, kld, half, top1;
        Glyph gate;
    };
    static const Row rows[] = {{u"F16", 16, 14.96, 0, 0, 100, Glyph::None},
                               {u"Q8_0", 8.5, 7.95, 0.0014, 0.0003, 98.6, Glyph::Pass},
                               {u"Q6_K", 6.56, 6.14, 0.0041, 0.0009, 97.1, Glyph::Pass},
                               {u"Q5_K_M", 5.7, 5.34, 0.0108, 0.0021, 95.8, Glyph::Pass},
                               {u"Q4_K_M", 4.89, 4.58, 0.0313, 0.0058, 92.4, Glyph::Tight},
                               {u"Q3_K_M", 4.0, 3.74, 0.1020, 0.019, 86.5, Glyph::Fail},
                               {u"Q2_K", 3.16, 2.96, 0.4450, 0.077, 71.9, Glyph::Inconclusive}};
    auto* model = new QStandardItemModel(parent);
    model->setHorizontalHeaderLabels(
        {u"Preset"_s, u"Size, GiB"_s, u"Mean KLD, nat"_s, u"Top-1, %"_s, u"State"_s, u"Gate"_s});
    for (const Row& row : rows) {
        QList<QStandardItem*> items;
        for (int i = 0; i < 6; ++i)
            items << new QStandardItem;
        items[0]->setText(QString::fromUtf16(row.name));
        items[0]->setData(row.bits, MarkerRole);
        items[0]->setData(row.bits == 4.89, EmphasisRole);
        items[0]->setCheckable(true);
        items[0]->setCheckState(row.bits > 4 ? Qt::Checked : Qt::Unchecked);
        items[1]->setText(QString::number(row.size, 'f', 2));
        items[2]->setText(QString::number(row.kld, 'f', 4));
        items[2]->setData(u"± %1"_s.arg(row.half, 0, 'f', 4), MutedRole);
        if (row.gate == Glyph::Fail)
            items[2]->setData(static_cast<int>(Glyph::Fail), GlyphRole);
        items[3]->setText(QString::number(row.top1, 'f', 1));
        items[4]->setText(row.bits == 4.89 ? u"54 %"_s : u"queued"_s);
        items[4]->setData(static_cast<int>(row.bits == 4.89 ? Role::Accent : Role::Muted), ToneRole);
        if (row.bits == 4.89)
            items[4]->setData(0.54, ProgressRole);
        items[5]->setText(row.gate == Glyph::None ? u"baseline"_s : u"verdict"_s);
        items[5]->setData(static_cast<int>(row.gate), GlyphRole);
        for (int i = 1; i < 4; ++i)
            items[i]->setData(QVariant(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
        model->appendRow(items);
    }
    return model;
}

QWidget* shellPage()
{
    QWidget* widget = page(1280, 720);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* rail = new Rail;
    for (const auto& [id, title] : {std::pair{u"hardware"_s, u"Hardware"_s}, std::pair{u"capacity"_s, u"Capacity"_s},
                                    std::pair{u"quantize"_s, u"Quantize"_s}, std::pair{u"evaluate"_s, u"Evaluate"_s},
                                    std::pair{u"artifacts"_s, u"Artifacts"_s}, std::pair{u"serve"_s, u"Serve"_s},
                                    std::pair{u"report"_s, u"Report"_s}})
        rail->addPane(id, title, id);
    rail->setCurrentPane(u"evaluate"_s);
    row->addWidget(rail);
    row->addWidget(new Hairline(Qt::Vertical));
    auto* centre = new QVBoxLayout;
    centre->setContentsMargins(16, 14, 16, 0);
    auto* header = new VerdictHeader;
    header->setVerdict(Glyph::Pass, {},
                       u"Q4_K_M is the smallest preset within budget; Q3_K_M fails four of five gates"_s);
    header->setNumbers({{u"4.58"_s, u"GiB"_s, u"smallest passing preset, 69 % below F16"_s},
                        {u"0.031"_s, u"± 0.006 nat"_s, u"mean KLD of Q4_K_M, gate 0.050"_s},
                        {u"92.4"_s, u"%"_s, u"top-1 agreement with F16, gate 90 %"_s}});
    centre->addWidget(header);
    centre->addWidget(new Section(u"Scoreboard"_s, u"Llama-3.1-8B-Instruct against F16, 98 304 tokens"_s));
    auto* table = new TableView;
    table->setModel(scoreboard(table));
    table->setFitRows(true);
    table->horizontalHeader()->setStretchLastSection(true);
    table->selectRow(4);
    centre->addWidget(table);
    auto* lower = new QHBoxLayout;
    lower->setSpacing(24);
    auto* inputs = new QVBoxLayout;
    auto* model = new CaptionedCombo(u"Preset"_s);
    model->setItems({{u"Q4_K_M"_s, u"39.60 GiB, 4.83 bits per weight"_s, {}, 4.83}, {u"Q8_0"_s, u"79 GiB"_s, {}, 8.5}});
    inputs->addWidget(model);
    auto* context = new LabeledSlider(u"Context per request"_s);
    context->setFormatter([](double v) { return v >= 1024 ? u"%1k"_s.arg(v / 1024) : QString::number(v); });
    context->setRange(1024, 131072, LabeledSlider::Scale::Log2);
    context->setValue(8192);
    inputs->addWidget(context);
    auto* kv = new Segmented(u"KV cache type"_s);
    kv->setOptions({{u"f16"_s, u"f16"_s}, {u"q8_0"_s, u"q8_0"_s}, {u"q4_0"_s, u"q4_0"_s}});
    kv->setCurrent(u"q8_0"_s);
    inputs->addWidget(kv);
    auto* picker = new FilePicker(u"Model file"_s);
    picker->setPlaceholder(u"GGUF, safetensors or a folder"_s);
    inputs->addWidget(picker);
    auto* buttons = new QHBoxLayout;
    auto* primary = new QPushButton(u"Quantize"_s);
    primary->setProperty("primary", true);
    auto* off = new QPushButton(u"Search"_s);
    off->setEnabled(false);
    buttons->addWidget(primary);
    buttons->addWidget(new QPushButton(u"Add preset"_s));
    buttons->addWidget(off);
    inputs->addLayout(buttons);
    inputs->addStretch();
    lower->addLayout(inputs, 1);
    auto* empty = new EmptyState;
    empty->setContent(u"folder"_s, u"No projects yet"_s,
                      u"A project is one file with your rigs, plans, runs and reports."_s, u"New project"_s);
    auto* card = new Card;
    card->setSurface(Role::Window);
    card->body()->addWidget(empty);
    lower->addWidget(card, 1);
    auto* glyphs = new QVBoxLayout;
    for (const Glyph glyph :
         {Glyph::Pass, Glyph::Tight, Glyph::Fail, Glyph::Inconclusive, Glyph::Invalid, Glyph::Stale})
        glyphs->addWidget(new GlyphLabel(glyph));
    glyphs->addWidget(new QCheckBox(u"Check box"_s));
    auto* checked = new QCheckBox(u"Checked"_s);
    checked->setChecked(true);
    glyphs->addWidget(checked);
    auto* icons = new QGridLayout;
    int at = 0;
    for (const QString& name : iconNames()) {
        auto* label = new QLabel;
        label->setPixmap(iconPixmap(name, 16, Theme::current().color(Role::Text), label->devicePixelRatioF()));
        icons->addWidget(label, at / 9, at % 9);
        ++at;
    }
    glyphs->addLayout(icons);
    glyphs->addStretch();
    lower->addLayout(glyphs);
    centre->addLayout(lower);
    auto* tray = new JobTray;
    tray->setJob({u"Q4_K_M"_s, u"blk.17.ffn_gate"_s, 157, 291, 0.54, u"38 MB/s"_s, u"3–4 min left"_s, false, false,
                  u"then Q3_K_M"_s},
                 3);
    centre->addWidget(tray);
    row->addLayout(centre, 1);
    row->addWidget(new Hairline(Qt::Vertical));
    auto* inspector = new InspectorPanel;
    inspector->setFixedWidth(224);
    inspector->setContent({u"Power supply · PSU 0"_s,
                           u"Sustained load"_s,
                           false,
                           u"90 %"_s,
                           Glyph::Tight,
                           {},
                           u"900 of 1000 W"_s,
                           u"(Σ GPU + CPU + rest) ÷ rated\n= (2 × 350 + 120 + 80) ÷ 1000"_s,
                           {{u"Inputs"_s,
                             {{u"GPU limit"_s, u"350 W"_s, u"quoted"_s},
                              {u"Board and fans"_s, u"80 W"_s, u"estimate"_s},
                              {u"Checksum"_s, u"9f3c…e17a"_s, {}, Glyph::None, true}}},
                            {u"Checks"_s,
                             {{u"In 50–70 % band"_s, {}, {}, Glyph::Tight},
                              {u"Spike under 100 %"_s, {}, {}, Glyph::Fail},
                              {u"Both at once"_s, {}, {}, Glyph::Inconclusive}}}},
                           u"Computed just now from the rig; vendor board power and supply data sheet."_s});
    inspector->addAction(u"Show formula"_s, {});
    row->addWidget(inspector);
    return widget;
}

LineChart* positionChart()
{
    auto* chart = new LineChart;
    chart->setTitle(u"Error against position"_s, u"mean KLD, 95 % band"_s);
    QList<Series> all;
    for (const auto& [name, bits, level] :
         {std::tuple{u"Q3_K_M"_s, 4.0, 0.06}, std::tuple{u"Q4_K_M"_s, 4.89, 0.025}, std::tuple{u"F16"_s, 16.0, 0.0}}) {
        const CandidateStyle style = candidateStyle(bits);
        Series series{name, {}, {}, {}, {}, style.tone, style.dash, Marker::None, style.width, {}};
        for (int i = 0; i <= 32; ++i) {
            const double x = i * 512;
            const double y = level * (1 + i / 24.0 + 0.1 * std::sin(i * 1.7));
            series.x.push_back(x);
            series.y.push_back(y);
            if (level > 0) {
                series.low.push_back(y * 0.85);
                series.high.push_back(y * 1.15);
            }
        }
        all << series;
    }
    chart->setSeries(all);
    chart->setAxes({u"context position, tokens"_s,
                    AxisScale::Linear,
                    0,
                    16384,
                    [](double v) { return v == 0 ? u"0"_s : u"%1k"_s.arg(v / 1024); },
                    {0, 4096, 8192, 12288, 16384}},
                   {{}, AxisScale::Linear, 0, 0.2});
    chart->setReferenceLines({{Qt::Horizontal, 0.05, u"gate 0.050"_s, Role::Good, true}});
    return chart;
}

ScatterChart* sizeChart()
{
    auto* chart = new ScatterChart;
    chart->setTitle(u"Size against mean KLD"_s, u"nat per token, log; 95 % intervals"_s);
    QList<ScatterPoint> points;
    for (const auto& [name, bits, x, y] :
         {std::tuple{u"Q2_K"_s, 3.16, 2.96, 0.445}, std::tuple{u"Q3_K_M"_s, 4.0, 3.74, 0.102},
          std::tuple{u"Q4_K_M"_s, 4.89, 4.58, 0.031}, std::tuple{u"Q5_K_M"_s, 5.7, 5.34, 0.0108},
          std::tuple{u"Q6_K"_s, 6.56, 6.14, 0.0041}, std::tuple{u"Q8_0"_s, 8.5, 7.95, 0.0014}}) {
        const CandidateStyle style = candidateStyle(bits);
        points << ScatterPoint{name,       name,         x,
                               y,          y * 0.82,     y * 1.2,
                               style.tone, style.marker, bits == 4.89 ? u"smallest that passes"_s : QString()};
    }
    chart->setPoints(points);
    chart->setAxes({u"file size, GiB"_s, AxisScale::Linear, 2, 9}, {{}, AxisScale::Log10, 0.001, 1});
    chart->setPassLimit(0.05, u"gate, KLD ≤ 0.050"_s);
    chart->setRing(u"Q4_K_M"_s);
    chart->setBaseline(u"F16 14.96 GiB, KLD 0"_s);
    return chart;
}

FrontierMap* capacityMap()
{
    auto* map = new FrontierMap;
    map->setTitle(u"What fits"_s, u"drag the cross; the tightest card decides"_s);
    QList<Frontier> frontiers;
    for (const auto& [name, bits, budget, dash] :
         {std::tuple{u"Q3_K_M · KV q8_0"_s, 4.0, 81920.0, QList<qreal>{}},
          std::tuple{u"Q4_K_M · KV q8_0"_s, 4.89, 36000.0, QList<qreal>{}},
          std::tuple{u"Q4_K_M · KV f16"_s, 4.89, 18500.0, QList<qreal>{6, 4}}}) {
        Frontier frontier{name, name, {}, {}, Tone::candidate(bits), dash, 1.6};
        for (double x = 1024; x <= 131072; x *= 1.19) {
            frontier.x.push_back(x);
            frontier.y.push_back(budget / x);
        }
        frontiers << frontier;
    }
    const auto k
        = [](double v) { return v >= 1024 ? u"%1k"_s.arg(QString::number(v / 1024, 'g', 3)) : QString::number(v); };
    map->setMap({u"context per request, tokens (log)"_s, AxisScale::Log2, 1024, 131072, k},
                {u"concurrent requests (log)"_s, AxisScale::Log2, 1, 64});
    map->setFrontiers(frontiers, u"Q4_K_M · KV q8_0"_s);
    map->setCross(8192, 4);
    return map;
}

QWidget* chartPage()
{
    QWidget* widget = page(1120, 760);
    auto* grid = new QGridLayout(widget);
    grid->setContentsMargins(16, 16, 16, 16);
    grid->setSpacing(24);
    grid->addWidget(sizeChart(), 0, 0);
    grid->addWidget(positionChart(), 0, 1);
    auto* tasks = new IntervalChart;
    tasks->setTitle(u"Tasks"_s);
    tasks->setData(
        {u"Severity"_s, u"Strict JSON"_s, u"Tool call"_s, u"Sums"_s},
        {{u"F16"_s, Role::Text, Marker::Circle, {94, 99, 97, 85}, {92, 98, 95, 82}, {96, 99.8, 99, 89}},
         {u"Q4_K_M"_s, Tone::candidate(4.89), Marker::Diamond, {93, 98, 96, 83}, {90, 97, 94, 79}, {95, 99.5, 98, 87}},
         {u"Q3_K_M"_s,
          Tone::candidate(4),
          Marker::TriangleUp,
          {85, 95, std::nan(""), 69},
          {82, 93, std::nan(""), 63},
          {89, 97, std::nan(""), 75}}});
    tasks->setAxes({u"pass rate, %, n = 200 each"_s, AxisScale::Linear, 60, 100}, {});
    grid->addWidget(tasks, 0, 2);
    grid->addWidget(capacityMap(), 1, 0);
    auto* bars = new StackedBars;
    bars->setTitle(u"Memory"_s, u"GiB per card"_s);
    for (const double weights : {19.6}) {
        const QList<StackPart> parts{{u"Weights"_s, weights, MemoryPart::Weights},
                                     {u"KV cache"_s, 2.66, MemoryPart::KvCache},
                                     {u"Compute"_s, 0.55, MemoryPart::ComputeBuffers},
                                     {u"Overhead"_s, 0.45, MemoryPart::Overhead}};
        bars->setBars({{u"GPU 0"_s, 24, parts}, {u"GPU 1"_s, 24, parts}});
    }
    grid->addWidget(bars, 1, 1);
    auto* histogram = new Histogram;
    histogram->setTitle(u"blk.17.ffn_down"_s, u"weights and the Q4_K grid"_s);
    std::vector<double> edges;
    std::vector<double> heights;
    for (int i = 0; i <= 60; ++i)
        edges.push_back(-60 + 2 * i);
    for (int i = 0; i < 60; ++i)
        heights.push_back(30 * std::exp(-std::pow((edges[static_cast<std::size_t>(i)] + 1) / 16, 2) / 2));
    histogram->setBins(edges, heights);
    std::vector<double> levels;
    for (int i = 0; i < 16; ++i)
        levels.push_back(-40 + 5.28 * i);
    histogram->setLevels(levels);
    histogram->setNotes({u"16 levels"_s, u"step 5.28"_s, u"clipped 0.09 %"_s});
    histogram->setAxes({u"weight × 10⁻³"_s}, {});
    grid->addWidget(histogram, 1, 2);
    return widget;
}

QWidget* hardwarePage()
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

} // namespace

class TestGallery : public QObject {
    Q_OBJECT

    static bool twice() { return qEnvironmentVariableIsSet("HEADROOM_GALLERY_TWICE"); }

    static QImage drawn(const QString& name, QWidget* (*make)())
    {
        std::unique_ptr<QWidget> widget(make());
        widget->show();
        QTest::qWait(150);
        const QImage image = widget->grab().toImage();
        const QDir folder(QCoreApplication::applicationDirPath() + u"/../gallery"_s);
        folder.mkpath(u"."_s);
        image.save(folder.filePath(u"%1-%2-%3x.png"_s.arg(name, Theme::current().isDark() ? u"dark"_s : u"light"_s)
                                       .arg(image.devicePixelRatio())));
        return image;
    }

    static int colours(const QImage& image)
    {
        QSet<QRgb> seen;
        for (int y = 0; y < image.height(); y += 2) {
            for (int x = 0; x < image.width(); x += 2)
                seen.insert(image.pixel(x, y));
        }
        return static_cast<int>(seen.size());
    }

private slots:
    void initTestCase() { Theme::current().apply(); }

    void pages_data()
    {
        QTest::addColumn<void*>("make");
        QTest::newRow("shell") << reinterpret_cast<void*>(&shellPage);
        QTest::newRow("charts") << reinterpret_cast<void*>(&chartPage);
        QTest::newRow("hardware") << reinterpret_cast<void*>(&hardwarePage);
    }

    void pages()
    {
        QFETCH(void*, make);
        const auto build = reinterpret_cast<QWidget* (*)()>(make);
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        Theme::current().setChoice(Theme::Choice::Light);
        const QImage light = drawn(name, build);
        Theme::current().setChoice(Theme::Choice::Dark);
        const QImage dark = drawn(name, build);
        QVERIFY(colours(light) > 100);
        QVERIFY(colours(dark) > 100);
        QVERIFY(qGray(light.pixel(2, light.height() - 3)) > 200);
        QVERIFY(qGray(dark.pixel(2, dark.height() - 3)) < 60);
        QCOMPARE(light.devicePixelRatio(), twice() ? 2.0 : 1.0);
    }

    void everythingFocusableHasAName_data() { pages_data(); }

    void everythingFocusableHasAName()
    {
        QFETCH(void*, make);
        std::unique_ptr<QWidget> widget(reinterpret_cast<QWidget* (*)()>(make)());
        widget->show();
        for (const QWidget* child : widget->findChildren<QWidget*>()) {
            if (child->focusPolicy() == Qt::NoFocus || child->objectName() == u"qt_scrollarea_viewport"_s
                || !child->isVisible())
                continue;
            const auto* button = qobject_cast<const QAbstractButton*>(child);
            const bool named = !child->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty())
                || qobject_cast<const QLabel*>(child) != nullptr || child->focusProxy() != nullptr
                || (child->parentWidget() != nullptr && !child->parentWidget()->accessibleName().isEmpty());
            QVERIFY2(named, child->metaObject()->className());
        }
    }

    void atTwiceTheScale()
    {
        if (twice())
            return;
        QProcess again;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QT_SCALE_FACTOR"_s, u"2"_s);
        environment.insert(u"HEADROOM_GALLERY_TWICE"_s, u"1"_s);
        again.setProcessEnvironment(environment);
        again.setProcessChannelMode(QProcess::MergedChannels);
        again.start(QCoreApplication::applicationFilePath(), {});
        QVERIFY(again.waitForFinished(60000));
        QVERIFY2(again.exitCode() == 0, again.readAll().constData());
    }
};

QTEST_MAIN(TestGallery)
#include "tst_gallery.moc"
