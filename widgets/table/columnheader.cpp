// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/columnheader.h"

#include <QHelpEvent>
#include <QToolTip>

namespace headroom::widgets {

ColumnHeader::ColumnHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
}

/// A title that is cut is told whole, before what the model says of it.
bool ColumnHeader::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip || model() == nullptr)
        return QHeaderView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int section = logicalIndexAt(help->pos());
    QStringList words{model()->headerData(section, Qt::Horizontal, Qt::ToolTipRole).toString()};
    if (section >= 0 && titleWidth(section) > sectionSize(section))
        words.prepend(model()->headerData(section, Qt::Horizontal).toString());
    words.removeAll(QString());
    QToolTip::showText(help->globalPos(), words.join(QLatin1Char('\n')), viewport());
    return true;
}

void ColumnHeader::initStyleOptionForIndex(QStyleOptionHeader* option, int section) const
{
    QHeaderView::initStyleOptionForIndex(option, section);
    if (model() == nullptr || model()->rowCount() == 0)
        return;
    const QVariant alignment = model()->index(0, section).data(Qt::TextAlignmentRole);
    if (alignment.isValid())
        option->textAlignment = Qt::Alignment(alignment.toInt());
}

} // namespace headroom::widgets
