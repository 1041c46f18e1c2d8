// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the design against this machine, figure by figure; a row's Term fills the Inspector.
#pragma once

#include "core/plan/plan.h"

#include <QAbstractTableModel>
#include <QString>

#include <optional>

namespace headroom::app {

class RigComparison : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Figure, Machine, Design, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    /// machine is null until it was detected.
    void show(const machine::Rig* machine, const machine::Rig& design, const plan::PowerPlan& power);
    /// Null for rows that are plain facts of the rig.
    const Term* termAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        QString name;
        std::optional<double> machine;
        std::optional<double> design;
        int decimals = 0;
        std::optional<Term> term;
        QString machineText = {}; ///< in place of a number that cannot be, or that is an assumption
        QString reason = {}; ///< why
        QString designText = {};
    };
    QString cell(const Row& row, int column) const;
    std::vector<Row> m_rows;
};

} // namespace headroom::app
