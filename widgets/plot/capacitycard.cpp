// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/capacitycard.h"

#include "widgets/theme/text.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace headroom::widgets {

namespace {

constexpr double kCardPadding = 12;
constexpr double kRow = 22;
constexpr double kCaption = 50; // the column of "Native", "PCIe link"

double drawPiece(QPainter& painter, const QFont& font, Role role, double x, double baseline, const QString& text)
{
    const Theme& theme = Theme::current();
    painter.setFont(font);
    painter.setPen(theme.color(role));
    painter.drawText(QPointF(x, baseline), text);
    return x + QFontMetricsF(font).horizontalAdvance(text) + (text.isEmpty() ? 0 : theme.px(6));
}

void drawRight(QPainter& painter, const QFont& font, Role role, double right, double baseline, const QString& text)
{
    painter.setFont(font);
    painter.setPen(Theme::current().color(role));
    painter.drawText(QPointF(right - QFontMetricsF(font).horizontalAdvance(text), baseline), text);
}

} // namespace

CapacityCard::CapacityCard(QWidget* parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void CapacityCard::setTitle(const QString& title, const QString& name, const QString& right)
{
    m_title = title;
    m_name = name;
    m_right = right;
    updateAccessible();
    update();
}

void CapacityCard::setBar(double capacity, const QList<CardSegment>& segments, double thickness, double lengthFraction)
{
    m_capacity = capacity;
    m_segments = segments;
    m_thickness = std::clamp(thickness, 4.0, 26.0);
    m_length = std::clamp(lengthFraction, 0.05, 1.0);
    updateAccessible();
    updateGeometry();
    update();
}

void CapacityCard::setCaptions(const QString& value, const QString& text, const QString& right)
{
    m_value = value;
    m_text = text;
    m_captionRight = right;
    updateAccessible();
    update();
}

void CapacityCard::setTags(const QList<CardTags>& rows)
{
    m_tags = rows;
    updateAccessible();
    updateGeometry();
    update();
}

void CapacityCard::setLanes(const QList<CardLanes>& rows)
{
    m_lanes = rows;
    updateAccessible();
    updateGeometry();
    update();
}

void CapacityCard::updateAccessible()
{
    QStringList words{m_title + QLatin1Char(' ') + m_name, m_right, m_value + QLatin1Char(' ') + m_text,
                      m_captionRight};
    QStringList parts;
    for (const CardSegment& segment : m_segments)
        parts << segment.name + QLatin1Char(' ') + segment.text;
    words << parts;
    for (const CardTags& row : m_tags) {
        QStringList lit;
        for (const CardTag& tag : row.tags) {
            if (tag.lit)
                lit << tag.text;
        }
        words << row.caption + QLatin1Char(' ') + lit.join(QLatin1Char(' '));
    }
    for (const CardLanes& row : m_lanes)
        words << row.caption + QLatin1Char(' ') + row.text + QLatin1Char(' ') + glyphWord(row.glyph);
    setAccessibleName(words.join(QLatin1String(", ")).simplified());
    setToolTip(parts.join(QLatin1Char('\n')));
}

QSize CapacityCard::sizeHint() const
{
    const Theme& theme = Theme::current();
    const double rows = static_cast<double>(m_tags.size() + m_lanes.size());
    return QSize(theme.px(306), theme.px(12 + 22 + 26 + 8 + 16 + 6 + rows * kRow + 8));
}

QSize CapacityCard::minimumSizeHint() const
{
    return QSize(Theme::current().px(220), sizeHint().height());
}

void CapacityCard::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool strong = hasFocus() || isChecked();
    painter.setPen(QPen(theme.color(strong ? Role::Accent : Role::Hairline), strong ? 1.5 : 1));
    painter.setBrush(theme.color(underMouse() && !strong ? Role::Raised : Role::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), theme.px(6), theme.px(6));
    int top = paintHead(painter, theme.px(kCardPadding));
    top = paintBar(painter, top);
    top = paintTags(painter, top);
    paintLanes(painter, top);
}

int CapacityCard::paintHead(QPainter& painter, int top) const
{
    const Theme& theme = Theme::current();
    const double base = top + theme.px(14);
    double x = theme.px(kCardPadding);
    x = drawPiece(painter, theme.font(TextSize::Body, TextWeight::SemiBold), Role::Text, x, base, m_title);
    const QFont small = theme.font(TextSize::Caption);
    const double right = width() - theme.px(kCardPadding);
    const double free = right - QFontMetricsF(small).horizontalAdvance(m_right) - theme.px(10) - x;
    const QFont body = theme.font(TextSize::Body);
    drawPiece(painter, body, Role::Text, x, base,
              QFontMetricsF(body).elidedText(m_name, Qt::ElideRight, std::max(0.0, free)));
    drawRight(painter, small, Role::Muted, right, base, m_right);
    return top + theme.px(22);
}

