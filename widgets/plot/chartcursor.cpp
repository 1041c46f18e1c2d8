// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The crosshair that reads every series, and the second cursor that it measures from.
#include "widgets/plot/chart.h"

#include "widgets/plot/chartprivate.h"

#include <QToolTip>

#include <cmath>

namespace headroom::widgets {

void Chart::setCursor(std::optional<double> x)
{
    m_d->cursor = x && m_d->drawable(m_d->x, *x) ? x : std::nullopt;
    refresh();
}

std::optional<double> Chart::cursor() const
{
    return m_d->cursor;
}

QList<Chart::Reading> Chart::readings(double) const
{
    return {};
}

QString Chart::readoutAt(double x, double y) const
{
    const QString words = readout(x, y);
    if (!m_d->cursor || words.isEmpty())
        return words;
    const auto change = [this](const Axis& axis, double value) {
        const QString size = m_d->value(axis, std::abs(value));
        return (value < 0 ? QChar(0x2212) : QLatin1Char('+')) + size;
    };
    //: difference between two cursors of a chart: how far, from where
    QStringList lines{words, tr("%1 from %2").arg(change(m_d->x, x - *m_d->cursor), m_d->value(m_d->x, *m_d->cursor))};
    const QList<Reading> before = readings(*m_d->cursor);
    for (const Reading& now : readings(x))
        for (const Reading& then : before)
            if (then.name == now.name && std::isfinite(now.value) && std::isfinite(then.value))
                lines << QStringLiteral("Δ %1 %2").arg(now.name, change(m_d->y, now.value - then.value));
    return lines.join(QLatin1Char('\n'));
}

void Chart::addCursor()
{
    if (!m_d->cursor)
        return;
    auto* line = new QCPItemStraightLine(m_d->plot);
    line->setLayer(QStringLiteral("marks"));
    line->setPen(tonePen(Role::Accent, 1.2, {4, 3}));
    line->setSelectable(false);
    line->point1->setTypeY(QCPItemPosition::ptAxisRectRatio);
    line->point2->setTypeY(QCPItemPosition::ptAxisRectRatio);
    line->point1->setCoords(*m_d->cursor, 0);
    line->point2->setCoords(*m_d->cursor, 1);
}

void Chart::hideCrosshair()
{
    if (m_d->crosshair == nullptr || !m_d->crosshair->visible())
        return;
    m_d->crosshair->setVisible(false);
    m_d->crosshair->layer()->replot();
    QToolTip::hideText();
}

void Chart::showCrosshair(double x, const QString& words, const QPoint& globalPosition)
{
    if (m_d->crosshair == nullptr) {
        m_d->crosshair = new QCPItemStraightLine(m_d->plot);
        m_d->crosshair->setLayer(QStringLiteral("overlay"));
        m_d->crosshair->setPen(tonePen(Role::Muted, 1, {2, 2}));
        m_d->crosshair->setSelectable(false);
    }
    m_d->crosshair->setVisible(true);
    m_d->crosshair->point1->setCoords(x, m_d->plot->yAxis->range().lower);
    m_d->crosshair->point2->setCoords(x, m_d->plot->yAxis->range().upper);
    m_d->crosshair->layer()->replot();
    QToolTip::showText(globalPosition + QPoint(12, 8), words, this);
}

} // namespace headroom::widgets
