// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/glyph.h"

#include "widgets/theme/text.h"

#include <QCoreApplication>
#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

namespace headroom::widgets {

Tone glyphTone(Glyph glyph)
{
    switch (glyph) {
    case Glyph::None:
        return Role::Text;
    case Glyph::Pass:
        return Role::Good;
    case Glyph::Tight:
        return Role::Caution;
    case Glyph::Fail:
        return Role::Bad;
    case Glyph::Inconclusive:
    case Glyph::Invalid:
    case Glyph::Stale:
        return Role::Unknown;
    }
    return Role::Text;
}

QString glyphWord(Glyph glyph)
{
    switch (glyph) {
    case Glyph::None:
        return {};
    case Glyph::Pass:
        return QCoreApplication::translate("Glyph", "pass");
    case Glyph::Tight:
        return QCoreApplication::translate("Glyph", "tight");
    case Glyph::Fail:
        return QCoreApplication::translate("Glyph", "fail");
    case Glyph::Inconclusive:
        return QCoreApplication::translate("Glyph", "inconclusive");
    case Glyph::Invalid:
        return QCoreApplication::translate("Glyph", "invalid");
    case Glyph::Stale:
        return QCoreApplication::translate("Glyph", "stale");
    }
    return {};
}

namespace {

QPolygonF triangle(const QPointF& c, double r, bool up)
{
    const double s = up ? 1 : -1;
    return QPolygonF{
        {c.x() - r, c.y() + s * 0.85 * r}, {c.x() + r, c.y() + s * 0.85 * r}, {c.x(), c.y() - s * 0.95 * r}};
}

void paintRing(QPainter& painter, const QRectF& box, const QColor& color, bool dotted)
{
    const double width = box.width() * 0.13;
    QPen pen(color, width, Qt::SolidLine, Qt::FlatCap);
    if (dotted) { // eight dashes around the circle
        const double circumference = M_PI * (box.width() - width);
        pen.setDashPattern({circumference / 8 / width * 0.6, circumference / 8 / width * 0.4});
    }
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(box.adjusted(width / 2, width / 2, -width / 2, -width / 2));
}

} // namespace

void paintGlyph(QPainter& painter, const QRectF& rect, Glyph glyph)
{
    const double size = qMin(rect.width(), rect.height());
    QRectF box(0, 0, size, size);
    box.moveCenter(rect.center());
    const QColor color = glyphTone(glyph).color();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (glyph) {
    case Glyph::None:
        break;
    case Glyph::Pass:
        painter.drawEllipse(box);
        break;
    case Glyph::Tight:
        painter.drawPolygon(triangle(box.center(), size / 2, true));
        break;
    case Glyph::Fail:
        painter.drawRect(box.adjusted(size * 0.06, size * 0.06, -size * 0.06, -size * 0.06));
        break;
    case Glyph::Inconclusive:
        paintRing(painter, box, color, true);
        break;
    case Glyph::Invalid: {
        paintRing(painter, box, color, false);
        const double d = size * 0.31;
        painter.drawLine(box.center() + QPointF(d, -d), box.center() + QPointF(-d, d));
        break;
    }
    case Glyph::Stale:
        painter.drawPie(box.adjusted(size * 0.2, size * 0.2, -size * 0.2, -size * 0.2), 0, 90 * 16);
        paintRing(painter, box, color, false);
        break;
    }
    painter.restore();
}

namespace {

QPolygonF diamond(const QPointF& c, double d)
{
    return {{c.x() - d, c.y()}, {c.x(), c.y() - d}, {c.x() + d, c.y()}, {c.x(), c.y() + d}};
}

QRectF square(const QPointF& c, double half)
{
    return {c.x() - half, c.y() - half, 2 * half, 2 * half};
}

bool isOutline(Marker marker)
{
    return marker == Marker::Ring || marker == Marker::SquareOutline || marker == Marker::DiamondOutline
        || marker == Marker::TriangleUpOutline;
}

} // namespace

void paintMarker(QPainter& painter, const QPointF& centre, double size, Marker marker, const QColor& color)
{
    const double r = size / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(isOutline(marker) ? QPen(color, size * 0.22, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin) : Qt::NoPen);
    painter.setBrush(isOutline(marker) ? QBrush(Qt::NoBrush) : QBrush(color));
    switch (marker) {
    case Marker::None:
        break;
    case Marker::Circle:
        painter.drawEllipse(centre, r, r);
        break;
    case Marker::Ring:
        painter.drawEllipse(centre, r * 0.82, r * 0.82);
        break;
    case Marker::Square:
        painter.drawRect(square(centre, r * 0.88));
        break;
    case Marker::SquareOutline:
        painter.drawRect(square(centre, r * 0.74));
        break;
    case Marker::Diamond:
        painter.drawPolygon(diamond(centre, r * 1.18));
        break;
    case Marker::DiamondOutline:
        painter.drawPolygon(diamond(centre, r * 1.04));
        break;
    case Marker::TriangleUp:
        painter.drawPolygon(triangle(centre, r * 1.08, true));
        break;
    case Marker::TriangleUpOutline:
        painter.drawPolygon(triangle(centre, r * 0.9, true));
        break;
    case Marker::TriangleDown:
        painter.drawPolygon(triangle(centre, r * 1.08, false));
        break;
    case Marker::Bar:
        painter.drawRect(QRectF(centre.x() - r * 1.5, centre.y() - r * 0.34, r * 3, r * 0.68));
        break;
    }
    painter.restore();
}

GlyphLabel::GlyphLabel(Glyph glyph, const QString& text, QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setGlyph(glyph, text);
}

void GlyphLabel::setGlyph(Glyph glyph, const QString& text)
{
    m_glyph = glyph;
    m_text = text;
    setAccessibleName(shownText());
    updateGeometry();
    update();
}

void GlyphLabel::setTextSize(TextSize size, TextWeight weight)
{
    m_size = size;
    m_weight = weight;
    updateGeometry();
    update();
}

QString GlyphLabel::shownText() const
{
    return m_text.isEmpty() ? glyphWord(m_glyph) : m_text;
}

QSize GlyphLabel::sizeHint() const
{
    const QFont font = Theme::current().font(m_size, m_weight);
    const QFontMetricsF metrics(font);
    const double mark = m_glyph == Glyph::None ? 0 : metrics.capHeight() * 1.5;
    return QSize(qCeil(mark + tabularWidth(font, shownText())) + 1, qCeil(metrics.height()));
}

void GlyphLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const QFont font = Theme::current().font(m_size, m_weight);
    const QFontMetricsF metrics(font);
    const double size = metrics.capHeight();
    double x = 0;
    if (m_glyph != Glyph::None) {
        paintGlyph(painter, QRectF(0, (height() - size) / 2, size, size), m_glyph);
        x = size * 1.5;
    }
    painter.setFont(font);
    painter.setPen(glyphTone(m_glyph).color());
    drawTabular(painter, QRectF(x, 0, width() - x, height()), Qt::AlignLeft | Qt::AlignVCenter, shownText());
}

void GlyphLabel::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(shownText());
    updateGeometry();
    update();
}

} // namespace headroom::widgets
