// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: sorting by SortRole (numbers as numbers, missing values last) and filtering by text in any column.
#pragma once

#include <QSortFilterProxyModel>

namespace headroom::widgets {

class SortProxy : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit SortProxy(QObject* parent = nullptr);

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;
};

} // namespace headroom::widgets
