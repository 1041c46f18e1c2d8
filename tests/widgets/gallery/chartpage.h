// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the page of charts, each with figures that show what it can do.
#pragma once

#include "tests/widgets/gallery/shellpage.h"
#include "widgets/plot/frontiermap.h"
#include "widgets/plot/histogram.h"
#include "widgets/plot/intervalchart.h"
#include "widgets/plot/linechart.h"
#include "widgets/plot/scatterchart.h"
#include "widgets/plot/stackedbars.h"
#include "widgets/table/roles.h"

#include <cmath>

namespace headroom::test::gallery {

using namespace headroom::widgets;
using namespace Qt::StringLiterals;

inline LineChart* positionChart()
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

inline ScatterChart* sizeChart()
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
    chart->setBaseline(u"F16 14.96 GiB, KLD 0"_s, 14.96);
    return chart;
}

inline FrontierMap* capacityMap()
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

inline QWidget* chartPage()
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

} // namespace headroom::test::gallery
