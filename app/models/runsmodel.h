// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the runs of a project, newest first, as the store has them: what, when, how long, how it ended and why.
#pragma once

#include "core/store/store.h"

#include <QAbstractTableModel>

#include <optional>
#include <set>

namespace headroom::app {

class RunsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Started, Kind, Subject, Seconds, State, Message, kColumns };

    using QAbstractTableModel::QAbstractTableModel;

    /// interrupted: those that ended with an earlier window.
    void setRuns(std::vector<store::RunRow> runs, const std::set<store::Id>& interrupted = {});
    const std::vector<store::RunRow>& runs() const { return m_runs; }
    /// What the project has to be asked for, to know what has come and what has changed since.
    store::RunFilter since() const;
    /// The answer: rows that are new go on top, the others stay where they are. Nothing else is touched, so that what
    /// is selected stays selected.
    void update(const std::vector<store::RunRow>& changed);
    void setInterrupted(const std::set<store::Id>& interrupted); ///< those that ended with an earlier window

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void retranslate();

private:
    QString display(int row, int column) const;
    void nameSubjects();

    std::vector<store::RunRow> m_runs;
    std::set<store::Id> m_interrupted;
    QStringList m_subjects; ///< told apart
};

/// "Compare" and what it was about, on one line.
QString titleOf(const store::RunRow& run);
/// Why it failed, as the project has it.
std::optional<Error> errorOf(const store::RunRow& run);

/// The command line that does it again; empty where its kind or parameters are not known here.
QString runCommand(const store::RunRow& run);

/// A text parameter of the run, wherever the stored spec keeps it; empty when absent.
QString parameterOf(const store::RunRow& run, const char* key);
/// Wall time; nothing while it is not over.
std::optional<double> secondsOf(const store::RunRow& run);
/// "Today 14:22" or a date; empty for a run that never started.
QString whenOf(const store::RunRow& run);

} // namespace headroom::app
