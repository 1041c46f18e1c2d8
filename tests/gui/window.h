// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a whole window for a test: settings and projects in a folder of its own, jobs in a thread, dialogs answered.
#pragma once

#include "app/gui/languages.h"
#include "app/gui/mainwindow.h"
#include "app/gui/pane.h"
#include "app/jobs/inprocessrunner.h"

#include <QApplication>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <memory>

namespace headroom::test {

/// Before anything reads a setting: nothing of the user's is touched.
inline void isolate()
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication::setApplicationName(QStringLiteral("headroom-test"));
    QApplication::setOrganizationName(QStringLiteral("headroom-test-%1").arg(QCoreApplication::applicationPid()));
    QSettings().clear();
    app::languages::set(QStringLiteral("en"));
}

struct Window {
    /// runner: empty runs jobs in a thread, with `body` in place of the real work when it is given.
    explicit Window(app::InProcessRunner::Body body = {}, app::JobQueue::RunnerFactory runner = {})
        : jobs(runner ? runner
                      : app::JobQueue::RunnerFactory([body] { return std::make_unique<app::InProcessRunner>(body); }))
        , bench(project, jobs)
    {
        app::Dialogs answers;
        answers.file = [this](QWidget*, const app::FileQuestion&) { return nextFile; };
        answers.confirm = [this](QWidget*, const QString&, const QString&, const QString&) { return nextAnswer; };
        answers.keep = [this](QWidget*, const QString&, const QString&) {
            ++timesAsked;
            return nextKeep;
        };
        window = std::make_unique<app::MainWindow>(bench, answers);
        opened = project.create(folder.filePath(QStringLiteral("test.headroom"))).has_value();
        window->resize(1280, 800);
        window->show();
    }
    ~Window() { window.reset(); }

    QTemporaryDir folder;
    app::Project project;
    app::JobQueue jobs;
    app::Workbench bench;
    QString nextFile;
    bool nextAnswer = true;
    app::Keep nextKeep = app::Keep::Discard;
    int timesAsked = 0; ///< whether to keep what would be lost
    bool opened = false;
    std::unique_ptr<app::MainWindow> window;
};

} // namespace headroom::test
