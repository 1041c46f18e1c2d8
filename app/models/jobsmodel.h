// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the queue as a table: what runs, what waits, what is over, each with its progress.
#pragma once

#include "app/jobs/jobqueue.h"

#include <QAbstractTableModel>

namespace headroom::app {

class JobsModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Title, State, Stage, Done, Remaining, Message, ColumnCount };

    explicit JobsModel(JobQueue& jobs, QObject* parent = nullptr);
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    /// 0 when there is no such row.
    JobId jobAt(int row) const;
    void clearFinished();
    void retranslate();

private:
    void changed(JobId id);
    QString cell(const JobInfo& job, int column) const;

    JobQueue& m_jobs;
    int m_rows = 0;
};

} // namespace headroom::app
