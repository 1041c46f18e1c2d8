// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/boxdiagram.h"

#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <map>

namespace headroom::widgets {

namespace {

constexpr double kBoxPadding = 9;
constexpr double kLine = 15;

} // namespace

BoxDiagram::BoxDiagram(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Topology"));
}

void BoxDiagram::setDiagram(const QList<DiagramBox>& boxes, const QList<DiagramLink>& links)
{
    m_boxes = boxes;
    m_links = links;
    QStringList words;
    for (const DiagramLink& link : links)
        words << QStringLiteral("%1 – %2: %3 %4")
                     .arg(link.from, link.to, link.label, glyphWord(link.status))
                     .simplified();
    setAccessibleDescription(words.join(QLatin1String("; ")));
    place();
    updateGeometry();
    update();
}

void BoxDiagram::setSelected(const QString& id)
{
    if (id == m_selected)
        return;
    m_selected = id;
    update();
    emit selectedChanged(id);
}

QRectF BoxDiagram::boxRect(const QString& id) const
{
    return m_rects.value(id);
}

double BoxDiagram::boxHeight(const DiagramBox& box) const
{
    return Theme::current().px(2 * 8 + 14 + kLine * static_cast<double>(box.lines.size()));
}

double BoxDiagram::boxWidth(const DiagramBox& box) const
{
    const Theme& theme = Theme::current();
    const QFontMetricsF bold(theme.font(TextSize::Caption, TextWeight::SemiBold));
    const QFontMetricsF plain(theme.font(TextSize::Caption));
    double wide = bold.horizontalAdvance(box.title);
    if (!box.right.isEmpty())
        wide += theme.px(12) + plain.horizontalAdvance(box.right);
    for (const QString& line : box.lines)
        wide = std::max(wide, plain.horizontalAdvance(line));
    return std::ceil(wide) + theme.px(2 * kBoxPadding) + 4;
}

QSize BoxDiagram::sizeHint() const
{
    const Theme& theme = Theme::current();
    double rows = 0;
    for (const DiagramBox& box : m_boxes)
        rows = std::max(rows, box.row);
    return QSize(theme.px(628), theme.px(36 * (rows + 1) + 4));
}

QSize BoxDiagram::minimumSizeHint() const
{
    return QSize(Theme::current().px(320), sizeHint().height());
}

/// Columns get the width of their widest box; what remains is shared between them as room for links.
void BoxDiagram::place()
{
    m_rects.clear();
    std::map<int, double> columns;
    double rows = 0;
    for (const DiagramBox& box : m_boxes) {
        columns[box.column] = std::max(columns[box.column], boxWidth(box));
        rows = std::max(rows, box.row);
    }
    double used = 0;
    for (const auto& [column, wide] : columns)
        used += wide;
    const double gaps = static_cast<double>(columns.size()) - 1;
    const double gap = gaps > 0 ? std::max(8.0, (width() - used - 2) / gaps) : 0;
    const double shrink
        = gaps > 0 && used + gap * gaps > width() - 1 ? std::max(0.3, (width() - 2 - gap * gaps) / used) : 1;
    std::map<int, double> lefts;
    double x = 1;
    for (auto& [column, wide] : columns) {
        lefts[column] = x;
        wide *= shrink;
        x += wide + gap;
    }
    const double pitch = height() / (rows + 1);
    for (const DiagramBox& box : m_boxes) {
        const double tall = boxHeight(box);
        const double middle
            = std::clamp(pitch * (box.row + 0.5), tall / 2 + 1, std::max(tall / 2 + 1, height() - tall / 2 - 1));
        m_rects.insert(box.id, QRectF(lefts[box.column], middle - tall / 2, columns[box.column], tall));
    }
}

void BoxDiagram::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

void BoxDiagram::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const DiagramLink& link : m_links)
        paintLink(painter, link);
    for (const DiagramBox& box : m_boxes)
        paintBox(painter, box);
}

void BoxDiagram::paintBox(QPainter& painter, const DiagramBox& box) const
{
    const Theme& theme = Theme::current();
    const QRectF rect = m_rects.value(box.id).adjusted(0.5, 0.5, -0.5, -0.5);
    const bool selected = box.id == m_selected;
    painter.setPen(QPen(theme.color(selected ? Role::Accent : Role::ControlBorder), selected ? 2 : 1));
    painter.setBrush(theme.color(box.quiet ? Role::Window : Role::Panel));
    painter.drawRoundedRect(rect, theme.px(4), theme.px(4));
    const QRectF inner = rect.adjusted(theme.px(kBoxPadding), 0, -theme.px(kBoxPadding), 0);
    const double total = theme.px(14 + kLine * static_cast<double>(box.lines.size()));
    double top = rect.center().y() - total / 2;
    const QFont bold = theme.font(TextSize::Caption, box.quiet ? TextWeight::Regular : TextWeight::SemiBold);
    painter.setFont(bold);
    painter.setPen(theme.color(Role::Text));
    painter.drawText(QRectF(inner.left(), top, inner.width(), theme.px(14)), Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(bold).elidedText(box.title, Qt::ElideRight, inner.width()));
    painter.setFont(theme.font(TextSize::Caption));
    const QFontMetricsF plain(painter.font());
    painter.setPen(theme.color(Role::Muted));
    const double free = inner.width() - QFontMetricsF(bold).horizontalAdvance(box.title) - theme.px(6);
    painter.drawText(QRectF(inner.left(), top, inner.width(), theme.px(14)), Qt::AlignRight | Qt::AlignVCenter,
                     plain.elidedText(box.right, Qt::ElideRight, std::max(0.0, free)));
    for (const QString& line : box.lines) {
        top += theme.px(kLine);
        painter.drawText(QRectF(inner.left(), top, inner.width(), theme.px(14)), Qt::AlignLeft | Qt::AlignVCenter,
                         plain.elidedText(line, Qt::ElideRight, inner.width()));
    }
}

