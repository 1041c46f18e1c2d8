// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// How wide columns are, and which of them are there at all.
#include "widgets/table/columnheader.h"
#include "widgets/table/tableview.h"
#include "widgets/theme/theme.h"

#include <utility>

namespace headroom::widgets {

namespace {
constexpr int kLeastStretched = 150; // of a name: a dozen letters and their marker
}

void TableView::fitSoon()
{
    if (std::exchange(m_fitPending, true))
        return;
    QMetaObject::invokeMethod(this, &TableView::fitStretched, Qt::QueuedConnection);
}

void TableView::setOptionalColumns(const QList<int>& columns)
{
    m_optional = columns;
    fitSoon();
}

int TableView::wantedWidth(int column) const
{
    return qMax(sizeHintForColumn(column), static_cast<const ColumnHeader*>(horizontalHeader())->titleWidth(column));
}

/// A column that stretches can be cut, but not to nothing.
int TableView::leastWidth(int column) const
{
    const int wanted = wantedWidth(column);
    return column == m_stretched ? qMin(wanted, Theme::current().px(kLeastStretched)) : wanted;
}

int TableView::wantedWidth() const
{
    int wanted = 0;
    for (int column = 0; column < horizontalHeader()->count(); ++column)
        wanted += isColumnHidden(column) ? 0 : wantedWidth(column);
    return wanted;
}

void TableView::hideWhatHasNoRoom()
{
    int needed = 0;
    for (int column = 0; column < horizontalHeader()->count(); ++column)
        needed += m_optional.contains(column) || isColumnHidden(column) ? 0 : leastWidth(column);
    for (const int column : m_optional) {
        needed += leastWidth(column);
        setColumnHidden(column, needed > viewport()->width());
    }
}

/// A column that stretches takes what the others leave. Where that is too little to read it, optional columns go; where
/// that is not enough, it keeps its width and the table scrolls.
void TableView::fitStretched()
{
    m_fitPending = false;
    QHeaderView* header = horizontalHeader();
    int others = 0;
    for (int column = 0; column < header->count(); ++column)
        if (header->sectionResizeMode(column) == QHeaderView::Stretch && !header->isSectionHidden(column))
            m_stretched = column;
    if (m_stretched < 0 || m_stretched >= header->count() || header->isSectionHidden(m_stretched))
        return;
    if (!m_optional.isEmpty())
        hideWhatHasNoRoom();
    for (int column = 0; column < header->count(); ++column)
        others += column == m_stretched || header->isSectionHidden(column) ? 0 : header->sectionSize(column);
    const int least = leastWidth(m_stretched);
    const bool roomy = viewport()->width() - others >= least;
    const auto mode = roomy ? QHeaderView::Stretch : QHeaderView::Fixed;
    if (header->sectionResizeMode(m_stretched) != mode)
        header->setSectionResizeMode(m_stretched, mode);
    if (!roomy && header->sectionSize(m_stretched) != least)
        header->resizeSection(m_stretched, least);
}

} // namespace headroom::widgets
