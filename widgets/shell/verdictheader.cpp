// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/verdictheader.h"

#include "widgets/theme/text.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>
#include <QResizeEvent>

#include <cmath>

namespace headroom::widgets {

namespace {

constexpr double kGlyph = 15;
constexpr double kNumbersHeight = 58; // with one line of caption
constexpr double kHeaderGap = 40;
constexpr double kLeastWidth = 128; // so that short numbers stand apart evenly
constexpr int kSentence = Qt::TextWordWrap | Qt::AlignLeft | Qt::AlignTop;

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
    m_numbers.clear(); // those were another verdict's
    updateAccessible();
    updateGeometry();
    update();
}

void VerdictHeader::setHeld(bool held)
{
    if (held == (m_heldHeight > 0))
        return;
    m_heldVerdict = held ? verdictHeight(width()) : 0;
    m_heldHeight = held ? height() : 0;
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

/// Beside the word, or below it where that would leave less than half of the width.
QRectF VerdictHeader::sentenceBox(int width) const
{
    const Theme& theme = Theme::current();
    const QFontMetricsF metrics(theme.font(TextSize::Title, TextWeight::SemiBold));
    const double lead = m_glyph == Glyph::None ? 0 : theme.px(kGlyph + 8);
    const double beside = m_glyph == Glyph::None ? 0 : lead + metrics.horizontalAdvance(shownWord()) + theme.px(12);
    const bool below = beside > width / 2.0 && metrics.horizontalAdvance(m_sentence) > width - beside;
    const double x = below ? lead : beside, top = theme.px(2) + (below ? metrics.lineSpacing() : 0);
    const QRectF room(x, top, qMax(80.0, width - x), 10000);
    return QRectF(room.topLeft(), QSizeF(room.width(), metrics.boundingRect(room, kSentence, m_sentence).height()));
}

/// Cut where it would need more lines than are kept for it.
QString VerdictHeader::shownSentence(const QRectF& box) const
{
    if (m_heldVerdict == 0 || box.bottom() <= m_heldVerdict)
        return m_sentence;
    const QFontMetricsF metrics(Theme::current().font(TextSize::Title, TextWeight::SemiBold));
    const double lines = qMax(1.0, std::floor((m_heldVerdict - box.top()) / metrics.lineSpacing()));
    const double raggedness = lines > 1 ? 0.85 : 1; // words do not fill their lines
    return metrics.elidedText(m_sentence, Qt::ElideRight, lines * box.width() * raggedness);
}

int VerdictHeader::verdictHeight(int width) const
{
    if (m_heldVerdict > 0)
        return m_heldVerdict;
    return qMax(Theme::current().px(28), qCeil(sentenceBox(width).bottom()) + Theme::current().px(2));
}

int VerdictHeader::heightForWidth(int width) const
{
    if (m_heldHeight > 0)
        return m_heldHeight;
    const Theme& theme = Theme::current();
    double bottom = verdictHeight(width);
    if (!m_numbers.isEmpty())
        bottom += theme.px(8) + placeNumbers(width).last().caption.bottom();
    return qCeil(bottom) + theme.px(12) + 1;
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
    if (m_glyph != Glyph::None) {
        const double size = theme.px(kGlyph);
        paintGlyph(painter, QRectF(0, top + metrics.ascent() - metrics.capHeight() / 2 - size / 2, size, size),
                   m_glyph);
        painter.setPen(glyphTone(m_glyph).color());
        painter.drawText(QPointF(theme.px(kGlyph + 8), top + metrics.ascent()), shownWord());
    }
    painter.setPen(theme.color(Role::Text));
    const QRectF box = sentenceBox(width());
    painter.drawText(box, kSentence, shownSentence(box));
}

namespace {

/// What a number takes on one line, and what it needs at least, its caption broken into words.
struct Need {
    double whole = 0;
    double least = 0;
};

double valueWidth(const BigNumber& number)
{
    const Theme& theme = Theme::current();
    return QFontMetricsF(theme.font(TextSize::Number, TextWeight::SemiBold)).horizontalAdvance(number.value)
        + theme.px(6) + QFontMetricsF(theme.font(TextSize::Section)).horizontalAdvance(number.unit);
}

Need needOf(const BigNumber& number)
{
    const QFontMetricsF small(Theme::current().font(TextSize::Caption));
    Need need{qMax(valueWidth(number), small.horizontalAdvance(number.caption) + 1), valueWidth(number)};
    for (const QString& word : number.caption.split(QLatin1Char(' ')))
        need.least = qMax(need.least, small.horizontalAdvance(word) + 1);
    need.whole = qMax(need.whole, static_cast<double>(Theme::current().px(kLeastWidth)));
    return need;
}

} // namespace

/// In one row where they fit, their captions broken where they must be; else in as many rows as it takes.
QList<VerdictHeader::Place> VerdictHeader::placeNumbers(int width) const
{
    const double gap = Theme::current().px(kHeaderGap);
    QList<Place> places;
    double top = 0;
    for (qsizetype first = 0; first < m_numbers.size();) {
        QList<Need> row;
        double whole = -gap, least = -gap;
        for (qsizetype i = first; i < m_numbers.size(); ++i) {
            const Need need = needOf(m_numbers[i]);
            if (!row.isEmpty() && least + gap + need.least > width)
                break;
            row << need;
            whole += gap + need.whole;
            least += gap + need.least;
        }
        const double share = whole <= width ? 1 : whole > least ? qMax(0.0, (width - least) / (whole - least)) : 0;
        double x = 0, bottom = top;
        for (qsizetype i = 0; i < row.size(); ++i) {
            const double wide = row[i].least + share * (row[i].whole - row[i].least);
            places << placeNumber(m_numbers[first + i], QPointF(x, top), wide);
            bottom = qMax(bottom, places.last().caption.bottom());
            x += wide + gap;
        }
        places.last().caption.setBottom(bottom); // of the row
        top = bottom + Theme::current().px(8);
        first += row.size();
    }
    return places;
}

VerdictHeader::Place VerdictHeader::placeNumber(const BigNumber& number, QPointF at, double width)
{
    const Theme& theme = Theme::current();
    const QFontMetricsF small(theme.font(TextSize::Caption));
    const double line = small.height(), top = at.y() + theme.px(kNumbersHeight) - line;
    const QRectF room(at.x(), top, width, 10000);
    const double tall = small.boundingRect(room, kSentence, number.caption).height();
    return {at, QRectF(room.left(), top, width, qMax(line, tall))};
}

void VerdictHeader::paintNumbers(QPainter& painter, int top) const
{
    const Theme& theme = Theme::current();
    const QFont big = theme.font(TextSize::Number, TextWeight::SemiBold), unit = theme.font(TextSize::Section);
    const QFontMetricsF bigMetrics(big);
    painter.translate(0, top);
    const QList<Place> places = placeNumbers(width());
    for (qsizetype i = 0; i < places.size(); ++i) {
        const BigNumber& number = m_numbers[i];
        const QPointF base = places[i].at + QPointF(0, theme.px(3) + bigMetrics.ascent());
        painter.setFont(big);
        painter.setPen(theme.color(Role::Text));
        painter.drawText(base - QPointF(theme.px(1), 0), number.value);
        painter.setFont(unit);
        painter.setPen(theme.color(Role::Muted));
        painter.drawText(base + QPointF(bigMetrics.horizontalAdvance(number.value) + theme.px(6), 0), number.unit);
        painter.setFont(theme.font(TextSize::Caption));
        painter.drawText(places[i].caption, kSentence, number.caption);
    }
    painter.translate(0, -top);
}

/// Layouts remember what a widget asked for at another width.
void VerdictHeader::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        updateGeometry();
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
