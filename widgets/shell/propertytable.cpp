// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/shell/propertytable.h"

#include "widgets/theme/text.h"

#include <QApplication>
#include <QClipboard>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

namespace headroom::widgets {

PropertyTable::PropertyTable(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Properties"));
}

void PropertyTable::setRows(const QList<PropertyRow>& rows)
{
    m_rows = rows;
    m_current = -1;
    setAccessibleDescription(plainText());
    setFocusPolicy(rows.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
    setFixedHeight(sizeHint().height());
    updateGeometry();
    update();
}

static QString rowText(const PropertyRow& row)
{
    const QString value = row.value.isEmpty() ? glyphWord(row.glyph) : row.value;
    const QString verdict = row.glyph == Glyph::None || row.value.isEmpty() ? QString() : glyphWord(row.glyph);
    QStringList cells{row.name, value};
    for (const QString& more : {verdict, row.provenance}) {
        if (!more.isEmpty() && more != value)
            cells << more;
    }
    return cells.join(QLatin1Char('\t'));
}

QString PropertyTable::plainText() const
{
    QStringList lines;
    for (const PropertyRow& row : m_rows)
        lines << rowText(row);
    return lines.join(QLatin1Char('\n'));
}

namespace {

QString shownValue(const PropertyRow& row)
{
    return row.value.isEmpty() ? glyphWord(row.glyph) : row.value;
}

QFont valueFont(const PropertyRow& row)
{
    const Theme& theme = Theme::current();
    return row.mono ? theme.mono() : theme.font(TextSize::Body);
}

} // namespace

bool PropertyTable::needsTwoLines(const PropertyRow& row, int width) const
{
    const Theme& theme = Theme::current();
    double used = QFontMetricsF(theme.font(TextSize::Body)).horizontalAdvance(row.name) + theme.px(8)
        + tabularWidth(valueFont(row), shownValue(row));
    if (!row.provenance.isEmpty())
        used += QFontMetricsF(theme.font(TextSize::Caption)).horizontalAdvance(row.provenance) + theme.px(4);
    if (row.glyph != Glyph::None)
        used += theme.px(15);
    return used > width;
}

int PropertyTable::rowHeight(int index, int width) const
{
    return Theme::current().px(needsTwoLines(m_rows[index], width) ? 41 : 23);
}

int PropertyTable::heightFor(int width) const
{
    int height = 0;
    for (int i = 0; i < m_rows.size(); ++i)
        height += rowHeight(i, width);
    return height;
}

int PropertyTable::rowAt(int y) const
{
    int bottom = 0;
    for (int i = 0; i < m_rows.size(); ++i) {
        bottom += rowHeight(i, width());
        if (y < bottom)
            return i;
    }
    return -1;
}

QSize PropertyTable::sizeHint() const
{
    const int wide = Theme::current().px(200);
    return QSize(wide, heightFor(width() > wide / 2 ? width() : wide));
}

QSize PropertyTable::minimumSizeHint() const
{
    return QSize(Theme::current().px(140), sizeHint().height());
}

void PropertyTable::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    int top = 0;
    for (int i = 0; i < m_rows.size(); ++i) {
        paintRow(painter, i, top);
        top += rowHeight(i, width());
    }
}

/// Right-aligned, its origin behind it and its glyph before it; returns where the name has to end.
double PropertyTable::paintValue(QPainter& painter, const PropertyRow& row, QRectF area) const
{
    const Theme& theme = Theme::current();
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(Role::Muted));
    if (!row.provenance.isEmpty()) {
        const double wide = QFontMetricsF(painter.font()).horizontalAdvance(row.provenance);
        const double drop = theme.px(1); // the smaller type stands on the same baseline
        painter.drawText(area.translated(0, drop), Qt::AlignRight | Qt::AlignVCenter, row.provenance);
        area.setRight(area.right() - wide - theme.px(4));
    }
    painter.setFont(valueFont(row));
    painter.setPen(glyphTone(row.glyph).color());
    const double room = area.width() - (row.glyph == Glyph::None ? 0 : theme.px(15));
    const double wide = qMin(tabularWidth(painter.font(), shownValue(row)), room);
    drawTabular(painter, QRectF(area.right() - wide, area.top(), wide, area.height()),
                Qt::AlignRight | Qt::AlignVCenter, shownValue(row));
    double left = area.right() - wide - theme.px(8);
    if (row.glyph != Glyph::None) {
        const double size = theme.px(9);
        left -= size;
        paintGlyph(painter, QRectF(left + theme.px(2), area.center().y() - size / 2, size, size), row.glyph);
        left -= theme.px(4);
    }
    return left;
}

void PropertyTable::paintRow(QPainter& painter, int index, int top) const
{
    const Theme& theme = Theme::current();
    const PropertyRow& row = m_rows[index];
    const bool tall = needsTwoLines(row, width());
    const QRectF area(0, top, width(), rowHeight(index, width()));
    if (index == m_current && hasFocus())
        painter.fillRect(area, theme.color(Role::SelectedRow));
    painter.fillRect(QRectF(0, area.bottom() - 1 / devicePixelRatioF(), width(), 1 / devicePixelRatioF()),
                     theme.color(Role::Hairline));
    const QRectF lower = tall ? area.adjusted(0, area.height() / 2 - theme.px(1), 0, -theme.px(2)) : area;
    const QRectF upper = tall ? QRectF(0, area.top() + theme.px(2), width(), area.height() / 2) : area;
    const double left = paintValue(painter, row, lower);
    painter.setFont(theme.font(TextSize::Body));
    painter.setPen(theme.color(Role::Text));
    const double room = tall ? width() : left;
    painter.drawText(QRectF(0, upper.top(), room, upper.height()), Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(row.name, Qt::ElideRight, room));
}

bool PropertyTable::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int index = rowAt(help->pos().y());
        if (index >= 0) {
            const PropertyRow& row = m_rows[index];
            QToolTip::showText(help->globalPos(), row.toolTip.isEmpty() ? rowText(row) : row.toolTip, this);
            return true;
        }
    }
    return QWidget::event(event);
}

void PropertyTable::copy(bool all) const
{
    const bool one = !all && m_current >= 0 && m_current < m_rows.size();
    QApplication::clipboard()->setText(one ? rowText(m_rows[m_current]) : plainText());
}

void PropertyTable::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy(false);
    } else if (event->key() == Qt::Key_Down && m_current + 1 < m_rows.size()) {
        ++m_current;
    } else if (event->key() == Qt::Key_Up && m_current > 0) {
        --m_current;
    } else {
        QWidget::keyPressEvent(event);
        return;
    }
    update();
}

void PropertyTable::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (const int height = heightFor(width()); height != minimumHeight())
        setFixedHeight(height);
}

void PropertyTable::mousePressEvent(QMouseEvent* event)
{
    m_current = rowAt(event->pos().y());
    update();
}

void PropertyTable::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("Copy row"), this, [this] { copy(false); });
    menu.addAction(tr("Copy all"), this, [this] { copy(true); });
    menu.exec(event->globalPos());
}

void PropertyTable::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        setAccessibleName(tr("Properties"));
    updateGeometry();
    update();
}

} // namespace headroom::widgets
