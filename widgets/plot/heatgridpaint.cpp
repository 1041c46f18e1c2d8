// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/plot/heatgrid.h"
#include "widgets/theme/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace headroom::widgets {

void HeatGrid::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintGrid(painter);
    if (hasFocus() && m_row < 0) {
        painter.setPen(QPen(Theme::current().color(Role::Accent), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
    }
}

void HeatGrid::paintGrid(QPainter& painter) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        for (int column = 0; column < m_columns.size(); ++column)
            paintCell(painter, row, column);
    }
    for (int row = 0; row < m_rows.size(); ++row)
        for (int column = 0; column < m_columns.size(); ++column)
            paintMark(painter, row, column);
    paintLabels(painter);
    paintScaleBar(painter);
    const Theme& theme = Theme::current();
    if (m_row >= 0) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.color(Role::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(cellRect(m_row, m_column).adjusted(-2, -2, 2, 2), 2, 2);
    }
}

void HeatGrid::paintCell(QPainter& painter, int row, int column) const
{
    const Theme& theme = Theme::current();
    const QRectF cell = cellRect(row, column);
    if (row == m_runningRow && column == m_runningColumn) {
        QColor fill = theme.color(Role::Accent);
        fill.setAlphaF(0.25F);
        QRectF level = cell;
        level.setTop(cell.bottom() - cell.height() * m_fraction);
        painter.fillRect(level, fill);
        QPen pen(theme.color(Role::Accent), 1);
        pen.setDashPattern({3, 2});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5));
        return;
    }
    const double number = value(row, column);
    if (std::isfinite(number)) {
        painter.fillRect(cell, theme.scaleColor(position(number)));
        paintText(painter, row, column);
        return;
    }
    painter.setPen(QPen(theme.color(Role::Hairline), 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(cell.adjusted(0.5, 0.5, -0.5, -0.5));
}

/// In whichever of the theme's inks is read better on the cell; left out where it does not fit.
void HeatGrid::paintText(QPainter& painter, int row, int column) const
{
    const qsizetype index = qsizetype{row} * m_columns.size() + column;
    if (index >= m_texts.size() || m_texts[index].isEmpty())
        return;
    const Theme& theme = Theme::current();
    const QRectF cell = cellRect(row, column);
    painter.setFont(theme.font(TextSize::Caption));
    if (QFontMetricsF(painter.font()).horizontalAdvance(m_texts[index]) > cell.width() - theme.px(4)
        || cell.height() < theme.px(13))
        return;
    const QColor fill = theme.scaleColor(position(value(row, column)));
    const QColor ink = theme.color(Role::Text), paper = theme.color(Role::Panel);
    painter.setPen(contrastRatio(ink, fill) >= contrastRatio(paper, fill) ? ink : paper);
    painter.drawText(cell, Qt::AlignCenter, m_texts[index]);
}

/// A notch in the upper right corner, in the surface's colour with an edge, so that it is seen on any value.
void HeatGrid::paintMark(QPainter& painter, int row, int column) const
{
    const auto index
        = static_cast<std::size_t>(row) * static_cast<std::size_t>(m_columns.size()) + static_cast<std::size_t>(column);
    if (index >= m_marks.size() || !m_marks[index])
        return;
    const Theme& theme = Theme::current();
    const QRectF cell = cellRect(row, column);
    const double d = std::min(cell.width() * 0.45, static_cast<double>(theme.px(9)));
    painter.setPen(QPen(theme.color(Role::Panel), 1));
    painter.setBrush(theme.color(Role::Accent));
    painter.drawPolygon(QPolygonF{cell.topRight(), cell.topRight() + QPointF(0, d), cell.topRight() - QPointF(d, 0)});
}

void HeatGrid::paintLabels(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    painter.setFont(theme.mono(TextSize::Caption));
    const QFontMetricsF mono(painter.font());
    for (int row = 0; row < m_rows.size(); ++row) {
        const QRectF cell = cellRect(row, 0);
        painter.setPen(theme.color(row == m_row ? Role::Text : Role::Muted));
        const double wide = cell.left() - theme.px(8);
        painter.drawText(QRectF(0, cell.top(), wide, cell.height()), Qt::AlignRight | Qt::AlignVCenter,
                         mono.elidedText(m_rows[row], Qt::ElideMiddle, wide));
    }
    if (m_columns.isEmpty() || m_rows.isEmpty())
        return;
    const double below = cellRect(static_cast<int>(m_rows.size()) - 1, 0).bottom() + theme.px(2);
    const int last = static_cast<int>(m_columns.size()) - 1;
    const double wide = cellRect(0, 1).left() - cellRect(0, 0).left();
    const int step = std::max({1, static_cast<int>(std::ceil(theme.px(26) / wide)), last / 8});
    for (int column = 0; column <= last; ++column) {
        const bool selected = column == m_column;
        const bool nearSelected = m_column >= 0 && !selected && std::abs(column - m_column) * wide < theme.px(22);
        const bool regular = column == last || (column % step == 0 && (last - column) * wide >= theme.px(40));
        if (!selected && (!regular || nearSelected))
            continue;
        painter.setFont(theme.font(TextSize::Caption, selected ? TextWeight::SemiBold : TextWeight::Regular));
        painter.setPen(theme.color(selected ? Role::Text : Role::Muted));
        const QRectF cell = cellRect(0, column);
        painter.drawText(QRectF(cell.center().x() - 60, below, 120, theme.px(15)), Qt::AlignCenter, m_columns[column]);
    }
    painter.setFont(theme.font(TextSize::Caption));
    painter.setPen(theme.color(Role::Muted));
    const QRectF area = gridArea();
    painter.drawText(QRectF(area.left(), below + theme.px(14), area.width(), theme.px(16)), Qt::AlignCenter, m_caption);
}

void HeatGrid::paintScaleBar(QPainter& painter) const
{
    const Theme& theme = Theme::current();
    const auto [low, high] = scale();
    const QString lowText = m_lowText.isEmpty() ? m_format(low) : m_lowText;
    const QString highText = m_highText.isEmpty() ? m_format(high) : m_highText;
    painter.setFont(theme.font(TextSize::Caption));
    const QFontMetricsF metrics(painter.font());
    const double wide = theme.px(160);
    const double right = width() - theme.px(3) - metrics.horizontalAdvance(highText) - theme.px(8);
    const QRectF bar(right - wide, theme.px(4), wide, theme.px(8));
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (int i = 0; i <= 16; ++i)
        gradient.setColorAt(i / 16.0, theme.scaleColor(i / 16.0));
    painter.fillRect(bar, gradient);
    painter.setPen(theme.color(Role::Muted));
    const QRectF line(0, 0, width(), theme.px(16));
    painter.drawText(QRectF(0, 0, bar.left() - theme.px(8), line.height()), Qt::AlignRight | Qt::AlignVCenter, lowText);
    painter.drawText(QRectF(bar.right() + theme.px(8), 0, width(), line.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     highText);
    const double selected = value(m_row, m_column);
    if (!std::isfinite(selected))
        return;
    const double x = bar.left() + bar.width() * position(selected);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(Role::Text));
    const double d = theme.px(4);
    painter.drawPolygon(
        QPolygonF{{x, bar.bottom() + 2}, {x - d, bar.bottom() + 2 + d * 1.2}, {x + d, bar.bottom() + 2 + d * 1.2}});
}

} // namespace headroom::widgets
