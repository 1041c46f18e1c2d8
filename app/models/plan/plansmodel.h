// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the pinned plans of the project in one table, the first one being what the others differ from.
#pragma once

#include "core/plan/plan.h"
#include "core/store/store.h"

#include <QAbstractTableModel>

namespace headroom::app {

/// What the table shows of a plan, read from its stored result.
struct PlanSummary {
    QString name; ///< "A"
    QString model; ///< "Llama 3.3 70B Instruct"; empty when the plan does not say
    QString label; ///< "Q4_K_M · f16"
    QString point; ///< "8k × 4"
    double weights = 0, kvCache = 0, free = 0, decode = 0, maxContext = 0;
    plan::Verdict verdict = plan::Verdict::Fits;
    QString decodeCaveat, contextCaveat; ///< what the figure must not be read without
};
PlanSummary summarize(const store::PlanRow& row);

class PlansModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, Weights, KvCache, Free, Decode, MaxContext, Verdict, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void show(const std::vector<store::PlanRow>& rows);
    const store::PlanRow* planAt(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Cell {
        QString text;
        double value = 0;
        int better = 0; ///< +1: more is better, -1: less is better
        QString caveat = {};
    };
    Cell cell(const PlanSummary& plan, int column) const;
    QVariant difference(int row, int column) const;
    QVariant toolTip(const PlanSummary& plan, int column) const;
    static QVariant explanation(int column);

    std::vector<store::PlanRow> m_rows;
    std::vector<PlanSummary> m_plans;
};

} // namespace headroom::app
