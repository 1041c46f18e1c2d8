// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rest of MainWindow: texts in the current language, and what is kept between two starts.
#include "app/gui/actions.h"
#include "app/gui/commands.h"
#include "app/gui/jobsview.h"
#include "app/gui/languages.h"
#include "app/gui/mainwindow.h"
#include "app/gui/openjobs.h"
#include "app/gui/panes.h"
#include "app/gui/topbar.h"
#include "app/project/recent.h"
#include "app/text/display.h"
#include "app/text/distinct.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QMenu>
#include <QScreen>

namespace headroom::app {

namespace {
constexpr int kLayoutVersion = 1;
constexpr QSize kFirstSize{1280, 800};
constexpr QSize kFrame{2, 32}; // what a window manager puts around it, about
constexpr int kInspectorWidth = 248;
}

void MainWindow::retranslate()
{
    for (const ActionRow& row : actionTable())
        action(QLatin1String(row.id))->setText(actionText(row));
    for (const PaneRow& pane : panes()) {
        if (!pane.inRail)
            continue;
        m_rail->setPaneTitle(QLatin1String(pane.id), paneTitle(pane));
        action(QLatin1String("view.pane-") + QLatin1String(pane.id))->setText(paneTitle(pane));
    }
    for (int i = 0; i < kMenuCount; ++i)
        m_menus[i]->setTitle(menuTitle(Menu(i)));
    m_recentMenu->setTitle(tr("&Recent projects"));
    m_languageMenu->setTitle(tr("Lan&guage"));
    for (QAction* item : m_languageMenu->actions())
        item->setChecked(item->data().toString() == languages::current());
    m_workbench.jobs().retitle();
    m_inspectorDock->setWindowTitle(tr("Inspector"));
    m_jobsDock->setWindowTitle(tr("Jobs"));
    m_rail->setAccessibleName(tr("Panes"));
    m_topBar->retranslate();
    updateUndoTexts();
    updateTitle();
    updateMachineStatus();
    fillPalette();
    m_workbench.inspectAgain();
}

void MainWindow::updateUndoTexts()
{
    const QUndoStack& undo = m_workbench.project().undoStack();
    const auto show = [this](const char* id, const QString& plain, const QString& what, bool possible) {
        QAction* item = action(QLatin1String(id));
        item->setText(what.isEmpty() ? plain : plain + QLatin1Char(' ') + what);
        item->setEnabled(possible);
    };
    show("edit.undo", tr("&Undo"), undo.undoText(), undo.canUndo());
    show("edit.redo", tr("&Redo"), undo.redoText(), undo.canRedo());
}

void MainWindow::updateTitle()
{
    const Project& project = m_workbench.project();
    const QString name = project.isMoved() ? tr("%1 (file gone)", "project").arg(project.name())
        : project.isOverwritten()          ? tr("%1 (overwritten)", "project").arg(project.name())
        : project.isUnnamed()              ? tr("unnamed project")
        : project.isReadOnly()             ? tr("%1 (read-only)", "project").arg(project.name())
                                           : project.name();
    setWindowTitle(QStringLiteral("Headroom — ") + name);
    setWindowFilePath(project.isUnnamed() ? QString() : project.path());
}

void MainWindow::updateMachineStatus()
{
    const machine::Detection* machine = m_workbench.project().machine();
    if (!machine)
        return m_tray->setStatus(tr("Machine not inspected yet"));
    const machine::Rig& rig = machine->rig;
    QStringList parts;
    for (const machine::Gpu& gpu : rig.gpus)
        parts.append(tr("%1, %2 free")
                         .arg(QString::fromStdString(gpu.name),
                              text::gibibytes(double(gpu.budgetBytes()) - double(gpu.usedBytes), 1)));
    if (rig.gpus.empty())
        parts.append(tr("no GPU"));
    parts.append(
        tr("RAM %1 of %2 free")
            .arg(text::number(double(rig.ramFreeBytes) / (1 << 30), 1), text::gibibytes(double(rig.ramBytes), 1)));
    m_tray->setStatus(tr("This machine: %1").arg(parts.join(QStringLiteral(" · "))));
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    const QStringList paths = RecentProjects().paths();
    QStringList names;
    for (const QString& path : paths)
        names.append(QFileInfo(path).completeBaseName());
    names = text::toldApart(names, paths);
    for (qsizetype i = 0; i < paths.size(); ++i) {
        const bool there = QFileInfo::exists(paths[i]);
        QAction* item = m_recentMenu->addAction(there ? names[i] : tr("%1: not found, locate…").arg(names[i]));
        item->setToolTip(paths[i]);
        connect(item, &QAction::triggered, this, [this, there, path = paths[i]] {
            there ? m_workbench.openPath(path) : m_workbench.locateProject(path);
        });
    }
    for (const QString& path : m_workbench.project().otherUnnamed())
        connect(m_recentMenu->addAction(unnamedTitle(path)), &QAction::triggered, this,
                [this, path] { m_workbench.openPath(path); });
    if (m_recentMenu->isEmpty())
        m_recentMenu->addAction(tr("None yet"))->setEnabled(false);
    m_recentMenu->addSeparator();
    connect(m_recentMenu->addAction(tr("&Clear the list")), &QAction::triggered, this,
            [] { RecentProjects().clear(); });
}

void MainWindow::fillPalette()
{
    QList<widgets::Command> commands;
    const auto add = [&](QAction* item, const QString& id, const QString& group) {
        commands.append({id, plainText(item->text()), item->shortcut().toString(QKeySequence::NativeText),
                         [item] { item->trigger(); }, group});
    };
    for (const PaneRow& pane : panes())
        if (pane.inRail) {
            const QString id = QLatin1String("view.pane-") + QLatin1String(pane.id);
            add(action(id), id, tr("Pane"));
        }
    for (const ActionRow& row : actionTable())
        if (qstrcmp(row.id, "help.palette") != 0)
            add(action(QLatin1String(row.id)), QLatin1String(row.id), plainText(menuTitle(row.menu)));
    for (QAction* item : m_languageMenu->actions())
        add(item, QLatin1String("language.") + item->data().toString(), plainText(m_languageMenu->title()));
    m_palette->setCommands(commands);
}

void MainWindow::openPalette(const QString& text)
{
    fillPalette();
    m_palette->popUp(m_topBar->searchField(), text);
}

void MainWindow::applyTheme(const QString& choice)
{
    using Choice = widgets::Theme::Choice;
    const bool light = choice == QLatin1String("light"), dark = choice == QLatin1String("dark");
    settings::setValue(Setting::Theme, light || dark ? choice : QStringLiteral("system"));
    widgets::Theme::current().setChoice(light ? Choice::Light : dark ? Choice::Dark : Choice::System);
    action(light      ? QStringLiteral("view.theme-light")
               : dark ? QStringLiteral("view.theme-dark")
                      : QStringLiteral("view.theme-system"))
        ->setChecked(true);
}

void MainWindow::restoreLayout()
{
    if (!restoreGeometry(settings::value(Setting::Geometry).toByteArray())) {
        const QSize room = screen() ? screen()->availableSize() - kFrame : kFirstSize;
        resize(kFirstSize.boundedTo(room));
    }
    if (!restoreState(settings::value(Setting::Layout).toByteArray(), kLayoutVersion))
        resetLayout();
}

void MainWindow::resetLayout()
{
    m_inspectorDock->setFloating(false);
    m_jobsDock->setFloating(false);
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
    addDockWidget(Qt::BottomDockWidgetArea, m_jobsDock);
    m_jobsDock->hide();
    const PaneRow* row = findPane(currentPane());
    m_inspectorWanted = true;
    m_inspectorDock->setVisible(row && row->hasInspector);
    resizeDocks({m_inspectorDock}, {widgets::Theme::current().px(kInspectorWidth)}, Qt::Horizontal);
}

bool MainWindow::mayLeaveProject()
{
    const Project& project = m_workbench.project();
    if (!project.holdsUnsaved())
        return true;
    const QString file = QFileInfo(project.path()).fileName();
    const Keep keep = project.isMoved()
        ? m_dialogs.keep(this, tr("%1 was moved, renamed or deleted. Save the project under a name?").arg(file),
                         tr("What was done since then may be nowhere but in this window."))
        : project.isOverwritten()
        ? m_dialogs.keep(this, tr("Another program has overwritten %1. Write into it what you changed?").arg(file),
                         tr("Your plan and what you set are nowhere but in this window."))
        : m_dialogs.keep(this, tr("Save what you changed in this window?"),
                         tr("%1 was open in another window first; your changes are not in it.").arg(file));
    if (keep == Keep::Save)
        m_commands->run(QStringLiteral("file.save"));
    return keep == Keep::Discard || (keep == Keep::Save && !project.holdsUnsaved());
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!mayLeaveProject())
        return event->ignore();
    const bool busy = m_workbench.jobs().running() != nullptr;
    if (busy
        && !m_dialogs.confirm(this, tr("A job is running. Stop it and quit?"),
                              tr("What it has finished is kept; nothing half-written stays behind."),
                              tr("Stop and quit")))
        return event->ignore();
    settings::setValue(Setting::Geometry, saveGeometry());
    settings::setValue(Setting::Layout, saveState(kLayoutVersion));
    m_openJobs->leave();
    if (busy)
        m_workbench.jobs().cancelAll();
    event->accept();
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && m_languageMenu)
        retranslate();
}

} // namespace headroom::app
