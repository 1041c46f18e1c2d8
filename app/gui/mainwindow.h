// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: the shell around the panes: rail, Inspector, tray, menus, drops. It arranges and forwards; what commands do is
// in commands.cpp, what panes show is theirs.
#pragma once

#include "app/gui/dialogs.h"
#include "app/gui/workbench.h"
#include "widgets/input/droptarget.h"
#include "widgets/shell/commandpalette.h"
#include "widgets/shell/jobtray.h"
#include "widgets/shell/rail.h"

#include <QHash>
#include <QMainWindow>
#include <QStackedWidget>

class QDockWidget;
class QMenu;
class QShortcut;

namespace headroom::app {

class Commands;
class JobsView;
class OpenJobs;
class Pane;
class TopBar;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(Workbench& workbench, Dialogs dialogs = Dialogs::standard());
    ~MainWindow() override;

    void showPane(const QString& id);
    QString currentPane() const;
    Pane* pane(const QString& id); ///< made on first use; null for an unknown id
    QAction* action(const QString& id) const { return m_actions.value(id); }
    widgets::CommandPalette* commandPalette() const { return m_palette; }
    widgets::InspectorPanel* inspector() const { return m_inspector; }
    const Dialogs& dialogs() const { return m_dialogs; }
    void setInspectorVisible(bool visible);
    void setJobsVisible(bool visible);
    JobsView* jobsView() const { return m_jobsView; }
    void resetLayout();
    /// Only the pane, larger, on the whole screen; Escape or the same action ends it.
    void setPresenting(bool presenting);
    bool isPresenting() const { return m_presenting; }
    void openPalette(const QString& text = {});
    /// Asks where something would be lost with the project that is open; false: stay.
    bool mayLeaveProject();
    void applyTheme(const QString& choice); ///< "system", "light", "dark"

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void buildCentre();
    void buildDocks();
    void buildActions();
    void buildMenus();
    void buildDropTarget();
    void connectWorkbench();
    void fillRecentMenu();
    void fillPalette();
    void retranslate();
    void updateTitle();
    void updateUndoTexts();
    void updateMachineStatus();
    void updateInspector();
    void showNotice(const Notice& notice);
    void restoreLayout();

    Workbench& m_workbench;
    Dialogs m_dialogs;
    TopBar* m_topBar = nullptr;
    widgets::Rail* m_rail = nullptr;
    QStackedWidget* m_stack = nullptr;
    widgets::InspectorPanel* m_inspector = nullptr;
    QDockWidget* m_inspectorDock = nullptr;
    QDockWidget* m_jobsDock = nullptr;
    JobsView* m_jobsView = nullptr;
    OpenJobs* m_openJobs = nullptr;
    widgets::JobTray* m_tray = nullptr;
    widgets::CommandPalette* m_palette = nullptr;
    Commands* m_commands = nullptr;
    QHash<QString, Pane*> m_panes;
    QHash<QString, QAction*> m_actions;
    QList<QMenu*> m_menus;
    QMenu* m_recentMenu = nullptr;
    QMenu* m_languageMenu = nullptr;
    bool m_inspectorWanted = true;
    bool m_presenting = false;
    bool m_wasFullScreen = false;
    QShortcut* m_endPresenting = nullptr;
    QWidget* m_railLine = nullptr;
};

} // namespace headroom::app
