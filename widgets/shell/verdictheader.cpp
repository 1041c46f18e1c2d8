// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/verdictheader.h"

#include "widgets/theme/text.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>

namespace headroom::widgets {

namespace {

constexpr double kGlyph = 15;
constexpr double kNumbersHeight = 58;

} // namespace

VerdictHeader::VerdictHeader(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void VerdictHeader::setVerdict(Glyph glyph, const QString& word, const QString& sentence)
{
    m_glyph = glyph;
    m_word = word;
    m_sentence = sentence;
    updateAccessible();
    updateGeometry();
    update();
}

void VerdictHeader::setNumbers(const QList<BigNumber>& numbers)
{
    m_numbers = numbers.mid(0, 4);
    updateAccessible();
    updateGeometry();
    update();
}

void VerdictHeader::updateAccessible()
{
    QStringList parts{shownWord(), m_sentence};
    for (const BigNumber& number : m_numbers)
        parts << number.value + QLatin1Char(' ') + number.unit + QLatin1Char(' ') + number.caption;
    parts.removeAll(QString());
    setAccessibleName(parts.join(QStringLiteral(". ")));
}

QString VerdictHeader::shownWord() const
{
    QString word = m_word.isEmpty() ? glyphWord(m_glyph) : m_word;
    if (!word.isEmpty())
        word[0] = word[0].toUpper();
    return word;
}

/// One line, or as many as the sentence needs beside the word.
int VerdictHeader::verdictHeight(int width) const
{
    const Theme& theme = Theme::current();
    const QFontMetricsF metrics(theme.font(TextSize::Title, TextWeight::SemiBold));
    const double lead = m_glyph == Glyph::None ? 0 : theme.px(kGlyph + 8);
    const QString whole = shownWord() + QStringLiteral("   ") + m_sentence;
    const QRectF box(0, 0, qMax(80.0, width - lead), 10000);
    const QRectF used = metrics.boundingRect(box, Qt::TextWordWrap, whole);
    return qMax(theme.px(28), qCeil(used.height()) + theme.px(4));
}

int VerdictHeader::heightForWidth(int width) const
{
    const Theme& theme = Theme::current();
    const int numbers = m_numbers.isEmpty() ? 0 : theme.px(8 + kNumbersHeight);
    return verdictHeight(width) + numbers + theme.px(12) + 1;
}

QSize VerdictHeader::sizeHint() const
{
    return QSize(Theme::current().px(640), heightForWidth(width() > 200 ? width() : 912));
}

QSize VerdictHeader::minimumSizeHint() const
{
    return QSize(Theme::current().px(240), sizeHint().height());
}

void VerdictHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintVerdict(painter);
    paintNumbers(painter, verdictHeight(width()) + Theme::current().px(8));
    QPen pen(Theme::current().color(Role::Hairline), 0);
    painter.setPen(pen);
    painter.drawLine(QPointF(0, height() - 0.5), QPointF(width(), height() - 0.5));
}

void VerdictHeader::paintVerdict(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    painter.setFont(theme.font(TextSize::Title, TextWeight::SemiBold));
    const QFontMetricsF metrics(painter.font());
    const double top = theme.px(2);
    double x = 0;
    if (m_glyph != Glyph::None) {
        const double size = theme.px(kGlyph);
        paintGlyph(painter, QRectF(0, top + metrics.ascent() - metrics.capHeight() / 2 - size / 2, size, size),
                   m_glyph);
        x = theme.px(kGlyph + 8);
        painter.setPen(glyphTone(m_glyph).color());
        painter.drawText(QPointF(x, top + metrics.ascent()), shownWord());
        x += metrics.horizontalAdvance(shownWord()) + theme.px(12);
    }
    painter.setPen(theme.color(Role::Text));
    const double wide = metrics.horizontalAdvance(m_sentence);
    if (wide <= width() - x) {
        painter.drawText(QPointF(x, top + metrics.ascent()), m_sentence);
        return;
    }
    painter.drawText(QRectF(x, top, width() - x, height()), Qt::TextWordWrap, m_sentence);
}

void VerdictHeader::paintNumbers(QPainter& painter, int top) const
{
    const Theme& theme = Theme::current();
    const QFont big = theme.font(TextSize::Number, TextWeight::SemiBold);
    const QFont unit = theme.font(TextSize::Section);
    const QFont small = theme.font(TextSize::Caption);
    const QFontMetricsF bigMetrics(big);
    const QFontMetricsF smallMetrics(small);
    const double gap = theme.px(40);
    double x = 0;
    for (const BigNumber& number : m_numbers) {
        const double valueWidth = bigMetrics.horizontalAdvance(number.value);
        const double base = top + theme.px(3) + bigMetrics.ascent();
        painter.setFont(big);
        painter.setPen(theme.color(Role::Text));
        painter.drawText(QPointF(x - theme.px(1), base), number.value);
        painter.setFont(unit);
        painter.setPen(theme.color(Role::Muted));
        painter.drawText(QPointF(x + valueWidth + theme.px(6), base), number.unit);
        const double unitWidth = QFontMetricsF(unit).horizontalAdvance(number.unit);
        painter.setFont(small);
        painter.drawText(QPointF(x, top + theme.px(kNumbersHeight) - smallMetrics.descent()), number.caption);
        const double used = qMax(valueWidth + theme.px(6) + unitWidth, smallMetrics.horizontalAdvance(number.caption));
        x += qMax(used + gap, static_cast<double>(theme.px(168)));
    }
}

void VerdictHeader::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        updateAccessible();
    updateGeometry();
    update();
}

} // namespace headroom::widgets
