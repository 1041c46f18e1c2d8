// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/tabledelegate.h"

#include "widgets/table/roles.h"
#include "widgets/theme/glyph.h"
#include "widgets/theme/text.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <cmath>

namespace headroom::widgets {

namespace {

constexpr double kPadding = 8;
constexpr double kMark = 9;
constexpr double kBar = 24;

bool isRight(const QModelIndex& index)
{
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    return alignment.isValid() && (alignment.toInt() & Qt::AlignRight) != 0;
}

QFont fontOf(const QModelIndex& index)
{
    const QVariant own = index.data(Qt::FontRole);
    const Theme& theme = Theme::current();
    if (own.isValid() && own.value<QFont>().fixedPitch())
        return theme.mono();
    const bool strong
        = index.data(EmphasisRole).toBool() || (own.isValid() && own.value<QFont>().weight() >= QFont::DemiBold);
    return theme.font(TextSize::Body, strong ? TextWeight::SemiBold : TextWeight::Regular);
}

Glyph glyphOf(const QModelIndex& index)
{
    return static_cast<Glyph>(qBound(0, index.data(GlyphRole).toInt(), static_cast<int>(Glyph::Stale)));
}

QColor colorOf(const QModelIndex& index)
{
    const QVariant tone = index.data(ToneRole);
    if (tone.isValid())
        return Theme::current().color(static_cast<Role>(qBound(0, tone.toInt(), kRoleCount - 1)));
    const Glyph glyph = glyphOf(index);
    return (glyph == Glyph::Pass && isRight(index) ? Tone(Role::Text) : glyphTone(glyph)).color();
}

/// Marks before the text; returns their width.
double leadWidth(const QModelIndex& index)
{
    const Theme& theme = Theme::current();
    double width = glyphOf(index) == Glyph::None ? 0 : theme.px(kMark + 6);
    if (index.data(MarkerRole).isValid())
        width += theme.px(kMark + 10);
    if (index.data(SwatchRole).isValid())
        width += theme.px(kMark + 8);
    return width;
}

void paintLead(QPainter& painter, QRectF area, const QModelIndex& index)
{
    const Theme& theme = Theme::current();
    const double size = theme.px(kMark);
    const QVariant bits = index.data(MarkerRole);
    if (bits.isValid()) {
        const CandidateStyle style = candidateStyle(bits.toDouble());
        paintMarker(painter, QPointF(area.left() + size * 0.7, area.center().y()), theme.px(7), style.marker,
                    style.tone.color());
        area.setLeft(area.left() + size + theme.px(10));
    }
    if (const QVariant part = index.data(SwatchRole); part.isValid()) {
        const auto memory = static_cast<MemoryPart>(part.toInt());
        const QRectF square(area.left() + 0.5, area.center().y() - size / 2 + 0.5, size, size);
        painter.setPen(memory == MemoryPart::Free ? QPen(theme.color(Role::Muted), 1) : QPen(Qt::NoPen));
        painter.setBrush(memory == MemoryPart::Free ? QBrush(Qt::NoBrush) : QBrush(theme.color(memory)));
        painter.drawRect(square);
        area.setLeft(area.left() + size + theme.px(8));
    }
    if (glyphOf(index) != Glyph::None)
        paintGlyph(painter, QRectF(area.left(), area.center().y() - size / 2, size, size), glyphOf(index));
}

void paintProgress(QPainter& painter, const QRectF& area, double fraction)
{
    const Theme& theme = Theme::current();
    const double tall = theme.px(5);
    QRectF bar(area.left(), area.center().y() - tall / 2, area.width(), tall);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Role::Track));
    painter.drawRoundedRect(bar, tall / 2, tall / 2);
    bar.setWidth(qMax(tall, bar.width() * qBound(0.0, fraction, 1.0)));
    painter.setBrush(theme.color(Role::Accent));
    painter.drawRoundedRect(bar, tall / 2, tall / 2);
    painter.restore();
}

} // namespace

QString wholeText(const QModelIndex& index)
{
    const QString muted = index.data(MutedRole).toString(), text = index.data().toString();
    return muted.isEmpty() ? text : QString(text + QLatin1Char(' ') + muted);
}

/// What is cut in a cell is told whole, before what the model says of it.
bool TableDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                              const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid())
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QStringList words{index.data(Qt::ToolTipRole).toString()};
    const QString whole = wholeText(index);
    if (sizeHint(option, index).width() > option.rect.width() + 1 && !words.first().startsWith(whole))
        words.prepend(whole);
    words.removeAll(QString());
    QToolTip::showText(event->globalPos(), words.join(QLatin1Char('\n')), view->viewport());
    return true;
}

