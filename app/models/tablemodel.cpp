// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/tablemodel.h"

#include "widgets/table/roles.h"

namespace headroom::app {

namespace {

int alignment(bool words)
{
    return int(Qt::AlignVCenter | (words ? Qt::AlignLeft : Qt::AlignRight));
}

} // namespace

QString TableModel::exact(const QVariant& value)
{
    return value.typeId() == QMetaType::Double ? QString::number(value.toDouble(), 'g', 10) : value.toString();
}

QString TableModel::titleExplanation(int) const
{
    return {};
}

QVariant TableModel::plain(int row, int column) const
{
    return display(row, column);
}

QString TableModel::explanation(int, int) const
{
    return {};
}

QVariant TableModel::appearance(int, int, int) const
{
    return {};
}

QStringList TableModel::exportTitles(int) const
{
    return {};
}

QStringList TableModel::exportFields(int row, int column) const
{
    return {exact(plain(row, column))};
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns();
}

QVariant TableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row(), column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return display(row, column);
    case Qt::ToolTipRole:
        return explanation(row, column);
    case Qt::TextAlignmentRole:
        return alignment(isWords(column));
    case widgets::SortRole:
        return plain(row, column);
    case widgets::ExportRole:
        return exportTitles(column).isEmpty() ? QVariant(exact(plain(row, column)))
                                              : QVariant(exportFields(row, column));
    default:
        return appearance(row, column, role);
    }
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return title(section);
    case Qt::ToolTipRole:
        return titleExplanation(section);
    case Qt::TextAlignmentRole:
        return alignment(isWords(section));
    case widgets::ExportColumnsRole:
        return exportTitles(section);
    default:
        return {};
    }
}

void TableModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, columns() - 1);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columns() - 1));
}

} // namespace headroom::app
