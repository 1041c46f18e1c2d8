// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the queue in the window: the tray at the bottom follows the running job, the table above it lists all of them.
#pragma once

#include "app/models/jobsmodel.h"
#include "widgets/shell/jobtray.h"
#include "widgets/table/tableview.h"

#include <QPushButton>

namespace headroom::app {

/// The table with its two buttons; sits in a dock.
class JobsView : public QWidget {
    Q_OBJECT
public:
    explicit JobsView(JobQueue& jobs, QWidget* parent = nullptr);
    void clearFinished();

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void updateButtons();

    JobQueue& m_jobs;
    JobsModel* m_model;
    widgets::TableView* m_table;
    QPushButton* m_cancel;
    QPushButton* m_again;
    QPushButton* m_clear;
};

/// Keeps a tray in step with the queue.
class TrayBinding : public QObject {
    Q_OBJECT
public:
    TrayBinding(JobQueue& jobs, widgets::JobTray* tray);
    void show();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QString nextText() const;

    JobQueue& m_jobs;
    widgets::JobTray* m_tray;
    JobId m_cancelling = 0;
};

} // namespace headroom::app
