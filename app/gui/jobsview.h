// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the queue in the window: the tray at the bottom follows the running job, the table above it lists all of them.
#pragma once

#include "app/models/jobsmodel.h"
#include "widgets/shell/jobtray.h"
#include "widgets/table/tableview.h"

#include <QPushButton>

class QStackedWidget;

namespace headroom::widgets {
class Segmented;
}

namespace headroom::app {

class Project;
class RunsView;
class Workbench;

/// The jobs of this window, or all runs of the project, with their buttons; sits in a dock.
class JobsView : public QWidget {
    Q_OBJECT
public:
    explicit JobsView(Workbench& workbench, QWidget* parent = nullptr);
    void clearFinished();

protected:
    void changeEvent(QEvent* event) override;

private:
    void connectAll(const Project& project);
    void retranslate();
    void updateButtons();
    void runAgain();
    QString command() const; ///< that does the selected one again; empty: none

    JobQueue& m_jobs;
    JobsModel* m_model;
    widgets::TableView* m_table;
    RunsView* m_runs;
    QStackedWidget* m_pages;
    widgets::Segmented* m_choice;
    QPushButton* m_cancel;
    QPushButton* m_again;
    QPushButton* m_copy;
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
