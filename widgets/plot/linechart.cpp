// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/linechart.h"

#include "widgets/plot/chartprivate.h"

#include <algorithm>
#include <cmath>

namespace headroom::widgets {

LineChart::LineChart(QWidget* parent) : Chart(parent) { }

void LineChart::setSeries(const QList<Series>& series)
{
    m_series = series;
    refresh();
}

namespace {

constexpr double kEndGaps = 12; // between a line, its name and the frame

QString endText(const Series& series)
{
    if (series.endLabel == QLatin1String("-"))
        return {};
    return series.endLabel.isEmpty() ? series.name : series.endLabel;
}

QStringList shortenedEnds(const QList<Series>& all, double room)
{
    QStringList names;
    for (const Series& series : all)
        names << endText(series);
    return elided(names, Theme::current().font(TextSize::Caption, TextWeight::SemiBold), room);
}

std::size_t lengthOf(const Series& series)
{
    return std::min(series.x.size(), series.y.size());
}

} // namespace

void LineChart::buildBand(const Series& series)
{
    if (series.low.size() < lengthOf(series) || series.high.size() < lengthOf(series))
        return;
    Private& p = d();
    QVector<double> keys;
    QVector<double> low;
    QVector<double> high;
    for (std::size_t i = 0; i < lengthOf(series); ++i) {
        const double bottom = p.drawable(p.y, series.low[i]) ? series.low[i] : series.y[i];
        if (!p.drawable(p.x, series.x[i]) || !p.drawable(p.y, bottom) || !std::isfinite(series.high[i]))
            continue;
        keys << series.x[i];
        low << bottom;
        high << series.high[i];
        p.extend(series.x[i], bottom);
        p.extend(series.x[i], series.high[i]);
    }
    QCPGraph* upper = p.graph(series.tone, 0);
    QCPGraph* lower = p.graph(series.tone, 0);
    upper->setData(keys, high);
    lower->setData(keys, low);
    upper->setBrush(series.tone.withAlpha(Theme::current().isDark() ? 0.30 : 0.17).color());
    upper->setChannelFillGraph(lower);
}

void LineChart::buildLine(const Series& series)
{
    Private& p = d();
    QCPGraph* graph = p.graph(series.tone, series.width, series.dash);
    QVector<double> keys;
    QVector<double> values;
    for (std::size_t i = 0; i < lengthOf(series); ++i) {
        const bool shown = p.take(series.x[i], series.y[i]);
        if (!std::isfinite(series.x[i]) || (!shown && values.isEmpty()))
            continue;
        keys << series.x[i]; // what cannot be drawn leaves a gap
        values << (shown ? series.y[i] : qQNaN());
    }
    graph->setData(keys, values);
    if (series.marker != Marker::None && values.size() <= 64)
        graph->setScatterStyle(scatterStyle(series.marker, series.tone, Theme::current().px(6)));
    p.text(endText(series), series.tone, TextSize::Caption, TextWeight::SemiBold)->setObjectName(QStringLiteral("end"));
}

void LineChart::rebuild()
{
    for (const Series& series : m_series) // bands first: they lie under every line
        buildBand(series);
    const Theme& theme = Theme::current();
    const QFontMetricsF metrics(theme.font(TextSize::Caption, TextWeight::SemiBold));
    double widest = 0;
    for (const Series& series : m_series) {
        buildLine(series);
        widest = std::max(widest, metrics.horizontalAdvance(endText(series)));
    }
    if (widest > 0)
        d().rightMargin
            = static_cast<int>(std::min(widest, d().labelRoom() - theme.px(kEndGaps))) + theme.px(kEndGaps + 4);
}

/// Names stand at the lines' ends, at least one text line apart, in the order of the ends.
void LineChart::arrange()
{
    Private& p = d();
    const Theme& theme = Theme::current();
    const QRectF area = p.rect()->rect();
    struct End {
        QCPItemText* item;
        double x;
        double y;
    };
    std::vector<End> ends;
    const QStringList names = shortenedEnds(m_series, p.labelRoom() - theme.px(kEndGaps));
    qsizetype next = 0;
    for (int i = 0; i < p.plot->itemCount(); ++i) {
        auto* item = qobject_cast<QCPItemText*>(p.plot->item(i));
        if (item == nullptr || item->objectName() != QLatin1String("end") || next >= m_series.size())
            continue;
        item->setText(names[next]);
        const Series& series = m_series[next++];
        std::size_t last = lengthOf(series);
        while (last > 0 && !(p.drawable(p.x, series.x[last - 1]) && p.drawable(p.y, series.y[last - 1])))
            --last;
        item->setVisible(last > 0 && !item->text().isEmpty());
        if (!item->visible())
            continue;
        const double x = p.plot->xAxis->coordToPixel(series.x[last - 1]);
        const double y = p.plot->yAxis->coordToPixel(series.y[last - 1]);
        ends.push_back({item, std::min(x, area.right()) + theme.px(6), std::clamp(y, area.top(), area.bottom())});
    }
    std::sort(ends.begin(), ends.end(), [](const End& a, const End& b) { return a.y < b.y; });
    const double apart = theme.px(13);
    for (std::size_t i = 1; i < ends.size(); ++i)
        ends[i].y = std::max(ends[i].y, ends[i - 1].y + apart);
    for (std::size_t i = ends.size(); i-- > 0;) { // pushed below the frame: move up again
        const double limit = i + 1 == ends.size() ? area.bottom() : ends[i + 1].y - apart;
        ends[i].y = std::min(ends[i].y, limit);
        ends[i].item->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        ends[i].item->position->setCoords(ends[i].x, ends[i].y);
    }
}

namespace {

/// The finite point nearest to x; the length where there is none.
std::size_t nearest(const Series& series, double x)
{
    std::size_t best = lengthOf(series);
    for (std::size_t i = 0; i < lengthOf(series); ++i) {
        if (std::isfinite(series.y[i])
            && (best == lengthOf(series) || std::abs(series.x[i] - x) < std::abs(series.x[best] - x)))
            best = i;
    }
    return best;
}

} // namespace

QList<Chart::Reading> LineChart::readings(double x) const
{
    QList<Reading> values;
    for (const Series& series : m_series)
        if (const std::size_t at = nearest(series, x); at < lengthOf(series))
            values.append({series.name, series.y[at]});
    return values;
}

/// Of the line whose end is nearest.
QString LineChart::labelAt(const QPointF& pixel) const
{
    QString best;
    double nearest = Theme::current().px(10);
    for (const Series& series : m_series) {
        if (lengthOf(series) == 0 || pixel.x() < d().rect()->right())
            continue;
        const double away = std::abs(d().plot->yAxis->coordToPixel(series.y[lengthOf(series) - 1]) - pixel.y());
        if (away < nearest) {
            nearest = away;
            best = series.name;
        }
    }
    return best;
}

QString LineChart::readout(double x, double) const
{
    const Private& p = d();
    QStringList lines{p.named(p.x, x)};
    for (const Series& series : m_series) {
        const std::size_t best = nearest(series, x);
        if (best == lengthOf(series))
            continue;
        QString line = series.name + QStringLiteral(": ") + p.named(p.y, series.y[best]);
        if (best < series.low.size() && best < series.high.size())
            line += p.interval(p.y, series.low[best], series.high[best]);
        lines << line;
    }
    return lines.join(QLatin1Char('\n'));
}

QList<QStringList> LineChart::tableData() const
{
    QList<QStringList> lines{{tr("series"), d().x.label.isEmpty() ? QStringLiteral("x") : d().x.label,
                              d().y.label.isEmpty() ? QStringLiteral("y") : d().y.label, tr("low"), tr("high")}};
    for (const Series& series : m_series) {
        for (std::size_t i = 0; i < lengthOf(series); ++i) {
            lines << QStringList{series.name, exact(series.x[i]), exact(series.y[i]),
                                 i < series.low.size() ? exact(series.low[i]) : QString(),
                                 i < series.high.size() ? exact(series.high[i]) : QString()};
        }
    }
    return lines;
}

} // namespace headroom::widgets