/// Straight where the boxes are level, else a step with rounded corners in the middle of the gap; same column =
/// upright.
QPainterPath BoxDiagram::linkPath(const DiagramLink& link) const
{
    const QRectF from = m_rects.value(link.from);
    const QRectF to = m_rects.value(link.to);
    QPainterPath path;
    if (from.isNull() || to.isNull())
        return path;
    if (std::abs(from.left() - to.left()) < 1) {
        const bool down = from.top() < to.top();
        path.moveTo(from.center().x(), down ? from.bottom() : from.top());
        path.lineTo(from.center().x(), down ? to.top() : to.bottom());
        return path;
    }
    const bool forward = from.left() < to.left();
    const QRectF& left = forward ? from : to;
    const QRectF& right = forward ? to : from;
    const double inset = std::min(8.0, left.height() / 3);
    const QPointF end(right.left(), right.center().y());
    const QPointF start(left.right(), std::clamp(end.y(), left.top() + inset, left.bottom() - inset));
    path.moveTo(start);
    const double rise = end.y() - start.y();
    if (std::abs(rise) > 1) {
        const double bend = start.x() + std::min(Theme::current().px(16) * 1.0, (end.x() - start.x()) / 3);
        const double r = std::min({6.0, std::abs(rise) / 2, bend - start.x()});
        const double sign = rise > 0 ? 1 : -1;
        path.lineTo(bend - r, start.y());
        path.quadTo(bend, start.y(), bend, start.y() + sign * r);
        path.lineTo(bend, end.y() - sign * r);
        path.quadTo(bend, end.y(), bend + r, end.y());
    }
    path.lineTo(end);
    return path;
}

void BoxDiagram::paintLink(QPainter& painter, const DiagramLink& link) const
{
    const QPainterPath path = linkPath(link);
    if (path.isEmpty())
        return;
    const Theme& theme = Theme::current();
    const bool marked = link.status != Glyph::None && link.status != Glyph::Pass;
    const QColor color = link.id == m_selected ? theme.color(Role::Accent)
        : marked                               ? glyphTone(link.status).color()
                                               : theme.color(Role::Muted);
    QPen pen(color, std::clamp(link.width, 1.0, 8.0), Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    if (link.dashed)
        pen.setDashPattern({2, 2});
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
    if (link.label.isEmpty())
        return;
    painter.setFont(theme.font(TextSize::Caption, marked ? TextWeight::SemiBold : TextWeight::Regular));
    painter.setPen(marked ? color : theme.color(Role::Muted));
    const QRectF bounds = path.boundingRect();
    const QPointF end = path.currentPosition();
    const double bend = bounds.height() > 2 ? theme.px(16) : 0;
    const QRectF room(bounds.left() + bend, end.y() - theme.px(18) - link.width / 2, bounds.width() - bend,
                      theme.px(16));
    painter.drawText(room, Qt::AlignCenter | Qt::TextDontClip, link.label);
}

QString BoxDiagram::idAt(const QPointF& at) const
{
    for (const DiagramBox& box : m_boxes) {
        if (m_rects.value(box.id).contains(at))
            return box.id;
    }
    for (const DiagramLink& link : m_links) {
        QPainterPathStroker wide;
        wide.setWidth(std::max(10.0, link.width + 4));
        if (wide.createStroke(linkPath(link)).contains(at))
            return link.id;
    }
    return {};
}

bool BoxDiagram::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString id = idAt(help->pos());
    for (const DiagramLink& link : m_links) {
        if (link.id == id && !id.isEmpty()) {
            QToolTip::showText(help->globalPos(), link.toolTip.isEmpty() ? link.label : link.toolTip, this);
            return true;
        }
    }
    QToolTip::hideText();
    return true;
}

void BoxDiagram::mousePressEvent(QMouseEvent* event)
{
    setSelected(idAt(event->position()));
}

void BoxDiagram::keyPressEvent(QKeyEvent* event)
{
    QStringList ids;
    for (const DiagramBox& box : m_boxes)
        ids << box.id;
    for (const DiagramLink& link : m_links)
        ids << link.id;
    const bool next = event->key() == Qt::Key_Right || event->key() == Qt::Key_Down;
    const bool previous = event->key() == Qt::Key_Left || event->key() == Qt::Key_Up;
    if (ids.isEmpty() || (!next && !previous)) {
        QWidget::keyPressEvent(event);
        return;
    }
    const qsizetype at = ids.indexOf(m_selected);
    setSelected(ids[at < 0 ? 0 : std::clamp(at + (next ? 1 : -1), qsizetype{0}, ids.size() - 1)]);
}

void BoxDiagram::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Topology"));
    place();
    updateGeometry();
    update();
}

} // namespace headroom::widgets
