// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the scoreboard: baseline first, candidates from large to small, the error budget last and editable. A cell says
// pass or fail only when its whole interval does; it holds no numbers but those of the comparison.
#pragma once

#include "app/models/sizeunit.h"
#include "app/models/tablemodel.h"
#include "core/eval/gate.h"
#include "widgets/theme/glyph.h"

#include <QMap>

#include <optional>

namespace headroom::app {

widgets::Glyph glyphOf(eval::Verdict verdict);
QString wordFor(eval::Verdict verdict);

class ComparisonModel : public TableModel {
    Q_OBJECT
public:
    enum Column { Name, Size, MeanKld, Top1, DeltaPpl, KldP99, Gate, kColumns };

    using TableModel::TableModel;

    /// names: by path, what a file is called here ("Q4_K_M"); others are called by their file name. Files of one name
    /// are told apart by their folders.
    void setResult(std::optional<eval::CompareResult> result, const QMap<QString, QString>& names);
    void setBudget(const eval::ErrorBudget& budget);
    const eval::ErrorBudget& budget() const { return m_budget; }
    const eval::CompareResult* result() const { return m_result ? &*m_result : nullptr; }

    bool isBaseline(int row) const { return m_result && row == 0; }
    bool isBudget(int row) const { return m_result && row == rowCount() - 1; }
    /// Null for the baseline and the budget.
    const eval::CandidateResult* candidate(int row) const;
    eval::Gates gates(int row) const; ///< of a candidate's row
    int rowOf(const QString& path) const; ///< -1 when absent
    QString pathAt(int row) const;
    QString nameAt(int row) const;
    std::optional<int> smallestPassingRow() const;
    SizeUnit unit() const; ///< of the size column
    int kldDecimals() const; ///< of the divergences shown
    /// Of a judged column of a candidate, in the unit shown; nothing where one window allows none.
    std::optional<eval::Interval> intervalOf(int row, int column) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    /// The user changed a limit.
    void budgetEdited(const headroom::eval::ErrorBudget& budget);

protected:
    int columns() const override { return kColumns; }
    QString title(int column) const override;
    bool isWords(int column) const override { return column == Name || column == Gate; }
    QString display(int row, int column) const override;
    QVariant plain(int row, int column) const override;
    QString explanation(int row, int column) const override;
    QVariant appearance(int row, int column, int role) const override;
    /// Judged columns leave with the ends of their intervals.
    QStringList exportTitles(int column) const override;
    QStringList exportFields(int row, int column) const override;

private:
    void nameRows(const QMap<QString, QString>& known);
    static bool isGated(int column) { return column == MeanKld || column == Top1 || column == DeltaPpl; }
    QString baselineText(int column) const;
    QString candidateText(int row, int column) const;
    QString budgetText(int column) const;
    QString interval(int row, int column) const;
    std::optional<eval::Verdict> verdict(int row, int column) const;
    QVariant limitForEditing(int column) const;

    std::optional<eval::CompareResult> m_result;
    std::vector<std::size_t> m_order; ///< of the candidates, by file size, largest first
    QStringList m_names; ///< of the rows above the budget
    eval::ErrorBudget m_budget;
};

} // namespace headroom::app
