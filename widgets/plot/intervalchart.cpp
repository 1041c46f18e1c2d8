// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/intervalchart.h"

#include "widgets/plot/chartprivate.h"

#include <algorithm>
#include <cmath>

namespace headroom::widgets {

IntervalChart::IntervalChart(QWidget* parent) : Chart(parent) { }

void IntervalChart::setData(const QStringList& categories, const QList<IntervalSeries>& series)
{
    m_categories = categories;
    m_series = series;
    refresh();
}

void IntervalChart::buildSeries(const IntervalSeries& series, double shift)
{
    Private& p = d();
    const auto count = static_cast<std::size_t>(m_categories.size());
    QCPGraph* graph = p.graph(series.tone, 1.4);
    graph->setLineStyle(QCPGraph::lsNone);
    graph->setScatterStyle(scatterStyle(series.marker, series.tone, Theme::current().px(6)));
    for (std::size_t i = 0; i < std::min(count, series.value.size()); ++i) {
        const double y = static_cast<double>(count - i) + shift;
        if (std::isnan(series.value[i]) || !p.take(series.value[i], y)) // not measured is not hidden
            continue;
        graph->addData(series.value[i], y);
        if (i >= series.low.size() || i >= series.high.size() || !std::isfinite(series.low[i])
            || !std::isfinite(series.high[i]))
            continue;
        auto* line = new QCPItemLine(p.plot);
        line->setLayer(QStringLiteral("main"));
        line->setPen(tonePen(series.tone, 1.4));
        line->setSelectable(false);
        line->start->setCoords(series.low[i], y);
        line->end->setCoords(series.high[i], y);
        p.extend(series.low[i], y);
        p.extend(series.high[i], y);
    }
    if (m_categories.size() > 1 && !isOnItsOwnLine(series)) // else the axis names it already
        p.head->legend << LegendEntry{series.marker, series.tone, series.name};
}

/// One value, in the category of the series' own name.
bool IntervalChart::isOnItsOwnLine(const IntervalSeries& series) const
{
    const auto measured = [](double value) { return !std::isnan(value); };
    const auto at = std::find_if(series.value.begin(), series.value.end(), measured);
    return at != series.value.end() && std::count_if(series.value.begin(), series.value.end(), measured) == 1
        && m_categories.value(at - series.value.begin()) == series.name;
}

void IntervalChart::rebuild()
{
    Private& p = d();
    p.y.ticks.clear();
    for (qsizetype i = 0; i < m_categories.size(); ++i)
        p.y.ticks.push_back(static_cast<double>(i + 1)); // from one: zero would get an axis line
    p.y.format = [names = m_categories](double at) { return names.value(names.size() - std::lround(at)); };
    p.y.minimum = 0.4;
    p.y.maximum = static_cast<double>(m_categories.size()) + 0.6;
    const auto candidates = static_cast<double>(m_series.size());
    const bool oneEach = std::all_of(m_series.begin(), m_series.end(),
                                     [this](const IntervalSeries& series) { return isOnItsOwnLine(series); });
    const double pitch = m_series.isEmpty() || oneEach ? 0 : std::min(0.22, 0.7 / candidates);
    double shift = (candidates - 1) / 2 * pitch;
    for (const IntervalSeries& series : m_series) {
        buildSeries(series, shift);
        shift -= pitch;
    }
    p.plot->axisRect()->setRangeZoom(Qt::Horizontal);
    p.plot->axisRect()->setRangeDrag(Qt::Horizontal);
}

QString IntervalChart::labelAt(const QPointF& pixel) const
{
    return m_categories.value(m_categories.size() - std::lround(d().plot->yAxis->pixelToCoord(pixel.y())));
}

QString IntervalChart::readout(double, double y) const
{
    const Private& p = d();
    const auto index = m_categories.size() - std::lround(y);
    if (index < 0 || index >= m_categories.size())
        return {};
    QStringList lines;
    const auto at = static_cast<std::size_t>(index);
    bool named = false;
    for (const IntervalSeries& series : m_series) {
        if (at >= series.value.size() || std::isnan(series.value[at]))
            continue;
        QString line = series.name + QStringLiteral(": ") + p.named(p.x, series.value[at]);
        if (at < series.low.size() && at < series.high.size())
            line += p.interval(p.x, series.low[at], series.high[at]);
        lines << line;
        named = named || series.name == m_categories[index];
    }
    if (!named)
        lines.prepend(m_categories[index]);
    return lines.join(QLatin1Char('\n'));
}

QList<QStringList> IntervalChart::tableData() const
{
    QList<QStringList> lines{{tr("category"), tr("series"), tr("value"), tr("low"), tr("high")}};
    for (const IntervalSeries& series : m_series) {
        for (std::size_t i = 0;
             i < std::min<std::size_t>(static_cast<std::size_t>(m_categories.size()), series.value.size()); ++i) {
            lines << QStringList{m_categories[static_cast<qsizetype>(i)], series.name, exact(series.value[i]),
                                 i < series.low.size() ? exact(series.low[i]) : QString(),
                                 i < series.high.size() ? exact(series.high[i]) : QString()};
        }
    }
    return lines;
}

} // namespace headroom::widgets
