// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/frontiermapprivate.h"

#include <algorithm>
#include <cmath>

namespace headroom::widgets {

FrontierMap::FrontierMap(QWidget* parent)
    : Chart(parent), m_inside(tr("fits")), m_outside(tr("does not fit")), m_marks(std::make_shared<Marks>())
{
    setMap({}, {});
}

void FrontierMap::setMap(const Axis& x, const Axis& y)
{
    Axis logX = x;
    Axis logY = y;
    logX.scale = AxisScale::Log2;
    logY.scale = AxisScale::Log2;
    setAxes(logX, logY);
}

void FrontierMap::setFrontiers(const QList<Frontier>& frontiers, const QString& chosen)
{
    m_frontiers = frontiers;
    m_chosen = chosen;
    refresh();
}

void FrontierMap::setCross(double x, double y)
{
    if (!(x > 0) || !(y > 0) || QPointF(x, y) == m_cross)
        return;
    m_cross = QPointF(x, y);
    refresh();
}

void FrontierMap::setSnap(double xStepsPerDoubling, bool wholeY)
{
    m_xSteps = xStepsPerDoubling;
    m_wholeY = wholeY;
}

void FrontierMap::setOver(std::optional<bool> over)
{
    m_over = over;
    refresh();
}

void FrontierMap::setSideTexts(const QString& inside, const QString& outside, const QString& everything)
{
    m_inside = inside;
    m_outside = outside;
    m_everything = everything;
    refresh();
}

const Frontier* FrontierMap::chosen() const
{
    for (const Frontier& frontier : m_frontiers) {
        if (frontier.id == m_chosen)
            return &frontier;
    }
    return nullptr;
}

bool FrontierMap::isOver() const
{
    if (m_over)
        return *m_over;
    const Frontier* frontier = chosen();
    if (frontier == nullptr)
        return false;
    const std::optional<double> limit = frontierY(*frontier, m_cross.x());
    return !limit || m_cross.y() > *limit * (1 + 1e-9);
}

void FrontierMap::rebuild()
{
    Private& p = d();
    *m_marks = {};
    if (const Frontier* frontier = chosen())
        buildTint(*frontier);
    for (const Frontier& frontier : m_frontiers)
        buildFrontier(frontier);
    p.extend(m_cross.x(), m_cross.y());
    m_marks->inside = p.text(m_inside, Role::Good, TextSize::Caption, TextWeight::SemiBold);
    m_marks->outside = p.text(m_outside, Role::Muted);
    buildCross();
}

void FrontierMap::buildTint(const Frontier& frontier)
{
    Private& p = d();
    QCPGraph* tint = p.graph(Role::PassTint, 0);
    tint->setLayer(QStringLiteral("tint"));
    tint->setBrush(Theme::current().color(Role::PassTint));
    // From the left frame down to the bottom frame, whatever part of it the points cover.
    const double low = p.y.minimum.value_or(1e-3) / 16;
    const std::size_t count = std::min(frontier.x.size(), frontier.y.size());
    if (count == 0)
        return;
    tint->addData(frontier.x[0] / 64, frontier.y[0]);
    for (std::size_t i = 0; i < count; ++i) {
        if (p.drawable(p.x, frontier.x[i]))
            tint->addData(frontier.x[i], std::max(frontier.y[i], low));
    }
    tint->addData(frontier.x[count - 1] * (1 + 1e-9), low);
}

void FrontierMap::buildFrontier(const Frontier& frontier)
{
    Private& p = d();
    const bool isChosen = frontier.id == m_chosen;
    QCPGraph* line = p.graph(frontier.tone, isChosen ? std::max(frontier.width, 2.4) : frontier.width, frontier.dash);
    const std::size_t count = std::min(frontier.x.size(), frontier.y.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (p.take(frontier.x[i], frontier.y[i]))
            line->addData(frontier.x[i], frontier.y[i]);
    }
    m_marks->labels << p.text(frontier.label, frontier.tone, TextSize::Caption,
                              isChosen ? TextWeight::SemiBold : TextWeight::Regular);
}

QPointF FrontierMap::pixelOf(double x, double y)
{
    flush();
    Private& p = d();
    return p.plot->mapTo(this, QPointF(p.plot->xAxis->coordToPixel(x), p.plot->yAxis->coordToPixel(y)));
}

void FrontierMap::moveTo(double x, double y)
{
    Private& p = d();
    double toX = x;
    double toY = m_wholeY ? std::max(1.0, std::round(y)) : y;
    if (m_xSteps > 0)
        toX = std::exp2(std::round(std::log2(x) * m_xSteps) / m_xSteps);
    const QCPRange xs(p.x.minimum.value_or(p.plot->xAxis->range().lower),
                      p.x.maximum.value_or(p.plot->xAxis->range().upper));
    const QCPRange ys(p.y.minimum.value_or(p.plot->yAxis->range().lower),
                      p.y.maximum.value_or(p.plot->yAxis->range().upper));
    const QPointF to(std::clamp(toX, xs.lower, xs.upper), std::clamp(toY, ys.lower, ys.upper));
    if (to == m_cross)
        return;
    m_cross = to;
    flush();
    placeCross();
    p.plot->layer(QStringLiteral("overlay"))->replot();
    emit crossMoved(to.x(), to.y());
}

QString FrontierMap::frontierAt(const QPointF& pixel) const
{
    const Private& p = d();
    for (const Frontier& frontier : m_frontiers) {
        const std::optional<double> y = frontierY(frontier, p.plot->xAxis->pixelToCoord(pixel.x()));
        if (y && *y > 0 && std::abs(p.plot->yAxis->coordToPixel(*y) - pixel.y()) <= 6)
            return frontier.id;
    }
    return {};
}

void FrontierMap::pressed(double x, double y, const QPointF& pixel)
{
    Private& p = d();
    const QPointF at(p.plot->xAxis->coordToPixel(m_cross.x()), p.plot->yAxis->coordToPixel(m_cross.y()));
    const QString hit = frontierAt(pixel);
    if (QLineF(at, pixel).length() > Theme::current().px(24) && !hit.isEmpty()) {
        emit frontierClicked(hit);
        return;
    }
    p.plot->setInteraction(QCP::iRangeDrag, false);
    m_dragging = true;
    if (QLineF(at, pixel).length() > Theme::current().px(24))
        moveTo(x, y);
}

void FrontierMap::moved(double x, double y, const QPointF&)
{
    if (m_dragging && x > 0 && y > 0)
        moveTo(x, y);
}

void FrontierMap::released()
{
    if (m_dragging)
        emit crossReleased(m_cross.x(), m_cross.y());
    m_dragging = false;
}

/// Left and right one step of a doubling, up and down one request; with Shift a whole doubling.
bool FrontierMap::keyPressed(int key, Qt::KeyboardModifiers modifiers)
{
    const bool wide = modifiers.testFlag(Qt::ShiftModifier);
    const double factor = std::exp2(wide || m_xSteps <= 0 ? 1 : 1 / m_xSteps);
    const double x = m_cross.x();
    const double y = m_cross.y();
    switch (key) {
    case Qt::Key_Left:
        moveTo(x / factor, y);
        break;
    case Qt::Key_Right:
        moveTo(x * factor, y);
        break;
    case Qt::Key_Up:
        moveTo(x, wide ? y * 2 : (m_wholeY ? y + 1 : y * factor));
        break;
    case Qt::Key_Down:
        moveTo(x, wide ? y / 2 : (m_wholeY ? y - 1 : y / factor));
        break;
    default:
        return false;
    }
    emit crossReleased(m_cross.x(), m_cross.y());
    return true;
}

QList<Chart::Reading> FrontierMap::readings(double x) const
{
    QList<Reading> values;
    for (const Frontier& frontier : m_frontiers)
        if (const std::optional<double> y = frontierY(frontier, x); y)
            values.append({frontier.spoken(), *y});
    return values;
}

QString FrontierMap::readout(double x, double) const
{
    const Private& p = d();
    QStringList lines{p.named(p.x, x)};
    for (const Frontier& frontier : m_frontiers) {
        const std::optional<double> y = frontierY(frontier, x);
        lines << frontier.spoken() + QStringLiteral(": ")
                + (y ? p.named(p.y, m_wholeY ? std::floor(*y) : *y) : QStringLiteral("–"));
    }
    return lines.join(QLatin1Char('\n'));
}

QList<QStringList> FrontierMap::tableData() const
{
    QList<QStringList> lines{{tr("frontier"), d().x.label, d().y.label}};
    for (const Frontier& frontier : m_frontiers) {
        for (std::size_t i = 0; i < std::min(frontier.x.size(), frontier.y.size()); ++i)
            lines << QStringList{frontier.spoken(), exact(frontier.x[i]), exact(frontier.y[i])};
    }
    lines << QStringList{tr("operating point"), exact(m_cross.x()), exact(m_cross.y())};
    return lines;
}

} // namespace headroom::widgets
