// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what the commands of the window do; the actions table names them, the panes carry out their own.
#pragma once

#include <QHash>
#include <QObject>
#include <QUrl>

#include <functional>

namespace headroom::app {

class MainWindow;
class Workbench;

class Commands : public QObject {
    Q_OBJECT
public:
    Commands(MainWindow& window, Workbench& workbench);
    void run(const QString& id);
    /// A model file or a project, by its name.
    void openPath(const QString& path);
    void openProject(const QString& path);
    /// One of the projects opened lately is not where it was.
    void locateProject(const QString& path);

private:
    void addFileCommands();
    void addViewCommands();
    void addJobCommands();
    void addHelpCommands();
    void openModel(const QString& path);
    QString askForProject(const QString& title);
    void newProject();
    void showOpened();
    void saveProject();
    void saveProjectAs();

    MainWindow& m_window;
    Workbench& m_workbench;
    QHash<QString, std::function<void()>> m_table;
};

/// What dropping or opening a path would do; empty for what is not ours.
enum class PathKind { Nothing, Model, Project };
PathKind pathKind(const QString& path);

} // namespace headroom::app
