// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/section.h"

#include "widgets/theme/text.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>

namespace headroom::widgets {

Section::Section(const QString& title, const QString& hint, QWidget* parent)
    : QWidget(parent), m_title(title), m_hint(hint)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(title);
}

static QString whole(const QString& title, const QString& hint)
{
    return hint.isEmpty() ? title : title + QLatin1Char('\n') + hint;
}

void Section::setTitle(const QString& title)
{
    m_title = title;
    setToolTip(whole(m_title, m_hint)); // either may be cut
    setAccessibleName(title);
    updateGeometry();
    update();
}

void Section::setHint(const QString& hint)
{
    m_hint = hint;
    setToolTip(whole(m_title, m_hint));
    setAccessibleDescription(hint);
    updateGeometry();
    update();
}

void Section::setMono(bool mono)
{
    m_mono = mono;
    update();
}

QFont Section::titleFont() const
{
    const Theme& theme = Theme::current();
    if (!m_mono)
        return theme.font(TextSize::Section, TextWeight::SemiBold);
    QFont font = theme.mono(TextSize::Body);
    font.setWeight(QFont::DemiBold);
    return font;
}

QSize Section::sizeHint() const
{
    const Theme& theme = Theme::current();
    const double title = QFontMetricsF(titleFont()).horizontalAdvance(m_title);
    const double hint = QFontMetricsF(theme.font(TextSize::Caption)).horizontalAdvance(m_hint);
    return QSize(qCeil(title + hint) + theme.px(10), theme.px(22));
}

QSize Section::minimumSizeHint() const
{
    // The title is what must be read; the hint may go.
    const double title = QFontMetricsF(titleFont()).horizontalAdvance(m_title);
    return QSize(qMin(qCeil(title) + 2, Theme::current().px(220)), Theme::current().px(22));
}

void Section::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setFont(titleFont());
    const QFontMetricsF metrics(painter.font());
    const double base = (height() - metrics.height()) / 2 + metrics.ascent();
    painter.setPen(theme.color(Role::Text));
    const QString title = metrics.elidedText(m_title, Qt::ElideRight, width());
    painter.drawText(QPointF(0, base), title);
    const double x = metrics.horizontalAdvance(title) + theme.px(8);
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(Role::Muted));
    const QString hint = QFontMetricsF(painter.font()).elidedText(m_hint, Qt::ElideRight, width() - x);
    if (width() - x > theme.px(30))
        painter.drawText(QPointF(x, base), hint);
}

void Section::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    updateGeometry();
    update();
}

Card::Card(QWidget* parent) : QFrame(parent), m_body(new QVBoxLayout(this))
{
    const int padding = Theme::current().px(12);
    m_body->setContentsMargins(padding, padding, padding, padding);
    m_body->setSpacing(Theme::current().px(8));
}

void Card::setSurface(Role surface)
{
    m_surface = surface;
    update();
}

void Card::setHighlighted(bool highlighted)
{
    m_highlighted = highlighted;
    update();
}

void Card::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = m_highlighted ? 2 : 1;
    painter.setPen(QPen(theme.color(m_highlighted ? Role::Accent : Role::Hairline), width));
    painter.setBrush(theme.color(m_surface));
    const double inset = width / 2;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), theme.px(6), theme.px(6));
}

Hairline::Hairline(Qt::Orientation orientation, QWidget* parent) : QWidget(parent), m_orientation(orientation)
{
    const bool flat = orientation == Qt::Horizontal;
    setSizePolicy(flat ? QSizePolicy::Expanding : QSizePolicy::Fixed,
                  flat ? QSizePolicy::Fixed : QSizePolicy::Expanding);
}

QSize Hairline::sizeHint() const
{
    return QSize(1, 1);
}

void Hairline::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const double line = 1 / devicePixelRatioF();
    const QSizeF size(m_orientation == Qt::Horizontal ? width() : line,
                      m_orientation == Qt::Horizontal ? line : height());
    painter.fillRect(QRectF(QPointF(0, 0), size), Theme::current().color(Role::Hairline));
}

} // namespace headroom::widgets