TableDelegate::TableDelegate(QObject* parent) : QStyledItemDelegate(parent) { }

int TableDelegate::suffixWidth(const QModelIndex& index) const
{
    const auto found = m_suffixWidths.constFind(index.column());
    if (found != m_suffixWidths.constEnd())
        return *found;
    const QFont font = Theme::current().font(TextSize::Caption);
    double width = 0;
    const QAbstractItemModel* model = index.model();
    const int rows = qMin(model->rowCount(index.parent()), 500); // enough to align what is seen
    for (int row = 0; row < rows; ++row)
        width = qMax(width,
                     tabularWidth(font, model->index(row, index.column(), index.parent()).data(MutedRole).toString()));
    const int kept = width > 0 ? qCeil(width) + Theme::current().px(6) : 0;
    m_suffixWidths.insert(index.column(), kept);
    return kept;
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    double width = tabularWidth(fontOf(index), index.data().toString()) + leadWidth(index) + suffixWidth(index)
        + theme.px(2 * kPadding);
    if (index.data(ProgressRole).isValid())
        width += theme.px(kBar + 8);
    if (index.data(Qt::CheckStateRole).isValid())
        width += theme.px(24);
    return QSize(qCeil(width) + 2, theme.px(24));
}

void TableDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    painter->save();
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(option.rect, theme.color(Role::SelectedRow));
    const double line = 1 / painter->device()->devicePixelRatioF();
    painter->fillRect(QRectF(option.rect.left(), option.rect.bottom() + 1 - line, option.rect.width(), line),
                      theme.color(Role::Hairline));
    QRectF area = QRectF(option.rect).adjusted(theme.px(kPadding), 0, -theme.px(kPadding), 0);
    const QVariant check = index.data(Qt::CheckStateRole);
    if (check.isValid()) {
        QStyleOptionViewItem box = option;
        initStyleOption(&box, index);
        box.state &= ~QStyle::State_HasFocus;
        box.state |= check.toInt() == Qt::Checked ? QStyle::State_On : QStyle::State_Off;
        const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
        box.rect = style->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &box, option.widget);
        style->drawPrimitive(QStyle::PE_IndicatorItemViewItemCheck, &box, painter, option.widget);
        area.setLeft(box.rect.right() + theme.px(10));
    }
    paintText(*painter, area, option, index);
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(theme.color(Role::Accent), 1));
        painter->drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -1.5));
    }
    painter->restore();
}

void TableDelegate::paintText(QPainter& painter, QRectF area, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const bool right = isRight(index);
    const QFont font = fontOf(index);
    const QString text = index.data().toString();
    const double suffix = suffixWidth(index);
    const double wide = tabularWidth(font, text);
    const double bar = index.data(ProgressRole).isValid() ? theme.px(kBar + 8) : 0;
    const double lead = leadWidth(index);
    if (bar > 0) {
        const double at = right ? area.right() - theme.px(kBar)
                                : qMin(area.left() + lead + wide + theme.px(6), area.right() - theme.px(kBar));
        paintProgress(painter, QRectF(at, area.top(), theme.px(kBar), area.height()),
                      index.data(ProgressRole).toDouble());
        if (right)
            area.setRight(area.right() - bar);
    }
    const QString muted = index.data(MutedRole).toString();
    const double valueWidth = qMin(wide, qMax(0.0, area.width() - lead - suffix));
    const double left = right ? area.right() - suffix - valueWidth : area.left() + lead;
    paintLead(painter, QRectF(left - lead, area.top(), lead, area.height()), index);
    painter.setFont(font);
    painter.setPen(colorOf(index));
    const QString shown
        = wide > valueWidth + 1 ? QFontMetricsF(font).elidedText(text, option.textElideMode, valueWidth) : text;
    drawTabular(painter, QRectF(left, area.top(), valueWidth, area.height()), Qt::AlignLeft | Qt::AlignVCenter, shown);
    if (muted.isEmpty())
        return;
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(Role::Muted));
    const double from = left + valueWidth + theme.px(6);
    drawTabular(painter, QRectF(from, area.top() + 1, area.right() - from, area.height()),
                Qt::AlignLeft | Qt::AlignVCenter, muted);
}

} // namespace headroom::widgets
