// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: one run of the application: the project, the queue and the window in the order in which they need each other.
#pragma once

#include "app/gui/mainwindow.h"
#include "app/gui/options.h"

#include <QCoreApplication>

#include <memory>

namespace headroom::app {

/// Under which name the desktop, the settings and the data folder know the application; before any of them is asked.
void identify();

class Session {
    Q_DECLARE_TR_FUNCTIONS(Session)
public:
    Session();
    ~Session();
    /// Opens what the options or the last session ask for, shows the window, runs until it closes.
    int run(const Options& options);
    MainWindow& window() { return *m_window; }

private:
    void openFirst(const Options& options);
    void showGiven(bool isProject);
    void sayMoved(const QString& path);

    Project m_project;
    JobQueue m_jobs;
    Workbench m_workbench;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace headroom::app
