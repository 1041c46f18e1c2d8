// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what all tables answer alike: how a column is aligned, its title, the raw value for sorting, the exact text for
// an export. A model only says what its cells are.
#pragma once

#include <QAbstractTableModel>
#include <QStringList>

namespace headroom::app {

class TableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    /// Every text again, after a change of language.
    void retranslate();

protected:
    virtual int columns() const = 0;
    virtual QString title(int column) const = 0;
    virtual QString titleExplanation(int column) const; ///< tool tip of the header; none by default
    virtual bool isWords(int column) const = 0; ///< to the left; numbers stand to the right
    virtual QString display(int row, int column) const = 0;
    /// For sorting, and for an export in full precision; what is shown by default.
    virtual QVariant plain(int row, int column) const;
    virtual QString explanation(int row, int column) const; ///< tool tip; none by default
    /// Every other role; nothing by default.
    virtual QVariant appearance(int row, int column, int role) const;
    /// Names and fields of a column that is exported as several; empty for one.
    virtual QStringList exportTitles(int column) const;
    virtual QStringList exportFields(int row, int column) const;
    /// Numbers in the C locale.
    static QString exact(const QVariant& value);
};

} // namespace headroom::app