int CapacityCard::paintBar(QPainter& painter, int top) const
{
    const Theme& theme = Theme::current();
    const double slot = theme.px(26);
    const double thick = m_thickness * theme.textScale();
    const double full = (width() - 2 * theme.px(kCardPadding)) * m_length;
    const QRectF bar(theme.px(kCardPadding) + 0.5, top + (slot - thick) / 2, full - 1, thick);
    painter.setRenderHint(QPainter::Antialiasing, false);
    double x = bar.left();
    double sum = 0;
    for (const CardSegment& segment : m_segments) {
        if (!(segment.value > 0) || !(m_capacity > 0))
            continue;
        sum += segment.value;
        const double wide = std::min(bar.width() * segment.value / m_capacity, bar.right() - x);
        painter.fillRect(QRectF(x, bar.top(), wide, bar.height()), segment.tone.color());
        x += wide;
    }
    painter.setPen(QPen(theme.color(sum > m_capacity ? Role::Bad : Role::Muted), sum > m_capacity ? 2 : 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(bar);
    painter.setRenderHint(QPainter::Antialiasing);
    const double base = top + slot + theme.px(8 + 9);
    const QFont small = theme.font(TextSize::Caption);
    x = drawPiece(painter, small, Role::Text, theme.px(kCardPadding), base, m_value);
    drawPiece(painter, small, Role::Muted, m_value.isEmpty() ? x : x - theme.px(3), base, m_text);
    drawRight(painter, small, Role::Text, width() - theme.px(kCardPadding), base, m_captionRight);
    return top + theme.px(26 + 8 + 16 + 4);
}

int CapacityCard::paintTags(QPainter& painter, int top) const
{
    const Theme& theme = Theme::current();
    for (const CardTags& row : m_tags) {
        const double middle = top + theme.px(kRow) / 2.0;
        const QFont caption = theme.font(TextSize::Caption);
        const QFontMetricsF metrics(caption);
        const double base = middle + metrics.capHeight() / 2;
        drawPiece(painter, caption, Role::Muted, theme.px(kCardPadding), base, row.caption);
        double x = theme.px(kCardPadding + kCaption) + (m_lanes.isEmpty() ? 0 : theme.px(10));
        for (const CardTag& tag : row.tags) {
            const QFont font = theme.font(TextSize::Caption, tag.lit ? TextWeight::SemiBold : TextWeight::Regular);
            const double wide = QFontMetricsF(font).horizontalAdvance(tag.text) + theme.px(12);
            const QRectF box(x + 0.5, middle - theme.px(9) + 0.5, wide, theme.px(18) - 1);
            QPen dashed(theme.color(Role::ControlBorder), 1);
            dashed.setDashPattern({3, 2});
            painter.setPen(tag.lit ? QPen(Qt::NoPen) : dashed);
            painter.setBrush(tag.lit ? QBrush(theme.color(Role::Text)) : QBrush(Qt::NoBrush));
            painter.drawRoundedRect(box, theme.px(4), theme.px(4));
            painter.setFont(font);
            painter.setPen(theme.color(tag.lit ? Role::Panel : Role::Muted));
            painter.drawText(box, Qt::AlignCenter, tag.text);
            x += wide + theme.px(5);
        }
        top += theme.px(kRow);
    }
    return top;
}

void CapacityCard::paintLanes(QPainter& painter, int top) const
{
    const Theme& theme = Theme::current();
    for (const CardLanes& row : m_lanes) {
        const double middle = top + theme.px(kRow) / 2.0;
        const QFont caption = theme.font(TextSize::Caption);
        const double base = middle + QFontMetricsF(caption).capHeight() / 2;
        drawPiece(painter, caption, Role::Muted, theme.px(kCardPadding), base, row.caption);
        double x = theme.px(kCardPadding + kCaption + 10);
        const bool plain = row.glyph == Glyph::None || row.glyph == Glyph::Pass;
        const QColor lit = (plain ? Tone(Role::Text) : glyphTone(row.glyph)).color();
        for (int lane = 0; lane < std::min(row.total, 32); ++lane) {
            const QRectF tick(x, middle - theme.px(5), theme.px(3), theme.px(10));
            painter.fillRect(tick, lane < row.lit ? lit : theme.color(Role::Track));
            x += theme.px(5);
        }
        x += theme.px(6);
        if (row.glyph != Glyph::None) {
            const double size = theme.px(9);
            paintGlyph(painter, QRectF(x, middle - size / 2, size, size), row.glyph);
            x += size + theme.px(6);
        }
        painter.setFont(caption);
        painter.setPen(plain ? theme.color(Role::Text) : lit);
        const double wide = width() - theme.px(kCardPadding) - x;
        painter.drawText(QPointF(x, base),
                         QFontMetricsF(caption).elidedText(row.text, Qt::ElideRight, std::max(0.0, wide)));
        top += theme.px(kRow);
    }
}

void CapacityCard::changeEvent(QEvent* event)
{
    QAbstractButton::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        updateAccessible();
    updateGeometry();
    update();
}

} // namespace headroom::widgets
