// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Where the cross, its tags and the labels of the frontiers stand.
#include "widgets/plot/frontiermapprivate.h"

#include <algorithm>
#include <cmath>

namespace headroom::widgets {

std::optional<double> frontierY(const Frontier& frontier, double x)
{
    const std::size_t count = std::min(frontier.x.size(), frontier.y.size());
    if (count == 0 || x > frontier.x[count - 1] * (1 + 1e-12))
        return std::nullopt;
    if (x <= frontier.x[0])
        return frontier.y[0];
    for (std::size_t i = 1; i < count; ++i) {
        if (x > frontier.x[i])
            continue;
        if (!(frontier.y[i] > 0) || !(frontier.y[i - 1] > 0) || !(frontier.x[i] > frontier.x[i - 1]))
            return frontier.y[i];
        const double t = std::log(x / frontier.x[i - 1]) / std::log(frontier.x[i] / frontier.x[i - 1]);
        return frontier.y[i - 1] * std::pow(frontier.y[i] / frontier.y[i - 1], t);
    }
    return frontier.y[count - 1];
}

void FrontierMap::buildCross()
{
    Private& p = d();
    const auto onOverlay = [](QCPAbstractItem* item) {
        item->setLayer(QStringLiteral("overlay"));
        item->setClipToAxisRect(false);
        item->setSelectable(false);
    };
    const auto line = [&](const QPen& pen) {
        auto* item = new QCPItemLine(p.plot);
        onOverlay(item);
        item->setPen(pen);
        item->start->setType(QCPItemPosition::ptAbsolute);
        item->end->setType(QCPItemPosition::ptAbsolute);
        return item;
    };
    m_marks->toAxisX = line(tonePen(Role::Text, 1, {2, 2}));
    m_marks->toAxisY = line(tonePen(Role::Text, 1, {2, 2}));
    m_marks->ring = new QCPItemEllipse(p.plot);
    onOverlay(m_marks->ring);
    m_marks->ring->topLeft->setType(QCPItemPosition::ptAbsolute);
    m_marks->ring->bottomRight->setType(QCPItemPosition::ptAbsolute);
    m_marks->armX = line({});
    m_marks->armY = line({});
    for (QCPItemText** tag : {&m_marks->tagX, &m_marks->tagY}) {
        *tag = p.text({}, Role::Text, TextSize::Caption, TextWeight::SemiBold);
        onOverlay(*tag);
        (*tag)->setColor(Theme::current().color(Role::OnAccent));
        (*tag)->setPadding(QMargins(5, 2, 5, 2));
    }
}

void FrontierMap::arrange()
{
    if (m_marks->ring == nullptr)
        return;
    placeLabels();
    placeSides();
    placeCross();
}

/// Along the line, at different places so that neighbours keep apart.
void FrontierMap::placeLabels()
{
    Private& p = d();
    const Theme& theme = Theme::current();
    const QRectF area = p.rect()->rect();
    for (qsizetype i = 0; i < m_marks->labels.size() && i < m_frontiers.size(); ++i) {
        QList<QPointF> seen;
        for (std::size_t k = 0; k < std::min(m_frontiers[i].x.size(), m_frontiers[i].y.size()); ++k) {
            const QPointF at(p.plot->xAxis->coordToPixel(m_frontiers[i].x[k]),
                             p.plot->yAxis->coordToPixel(m_frontiers[i].y[k]));
            if (area.adjusted(-2, -2, 2, 2).contains(at))
                seen << at;
        }
        QCPItemText* label = m_marks->labels[i];
        label->setVisible(seen.size() >= 2);
        if (seen.size() < 2)
            continue;
        const double part = 0.28 + 0.12 * static_cast<double>(i % 3);
        const double target = seen.first().x() + (seen.last().x() - seen.first().x()) * part;
        qsizetype k = 1;
        while (k + 1 < seen.size() && seen[k].x() < target)
            ++k;
        const QLineF piece(seen[k - 1], seen[k]);
        const double t = piece.dx() != 0 ? (target - piece.x1()) / piece.dx() : 0.5;
        const QPointF at = piece.pointAt(std::clamp(t, 0.0, 1.0));
        const qsizetype from = std::max(qsizetype{0}, k - 4); // the slope over a stretch as long as the word
        const QLineF slope(seen[from], seen[std::min(seen.size() - 1, k + 4)]);
        const double angle = std::clamp(std::atan2(slope.dy(), slope.dx()) * 180 / M_PI, -80.0, 80.0);
        label->setPositionAlignment(Qt::AlignHCenter | Qt::AlignBottom);
        label->setRotation(angle);
        label->position->setCoords(
            at + QPointF(std::sin(angle * M_PI / 180), -std::cos(angle * M_PI / 180)) * theme.px(2));
    }
}

/// False where even the far corner of the map lies under the chosen frontier.
bool FrontierMap::hasOutside() const
{
    const Private& p = d();
    const Frontier* frontier = chosen();
    if (frontier == nullptr || frontier->x.empty())
        return true;
    const std::optional<double> limit = frontierY(*frontier, p.plot->xAxis->range().upper);
    return !limit || *limit < p.plot->yAxis->range().upper * (1 - 1e-9);
}

void FrontierMap::placeSides()
{
    const Theme& theme = Theme::current();
    const QRectF area = d().rect()->rect();
    m_marks->inside->setPositionAlignment(Qt::AlignLeft | Qt::AlignBottom);
    m_marks->inside->position->setCoords(area.left() + theme.px(14), area.bottom() - theme.px(14));
    const bool outside = hasOutside();
    m_marks->inside->setText(outside || m_everything.isEmpty() ? m_inside : m_everything);
    m_marks->inside->setVisible(chosen() != nullptr);
    m_marks->outside->setVisible(outside);
    m_marks->outside->setPositionAlignment(Qt::AlignRight | Qt::AlignTop);
    m_marks->outside->position->setCoords(area.right() - theme.px(6), area.top() + theme.px(10));
}

void FrontierMap::placeCross()
{
    Private& p = d();
    const Theme& theme = Theme::current();
    const QRectF area = p.rect()->rect();
    const QPointF at(p.plot->xAxis->coordToPixel(m_cross.x()), p.plot->yAxis->coordToPixel(m_cross.y()));
    const double radius = theme.px(8);
    const double arm = theme.px(13);
    const Role role = isOver() ? Role::Bad : Role::Accent;
    m_marks->toAxisX->start->setCoords(at + QPointF(0, arm));
    m_marks->toAxisX->end->setCoords(at.x(), std::max(at.y() + arm, area.bottom()));
    m_marks->toAxisY->start->setCoords(at - QPointF(arm, 0));
    m_marks->toAxisY->end->setCoords(std::min(at.x() - arm, area.left()), at.y());
    m_marks->ring->topLeft->setCoords(at - QPointF(radius, radius));
    m_marks->ring->bottomRight->setCoords(at + QPointF(radius, radius));
    m_marks->ring->setPen(tonePen(role, 2));
    m_marks->armX->setPen(tonePen(role, 1.4));
    m_marks->armY->setPen(tonePen(role, 1.4));
    m_marks->armX->start->setCoords(at - QPointF(arm, 0));
    m_marks->armX->end->setCoords(at + QPointF(arm, 0));
    m_marks->armY->start->setCoords(at - QPointF(0, arm));
    m_marks->armY->end->setCoords(at + QPointF(0, arm));
    m_marks->tagX->setText(p.format(p.x, m_cross.x()));
    m_marks->tagY->setText(p.format(p.y, m_cross.y()));
    m_marks->tagX->setBrush(theme.color(role));
    m_marks->tagY->setBrush(theme.color(role));
    placeTags(at);
}

/// A tag covers labels of its own axis only: where the axes meet it does not reach over to the other's.
void FrontierMap::placeTags(const QPointF& at)
{
    const Theme& theme = Theme::current();
    const QRectF area = d().rect()->rect();
    const auto sizeOf = [](const QCPItemText* tag) {
        return QFontMetricsF(tag->font()).size(0, tag->text()).grownBy(tag->padding());
    };
    const double halfWidth = sizeOf(m_marks->tagX).width() / 2, halfHeight = sizeOf(m_marks->tagY).height() / 2;
    m_marks->tagX->setPositionAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_marks->tagX->position->setCoords(std::max(at.x(), area.left() + halfWidth), area.bottom() + theme.px(2));
    m_marks->tagY->setPositionAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_marks->tagY->position->setCoords(area.left() - theme.px(2),
                                       std::max(area.top() + halfHeight, std::min(at.y(), area.bottom() - halfHeight)));
}

} // namespace headroom::widgets
