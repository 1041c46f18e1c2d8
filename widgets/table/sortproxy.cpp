// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/sortproxy.h"

#include "widgets/table/roles.h"

#include <cmath>

namespace headroom::widgets {

namespace {

QVariant keyOf(const QModelIndex& index)
{
    const QVariant key = index.data(SortRole);
    return key.isValid() ? key : index.data(Qt::DisplayRole);
}

bool isNumber(const QVariant& value)
{
    switch (value.typeId()) {
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Double:
    case QMetaType::Float:
    case QMetaType::Bool:
        return true;
    default:
        return false;
    }
}

bool isMissing(const QVariant& value)
{
    return !value.isValid() || (isNumber(value) && std::isnan(value.toDouble()));
}

} // namespace

SortProxy::SortProxy(QObject* parent) : QSortFilterProxyModel(parent)
{
    setFilterCaseSensitivity(Qt::CaseInsensitive);
    setFilterKeyColumn(-1);
}

bool SortProxy::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const QVariant a = keyOf(left);
    const QVariant b = keyOf(right);
    if (isMissing(a) || isMissing(b)) { // missing values last in both directions
        const bool ascending = sortOrder() == Qt::AscendingOrder;
        return isMissing(a) == isMissing(b) ? false : (isMissing(b) == ascending);
    }
    if (isNumber(a) && isNumber(b))
        return a.toDouble() < b.toDouble();
    return QString::localeAwareCompare(a.toString(), b.toString()) < 0;
}

} // namespace headroom::widgets
