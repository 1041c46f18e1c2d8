// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a list of Terms as a table of name, value and where it comes from; a selected row fills the Inspector. A figure
// that must not be read alone is marked and says why; a speed of what does not run is not shown.
#pragma once

#include "core/plan/caveat.h"

#include <QAbstractTableModel>

#include <vector>

namespace headroom::app {

class TermModel : public QAbstractTableModel {
    Q_OBJECT
public:
    using QAbstractTableModel::QAbstractTableModel;
    void show(std::vector<Term> terms, std::vector<plan::Caveat> caveats = {});
    const Term* termAt(int row) const; ///< null beyond the end

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    bool isLeast(const Term& term) const;
    QVariant value(const Term& term, int role) const;

    std::vector<Term> m_terms;
    std::vector<plan::Caveat> m_caveats;
};

} // namespace headroom::app
