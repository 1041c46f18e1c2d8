// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/stackedbars.h"

#include "widgets/plot/chartprivate.h"

#include <cmath>

namespace headroom::widgets {

namespace {

constexpr double kBarWidth = 60; // pixels
constexpr double kLabelFrom = 15; // a part thinner than this carries no value

QColor inkOn(const QColor& color)
{
    return contrastRatio(color, Qt::white) >= 3.6 ? QColor(Qt::white) : QColor(0x16, 0x19, 0x1D);
}

} // namespace

StackedBars::StackedBars(QWidget* parent)
    : Chart(parent), m_format([](double value) { return QLocale().toString(value, 'f', 2); })
{
}

void StackedBars::setBars(const QList<StackedBar>& bars)
{
    m_bars = bars;
    refresh();
}

void StackedBars::setValueFormatter(std::function<QString(double)> format)
{
    m_format = std::move(format);
    refresh();
}

void StackedBars::rebuild()
{
    Private& p = d();
    p.wholeZero = true;
    p.x.ticks.clear();
    for (int i = 0; i < m_bars.size(); ++i)
        p.x.ticks.push_back(i);
    QStringList names;
    for (const StackedBar& bar : m_bars)
        names << bar.label;
    p.x.format = [names](double at) { return names.value(static_cast<int>(std::lround(at))); };
    p.x.minimum = -0.6;
    p.x.maximum = static_cast<double>(m_bars.size()) - 0.4;
    for (int i = 0; i < m_bars.size(); ++i)
        buildBar(i);
    p.plot->xAxis->grid()->setVisible(false);
    p.plot->axisRect()->setRangeZoom(Qt::Vertical);
    p.plot->axisRect()->setRangeDrag(Qt::Vertical);
}

void StackedBars::buildBar(int index)
{
    Private& p = d();
    const auto box = [&](double from, double to, const QPen& pen, const QBrush& brush) {
        auto* item = new QCPItemRect(p.plot);
        item->setPen(pen);
        item->setBrush(brush);
        item->setSelectable(false);
        item->setLayer(QStringLiteral("main"));
        for (QCPItemPosition* corner : {item->topLeft, item->bottomRight}) { // x in pixels, y in values
            corner->setTypeX(QCPItemPosition::ptAbsolute);
            corner->setTypeY(QCPItemPosition::ptPlotCoords);
        }
        item->topLeft->setCoords(0, to);
        item->bottomRight->setCoords(0, from);
        item->setProperty("bar", index);
    };
    double top = 0;
    for (const StackPart& part : m_bars[index].parts) {
        if (!(part.value > 0) || !std::isfinite(part.value))
            continue;
        box(top, top + part.value, QPen(Qt::NoPen), part.tone.color());
        QCPItemText* text = p.text(m_format(part.value), Role::Text, TextSize::Caption, TextWeight::SemiBold);
        text->setColor(inkOn(part.tone.color()));
        text->position->setTypeY(QCPItemPosition::ptPlotCoords);
        text->position->setCoords(0, top + part.value / 2);
        text->setProperty("bar", index);
        text->setProperty("part", part.value);
        top += part.value;
    }
    const double capacity = m_bars[index].capacity;
    box(0, std::max(capacity, 0.0), tonePen(top > capacity ? Role::Bad : Role::Text, 1), Qt::NoBrush);
    p.extend(index, 0);
    p.extend(index, std::max(capacity, top));
}

void StackedBars::arrange()
{
    Private& p = d();
    const double wide = std::min<double>(Theme::current().px(kBarWidth),
                                         p.rect()->width() / std::max(1.0, static_cast<double>(m_bars.size())) * 0.7);
    for (int i = 0; i < p.plot->itemCount(); ++i) {
        QCPAbstractItem* item = p.plot->item(i);
        const QVariant bar = item->property("bar");
        if (!bar.isValid())
            continue;
        const double centre = std::round(p.plot->xAxis->coordToPixel(bar.toInt()));
        if (auto* rect = qobject_cast<QCPItemRect*>(item)) {
            rect->topLeft->setCoords(centre - wide / 2, rect->topLeft->coords().y());
            rect->bottomRight->setCoords(centre + wide / 2, rect->bottomRight->coords().y());
        } else if (auto* text = qobject_cast<QCPItemText*>(item)) {
            const double part = item->property("part").toDouble();
            const double tall = std::abs(p.plot->yAxis->coordToPixel(part) - p.plot->yAxis->coordToPixel(0));
            text->setVisible(tall >= Theme::current().px(kLabelFrom));
            text->setPositionAlignment(Qt::AlignCenter);
            text->position->setCoords(centre, text->position->coords().y());
        }
    }
}

QString StackedBars::readout(double x, double) const
{
    const int index = static_cast<int>(std::lround(x));
    if (index < 0 || index >= m_bars.size())
        return {};
    const QString unit = d().y.unit.isEmpty() ? QString() : QChar(0x00A0) + d().y.unit;
    QStringList lines{m_bars[index].label};
    double sum = 0;
    for (auto part = m_bars[index].parts.crbegin(); part != m_bars[index].parts.crend(); ++part) {
        lines << QStringLiteral("%1 %2").arg(part->name, m_format(part->value) + unit);
        sum += part->value;
    }
    lines << tr("%1 of %2").arg(m_format(sum), m_format(m_bars[index].capacity) + unit);
    return lines.join(QLatin1Char('\n'));
}

QList<QStringList> StackedBars::tableData() const
{
    QList<QStringList> lines{{tr("device"), tr("part"), tr("value"), tr("capacity")}};
    for (const StackedBar& bar : m_bars) {
        for (const StackPart& part : bar.parts)
            lines << QStringList{bar.label, part.name, exact(part.value), exact(bar.capacity)};
    }
    return lines;
}

} // namespace headroom::widgets
