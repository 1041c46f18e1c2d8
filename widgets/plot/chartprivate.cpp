// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/chartprivate.h"

#include <algorithm>
#include <cmath>

namespace headroom::widgets {

QString exact(double value)
{
    return std::isfinite(value) ? QLocale::c().toString(value, 'g', QLocale::FloatingPointShortest) : QString();
}

QPen tonePen(Tone tone, double width, const QList<qreal>& dash)
{
    QPen pen(tone.color(), width, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (!dash.isEmpty()) {
        QList<qreal> inWidths; // Qt counts dashes in pen widths, we in pixels
        for (const qreal length : dash)
            inWidths << length / width;
        pen.setDashPattern(inWidths);
    }
    return pen;
}

QCPScatterStyle scatterStyle(Marker marker, Tone tone, double size)
{
    const QColor color = tone.color();
    const QPen none(Qt::NoPen), outline(color, size * 0.2, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    switch (marker) {
    case Marker::None:
        return QCPScatterStyle(QCPScatterStyle::ssNone);
    case Marker::Circle:
        return QCPScatterStyle(QCPScatterStyle::ssCircle, none, color, size);
    case Marker::Ring:
        return QCPScatterStyle(QCPScatterStyle::ssCircle, outline, Qt::NoBrush, size * 0.82);
    case Marker::Square:
        return QCPScatterStyle(QCPScatterStyle::ssSquare, none, color, size * 0.9);
    case Marker::SquareOutline:
        return QCPScatterStyle(QCPScatterStyle::ssSquare, outline, Qt::NoBrush, size * 0.8);
    case Marker::DiamondOutline:
        return QCPScatterStyle(QCPScatterStyle::ssDiamond, outline, Qt::NoBrush, size * 1.1);
    case Marker::TriangleUpOutline:
        return QCPScatterStyle(QCPScatterStyle::ssTriangle, outline, Qt::NoBrush, size);
    case Marker::Diamond:
        return QCPScatterStyle(QCPScatterStyle::ssDiamond, none, color, size * 1.18);
    case Marker::TriangleUp:
        return QCPScatterStyle(QCPScatterStyle::ssTriangle, none, color, size * 1.1);
    case Marker::TriangleDown:
        return QCPScatterStyle(QCPScatterStyle::ssTriangleInverted, none, color, size * 1.1);
    case Marker::Bar: {
        QPainterPath path;
        path.addRect(-size * 0.75, -size * 0.17, size * 1.5, size * 0.34);
        return QCPScatterStyle(path, none, color, 6);
    }
    }
    return QCPScatterStyle(QCPScatterStyle::ssNone);
}

bool Chart::Private::drawable(const Axis& axis, double value) const
{
    return std::isfinite(value) && (axis.scale == AxisScale::Linear || value > 0);
}

bool Chart::Private::take(double xValue, double yValue)
{
    if (!drawable(x, xValue) || !drawable(y, yValue)) {
        ++hidden;
        return false;
    }
    extend(xValue, yValue);
    return true;
}

void Chart::Private::extend(double xValue, double yValue)
{
    if (!drawable(x, xValue) || !drawable(y, yValue))
        return;
    if (!hasData) {
        xData = QCPRange(xValue, xValue);
        yData = QCPRange(yValue, yValue);
    }
    hasData = true;
    xData.expand(xValue);
    yData.expand(yValue);
}

QCPGraph* Chart::Private::graph(Tone tone, double width, const QList<qreal>& dash)
{
    QCPGraph* graph = plot->addGraph();
    graph->setPen(width > 0 ? tonePen(tone, width, dash) : QPen(Qt::NoPen));
    graph->setSelectable(QCP::stNone);
    return graph;
}

QCPItemText* Chart::Private::text(const QString& words, Tone tone, TextSize size, TextWeight weight, bool absolute)
{
    auto* item = new QCPItemText(plot);
    item->setLayer(QStringLiteral("marks"));
    item->setText(words);
    item->setFont(Theme::current().font(size, weight));
    item->setColor(Theme::current().readable(tone.color()));
    item->setClipToAxisRect(false);
    item->setSelectable(false);
    item->position->setType(absolute ? QCPItemPosition::ptAbsolute : QCPItemPosition::ptPlotCoords);
    return item;
}

namespace {

QCPRange padded(const Axis& axis, QCPRange data, bool fromZero)
{
    if (axis.scale != AxisScale::Linear) {
        const double grow = data.upper > data.lower ? std::pow(data.upper / data.lower, 0.06) : 2;
        return {axis.minimum.value_or(data.lower / grow), axis.maximum.value_or(data.upper * grow)};
    }
    const double span = data.upper > data.lower ? data.upper - data.lower : std::max(std::abs(data.upper), 1.0);
    const double low = fromZero && data.lower >= 0 ? 0 : data.lower - 0.05 * span;
    return {axis.minimum.value_or(low), axis.maximum.value_or(data.upper + 0.05 * span)};
}

} // namespace

void Chart::Private::fitRanges()
{
    if (zoomed)
        return;
    plot->xAxis->setRange(whole(plot->xAxis));
    plot->yAxis->setRange(whole(plot->yAxis));
}

QCPRange Chart::Private::whole(const QCPAxis* axis) const
{
    const QCPRange fallback = QCPRange(1, 10);
    return axis == plot->xAxis ? padded(x, hasData ? xData : fallback, false)
                               : padded(y, hasData ? yData : fallback, wholeZero);
}

void Chart::Private::keepInView(QCPAxis* axis)
{
    const bool logarithmic = axis->scaleType() == QCPAxis::stLogarithmic;
    const auto to = [logarithmic](double value) { return logarithmic ? std::log(value) : value; };
    const QCPRange all = whole(axis), now = axis->range();
    if (logarithmic && (all.lower <= 0 || now.lower <= 0))
        return;
    const QCPRange bounds(to(all.lower), to(all.upper)), seen(to(now.lower), to(now.upper));
    if (std::abs(seen.size() - bounds.size()) <= 1e-9 * bounds.size()) // nothing to move: the very same again
        return axis->setRange(all);
    const double before = bounds.lower - seen.lower, behind = bounds.upper - seen.upper;
    const double shift = std::clamp(0.0, std::min(before, behind), std::max(before, behind));
    if (std::abs(shift) <= 1e-9 * bounds.size())
        return;
    const auto from = [logarithmic](double value) { return logarithmic ? std::exp(value) : value; };
    axis->setRange(from(seen.lower + shift), from(seen.upper + shift));
}

void Chart::Private::styleAxes()
{
    const Theme& theme = Theme::current();
    plot->setBackground(theme.color(Role::Panel));
    plot->setLocale(QLocale());
    const auto style = [&](QCPAxis* axis, const Axis& spec, double room) {
        const bool logarithmic = spec.scale != AxisScale::Linear;
        axis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
        auto ticker = QSharedPointer<ChartTicker>::create();
        ticker->axis = spec;
        ticker->room = room;
        ticker->length = axis == plot->xAxis ? std::max(laidLength, 1.0) : 0;
        ticker->font = theme.font(TextSize::Caption);
        ticker->setTickCount(5);
        axis->setTicker(ticker);
        axis->setBasePen(QPen(theme.color(Role::ControlBorder), 1));
        axis->setTickPen(QPen(theme.color(Role::ControlBorder), 1));
        axis->setSubTickPen(QPen(Qt::NoPen));
        axis->setTickLength(0, 3);
        axis->setTickLabelFont(theme.font(TextSize::Caption));
        axis->setTickLabelColor(theme.color(Role::Muted));
        axis->setLabelFont(theme.font(TextSize::Caption));
        axis->setLabelColor(theme.color(Role::Muted));
        axis->setTickLabelPadding(theme.px(3));
        axis->setLabelPadding(theme.px(2));
        axis->grid()->setPen(QPen(theme.color(Role::Grid), 1));
        axis->grid()->setSubGridVisible(false);
        axis->grid()->setZeroLinePen(logarithmic ? QPen(Qt::NoPen) : QPen(theme.color(Role::ControlBorder), 1));
    };
    style(plot->xAxis, x, 0);
    style(plot->yAxis, y, labelRoom());
    plot->xAxis->setLabel(x.label.isEmpty() ? QString() : QStringLiteral(" ")); // its room; placeLabels() writes it
    xLabel = text(x.label, Role::Muted);
    head->yLabel = y.label;
    head->measure();
    rect()->setMinimumMargins(QMargins(theme.px(8), theme.px(6), rightMargin, theme.px(4)));
}

void Chart::Private::placeLabels()
{
    const QRectF area = rect()->rect();
    if (xLabel) {
        const double whole = plot->width(), pad = Theme::current().px(2);
        xLabel->setText(elided(x.label, xLabel->font(), whole - 2 * pad));
        const double half = QFontMetricsF(xLabel->font()).horizontalAdvance(xLabel->text()) / 2 + pad;
        xLabel->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
        xLabel->position->setCoords(std::max(half, std::min(area.center().x(), whole - half)),
                                    plot->height() - Theme::current().px(4));
    }
    if (std::abs(area.width() - laidLength) < 2)
        return;
    laidLength = area.width();
    if (const auto ticker = plot->xAxis->ticker().dynamicCast<ChartTicker>())
        ticker->length = laidLength;
    plot->replot(QCustomPlot::rpQueuedReplot);
}

void Chart::Private::addRegions()
{
    for (const Region& region : regions) {
        auto* item = new QCPItemRect(plot);
        item->setLayer(QStringLiteral("tint"));
        item->setPen(QPen(Qt::NoPen));
        item->setBrush(region.tone.color());
        item->setSelectable(false);
        const auto end = [](const Axis& axis, double value) {
            const double low = axis.scale == AxisScale::Linear ? -1e12 : 1e-30;
            return std::isfinite(value) ? std::max(value, low) : (value < 0 ? low : 1e12);
        };
        item->topLeft->setCoords(end(x, region.xFrom), end(y, region.yTo));
        item->bottomRight->setCoords(end(x, region.xTo), end(y, region.yFrom));
    }
}

void Chart::Private::addLines()
{
    lineItems.clear();
    lineLabels.clear();
    for (const ReferenceLine& line : lines) {
        auto* item = new QCPItemStraightLine(plot);
        item->setPen(tonePen(line.tone, 1.4, line.dashed ? QList<qreal>{5, 3} : QList<qreal>{}));
        item->setLayer(QStringLiteral("main"));
        item->setSelectable(false);
        const bool flat = line.orientation == Qt::Horizontal;
        const bool drawn = drawable(flat ? y : x, line.value);
        const double value = drawn ? line.value : 1;
        item->setVisible(drawn);
        item->point1->setCoords(flat ? QPointF(1, value) : QPointF(value, 1));
        item->point2->setCoords(flat ? QPointF(2, value) : QPointF(value, 2));
        lineItems << item;
        QCPItemText* label = text(line.label, line.tone, TextSize::Caption, TextWeight::SemiBold);
        lineLabels << label;
    }
}

namespace {

/// How many drawn points lie in a box of pixels.
int pointsIn(QCustomPlot* plot, const QRectF& box)
{
    int count = 0;
    for (int i = 0; i < plot->graphCount(); ++i) {
        const auto data = plot->graph(i)->data();
        const auto end = data->findEnd(plot->xAxis->pixelToCoord(box.right()));
        for (auto at = data->findBegin(plot->xAxis->pixelToCoord(box.left())); at != end; ++at) {
            const double y = plot->yAxis->coordToPixel(at->value);
            count += y >= box.top() && y <= box.bottom();
        }
    }
    return count;
}

} // namespace

/// Labels sit above a horizontal line (below at the frame), at its right end unless the data is there and not at the
/// left; beside the top of a vertical one.
void Chart::Private::placeLines()
{
    const QRectF area = rect()->rect();
    lineBoxes.clear();
    for (int i = 0; i < lineItems.size(); ++i) {
        const bool flat = lines[i].orientation == Qt::Horizontal;
        QCPItemText* label = lineLabels[i];
        const double at = flat ? plot->yAxis->coordToPixel(lines[i].value) : plot->xAxis->coordToPixel(lines[i].value);
        const bool inside
            = flat ? at >= area.top() - 1 && at <= area.bottom() + 1 : at >= area.left() - 1 && at <= area.right() + 1;
        label->setVisible(inside && lineItems[i]->visible());
        if (!label->visible())
            continue;
        const QFontMetricsF metrics(label->font());
        label->setText(elided(lines[i].label, label->font(), area.width() - 8));
        const double wide = metrics.horizontalAdvance(label->text()) + 4;
        if (!flat) {
            const bool rightSide = at - area.left() < wide + 8;
            label->setPositionAlignment((rightSide ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignTop);
            label->position->setCoords(at + (rightSide ? 4 : -4), area.top() + 2);
            if (!label->text().isEmpty())
                lineBoxes << QRectF(at + (rightSide ? 4 : -4 - wide), area.top() + 2, wide, metrics.height());
            continue;
        }
        const bool below = at - area.top() < metrics.height() + 2;
        const double top = below ? at + 1 : at - 1 - metrics.height();
        const QRectF right(area.right() - wide, top, wide, metrics.height());
        const QRectF left(area.left() + 4, top, wide, metrics.height());
        const bool toRight = pointsIn(plot, right) <= pointsIn(plot, left);
        label->setPositionAlignment((toRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignTop);
        label->position->setCoords(toRight ? right.topRight() - QPointF(2, 0) : left.topLeft());
        if (!label->text().isEmpty())
            lineBoxes << (toRight ? right : left);
    }
}

void Chart::Private::addNotes()
{
    if (hidden > 0) {
        QCPItemText* note
            = text(QCoreApplication::translate("Chart", "%n value(s) not shown", nullptr, hidden), Role::Muted);
        note->position->setType(QCPItemPosition::ptAxisRectRatio);
        note->position->setCoords(1, 1);
        note->setPositionAlignment(Qt::AlignRight | Qt::AlignBottom);
        note->setPadding(QMargins(0, 0, 4, 3));
    }
    const bool blank = !hasData && !emptyText.isEmpty() && lines.isEmpty();
    for (QCPAxis* axis : {plot->xAxis, plot->yAxis}) { // numbers on it would be of nothing
        axis->setTicks(!blank);
        axis->setTickLabels(!blank);
        axis->grid()->setVisible(!blank);
    }
    if (!hasData && !emptyText.isEmpty()) {
        QCPItemText* note = text(emptyText, Role::Muted, TextSize::Body);
        note->position->setType(QCPItemPosition::ptAxisRectRatio);
        note->position->setCoords(0.5, 0.5);
        note->setPositionAlignment(Qt::AlignCenter);
    }
}

} // namespace headroom::widgets
