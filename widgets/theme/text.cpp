// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/theme/text.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace headroom::widgets {

Label::Label(const QString& text, TextSize size, TextWeight weight, Tone tone, QWidget* parent)
    : QLabel(text, parent), m_tone(tone), m_size(size), m_weight(weight)
{
    setTextFormat(Qt::PlainText);
    restyle();
}

void Label::setTone(Tone tone)
{
    m_tone = tone;
    restyle();
}

void Label::setTextSize(TextSize size, TextWeight weight)
{
    m_size = size;
    m_weight = weight;
    restyle();
}

void Label::setMono(bool mono)
{
    m_mono = mono;
    restyle();
}

void Label::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    const QEvent::Type type = event->type();
    if (type == QEvent::PaletteChange || type == QEvent::FontChange || type == QEvent::StyleChange)
        restyle();
}

void Label::restyle()
{
    if (m_restyling)
        return;
    m_restyling = true;
    const Theme& theme = Theme::current();
    setFont(m_mono ? theme.mono(m_size) : theme.font(m_size, m_weight));
    QPalette colors = palette();
    const QColor color = m_tone.color();
    colors.setColor(QPalette::Active, QPalette::WindowText, color);
    colors.setColor(QPalette::Inactive, QPalette::WindowText, color);
    setPalette(colors);
    m_restyling = false;
}

namespace {

double digitCell(const QFontMetricsF& metrics)
{
    double cell = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        cell = std::max(cell, metrics.horizontalAdvance(QChar(digit)));
    return cell;
}

} // namespace

double tabularWidth(const QFont& font, const QString& text)
{
    const QFontMetricsF metrics(font);
    const double cell = digitCell(metrics);
    double width = 0;
    for (const QChar c : text)
        width += c.isDigit() ? cell : metrics.horizontalAdvance(c);
    return width;
}

void drawTabular(QPainter& painter, const QRectF& rect, Qt::Alignment alignment, const QString& text)
{
    const QFontMetricsF metrics(painter.font());
    const double width = tabularWidth(painter.font(), text);
    if (width > rect.width() + 1) {
        painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine,
                         metrics.elidedText(text, Qt::ElideRight, rect.width()));
        return;
    }
    const double cell = digitCell(metrics);
    double x = rect.left();
    if (alignment.testFlag(Qt::AlignRight))
        x = rect.right() - width;
    else if (alignment.testFlag(Qt::AlignHCenter))
        x += (rect.width() - width) / 2;
    double y = rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent();
    if (alignment.testFlag(Qt::AlignTop))
        y = rect.top() + metrics.ascent();
    else if (alignment.testFlag(Qt::AlignBottom))
        y = rect.bottom() - metrics.descent();
    qsizetype from = 0;
    while (from < text.size()) { // words in one piece (kerning), digits each in their cell
        qsizetype to = from + 1;
        const bool digit = text[from].isDigit();
        while (!digit && to < text.size() && !text[to].isDigit())
            ++to;
        const QString piece = text.mid(from, to - from);
        const double advance = metrics.horizontalAdvance(piece);
        painter.drawText(QPointF(digit ? x + (cell - advance) / 2 : x, y), piece);
        x += digit ? cell : advance;
        from = to;
    }
}

} // namespace headroom::widgets
