// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the scoreboard: baseline first, candidates from large to small, the error budget last and editable. A column for
// every metric that has a gate and for those that always stand in tables. It holds no numbers but those of the
// comparison, and no verdicts but the engine's, judged once when result or budget change.
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
    enum Column { Name, Size, FirstMetric };

    explicit ComparisonModel(QObject* parent = nullptr);

    /// names: by path, what a file is called here ("Q4_K_M"); others are called by their file name. Files of one name
    /// are told apart by their folders. objections: by path, what is known against a candidate beside its figures.
    void setResult(std::optional<eval::CompareResult> result, const QMap<QString, QString>& names,
                   const QMap<QString, Remark>& objections = {});
    void setBudget(const eval::ErrorBudget& budget);
    const eval::ErrorBudget& budget() const { return m_budget; }
    const eval::CompareResult* result() const { return m_result ? &*m_result : nullptr; }

    int columnOf(std::string_view metric, std::string_view slice = eval::kAll) const; ///< -1 when absent
    int gateColumn() const { return FirstMetric + int(m_shown.size()); } ///< the last
    QList<int> optionalColumns() const; ///< that are not judged
    bool isBaseline(int row) const { return m_result && row == 0; }
    bool isBudget(int row) const { return m_result && row == rowCount() - 1; }
    /// Null for the baseline and the budget.
    const eval::CandidateResult* candidate(int row) const;
    const eval::CandidateVerdict& verdict(int row) const; ///< of a candidate's row; of others without gates
    const std::vector<eval::CandidateVerdict>& verdicts() const { return m_verdicts; } ///< in the result's order
    int rowOf(const QString& path) const; ///< -1 when absent
    QString pathAt(int row) const;
    QString nameAt(int row) const;
    std::optional<int> smallestPassingRow() const;
    SizeUnit unit() const; ///< of the size column
    int kldDecimals() const; ///< of the divergences shown
    /// As the table shows it, with its sign where it is a change.
    QString figure(const eval::Metric& metric, double value) const;
    /// "≤ 0.05", in the unit shown.
    QString limitText(const eval::Gate& gate) const;
    /// Of a candidate; nothing where one window allows none.
    std::optional<eval::ConfidenceInterval> intervalOf(int row, const eval::Metric& metric,
                                                       std::string_view slice = eval::kAll) const;
    /// What stands for an interval that is not known.
    QString noInterval() const;
    /// "[0.1, 0.2]"
    QString brackets(const eval::Metric& metric, const eval::ConfidenceInterval& interval) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

signals:
    /// The user changed a limit.
    void budgetEdited(const headroom::eval::ErrorBudget& budget);

protected:
    int columns() const override { return gateColumn() + 1; }
    QString title(int column) const override;
    bool isWords(int column) const override { return column == Name || column == gateColumn(); }
    QString display(int row, int column) const override;
    QVariant plain(int row, int column) const override;
    QString explanation(int row, int column) const override;
    QVariant appearance(int row, int column, int role) const override;
    /// Judged columns leave with the ends of their intervals.
    QStringList exportTitles(int column) const override;
    QStringList exportFields(int row, int column) const override;

private:
    struct Shown {
        const eval::Metric* metric;
        std::string slice;
        bool operator==(const Shown&) const = default;
    };
    static std::vector<Shown> shownFor(const eval::ErrorBudget& budget);
    /// The size is a metric too; none for names and the verdict.
    std::optional<Shown> shownIn(int column) const;
    const eval::Gate* gateIn(int column) const;
    double scale(const eval::Metric& metric) const; ///< from its unit to the one shown
    void judge();
    void nameRows(const QMap<QString, QString>& known);
    double valueIn(int row, const Shown& shown) const;
    QString baselineText(int column) const;
    QString candidateText(int row, int column) const;
    QString gateText(int row) const;
    QString budgetText(int column) const;
    QString interval(int row, int column) const;
    QString measuredOver() const;
    std::optional<eval::Verdict> verdictIn(int row, int column) const;
    QVariant limitForEditing(int column) const; ///< a number

    std::optional<eval::CompareResult> m_result;
    std::vector<std::size_t> m_order; ///< of the candidates, by file size, largest first
    std::vector<eval::CandidateVerdict> m_verdicts; ///< of the result's candidates
    QMap<QString, Remark> m_objections;
    QStringList m_names; ///< of the rows above the budget
    eval::ErrorBudget m_budget;
    std::vector<Shown> m_shown; ///< one for each column from FirstMetric on
};

} // namespace headroom::app
