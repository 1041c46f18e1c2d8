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
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Properties"));
}

void PropertyTable::setRows(const QList<PropertyRow>& rows)
{
    m_rows = rows;
    m_current = -1;
    setAccessibleDescription(plainText());
    setFocusPolicy(rows.isEmpty() ? Qt::NoFocus : Qt::StrongFocus);
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

int PropertyTable::rowHeight() const
{
    return Theme::current().px(23);
}

QSize PropertyTable::sizeHint() const
{
    return QSize(Theme::current().px(200), rowHeight() * static_cast<int>(m_rows.size()));
}

QSize PropertyTable::minimumSizeHint() const
{
    return QSize(Theme::current().px(140), sizeHint().height());
}

void PropertyTable::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    for (int i = 0; i < m_rows.size(); ++i)
        paintRow(painter, i);
}

void PropertyTable::paintRow(QPainter& painter, int index) const
{
    const Theme& theme = Theme::current();
    const PropertyRow& row = m_rows[index];
    QRectF area(0, index * rowHeight(), width(), rowHeight());
    if (index == m_current && hasFocus())
        painter.fillRect(area, theme.color(Role::SelectedRow));
    painter.fillRect(QRectF(0, area.bottom() - 1 / devicePixelRatioF(), width(), 1 / devicePixelRatioF()),
                     theme.color(Role::Hairline));
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(Role::Muted));
    if (!row.provenance.isEmpty()) {
        const double wide = QFontMetricsF(painter.font()).horizontalAdvance(row.provenance);
        const double drop = theme.px(1); // the smaller type stands on the same baseline
        painter.drawText(area.translated(0, drop), Qt::AlignRight | Qt::AlignVCenter, row.provenance);
        area.setRight(area.right() - wide - theme.px(4));
    }
    const QString value = row.value.isEmpty() ? glyphWord(row.glyph) : row.value;
    painter.setFont(row.mono ? theme.mono() : theme.font(TextSize::Body));
    painter.setPen(glyphTone(row.glyph).color());
    const double nameWidth = QFontMetricsF(theme.font(TextSize::Body)).horizontalAdvance(row.name);
    const double free = qMax(area.width() - nameWidth - theme.px(24), area.width() * 0.4);
    const double wide = qMin(tabularWidth(painter.font(), value), free);
    drawTabular(painter, QRectF(area.right() - wide, area.top(), wide, area.height()),
                Qt::AlignRight | Qt::AlignVCenter, value);
    double left = area.right() - wide - theme.px(8);
    if (row.glyph != Glyph::None) {
        const double size = theme.px(9);
        left -= size;
        paintGlyph(painter, QRectF(left + theme.px(2), area.center().y() - size / 2, size, size), row.glyph);
        left -= theme.px(4);
    }
    painter.setFont(theme.font(TextSize::Body));
    painter.setPen(theme.color(Role::Text));
    painter.drawText(QRectF(0, area.top(), left, area.height()), Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(row.name, Qt::ElideRight, left));
}

bool PropertyTable::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int index = help->pos().y() / qMax(1, rowHeight());
        if (index >= 0 && index < m_rows.size()) {
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

void PropertyTable::mousePressEvent(QMouseEvent* event)
{
    m_current = qBound(-1, event->pos().y() / qMax(1, rowHeight()), static_cast<int>(m_rows.size()) - 1);
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
