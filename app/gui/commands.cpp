// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/commands.h"

#include "app/gui/jobsview.h"
#include "app/gui/mainwindow.h"
#include "app/gui/pane.h"
#include "app/gui/sheets.h"
#include "app/project/recent.h"
#include "widgets/shell/inspectorpanel.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileInfo>

namespace headroom::app {

namespace {

const QString kConfig = QStringLiteral("config.json"); ///< which is enough to plan with

/// As Hugging Face has them, or of GGUF shards.
bool holdsWeights(const QDir& folder)
{
    return !folder.entryList({QStringLiteral("*.safetensors"), QStringLiteral("*.gguf")}, QDir::Files).isEmpty();
}

/// A folder, or the file that stands for it, of which only the description is there.
bool isConfigAlone(const QFileInfo& info)
{
    const QDir folder(info.isDir() ? info.absoluteFilePath() : info.absolutePath());
    return (info.isDir() || info.fileName() == kConfig) && folder.exists(kConfig) && !holdsWeights(folder);
}

} // namespace

PathKind pathKind(const QString& path)
{
    const QFileInfo info(path);
    if (info.isDir())
        return holdsWeights(QDir(path)) || isConfigAlone(info) ? PathKind::Model : PathKind::Nothing;
    if (!info.isFile())
        return PathKind::Nothing;
    const QString suffix = info.suffix().toLower();
    if (suffix == QLatin1String("gguf") || suffix == QLatin1String("safetensors")
        || info.fileName().endsWith(QLatin1String(".safetensors.index.json")) || info.fileName() == kConfig)
        return PathKind::Model;
    return suffix == QLatin1String("headroom") ? PathKind::Project : PathKind::Nothing;
}

Commands::Commands(MainWindow& window, Workbench& workbench)
    : QObject(&window), m_window(window), m_workbench(workbench)
{
    addFileCommands();
    addViewCommands();
    addJobCommands();
    addHelpCommands();
}

void Commands::run(const QString& id)
{
    if (const auto found = m_table.constFind(id); found != m_table.cend())
        (*found)();
}

void Commands::openPath(const QString& path)
{
    if (pathKind(path) == PathKind::Project)
        openProject(path);
    else
        openModel(path); // says by itself what is wrong with anything else
}

/// From the start page the way leads on to what can be done with the model, or to why it was not opened; from anywhere
/// with a description alone, which can only be planned with.
void Commands::openModel(const QString& path)
{
    if (isConfigAlone(QFileInfo(path)))
        m_window.showPane(QStringLiteral("capacity"));
    else if (m_window.currentPane() == QLatin1String("welcome"))
        m_window.showPane(QStringLiteral("quantize"));
    m_workbench.openModel(path);
}

void Commands::openProject(const QString& path)
{
    if (!m_window.mayLeaveProject())
        return;
    if (const Status status = m_workbench.project().open(path); !status)
        return m_workbench.notify(status.error());
    if (!Project::isUnnamed(path))
        RecentProjects().add(path);
    showOpened();
}

/// From the start page the way leads on to what the project plans.
void Commands::showOpened()
{
    if (m_window.currentPane() == QLatin1String("welcome"))
        m_window.showPane(QStringLiteral("capacity"));
}

QString Commands::askForProject(const QString& title)
{
    return m_window.dialogs().file(&m_window,
                                   {title, tr("Headroom projects (*.headroom)"), {}, Setting::ProjectFolder});
}

void Commands::locateProject(const QString& path)
{
    const QString found = askForProject(tr("Where is %1 now?").arg(QFileInfo(path).fileName()));
    if (found.isEmpty() || !m_window.mayLeaveProject())
        return;
    if (const Status status = m_workbench.project().open(found); !status)
        return m_workbench.notify(status.error());
    RecentProjects().replace(path, found);
    showOpened();
}

void Commands::newProject()
{
    const QString path = m_window.dialogs().file(&m_window,
                                                 {tr("New project"), tr("Headroom projects (*.headroom)"),
                                                  QStringLiteral("headroom"), Setting::ProjectFolder, true});
    if (path.isEmpty() || !m_window.mayLeaveProject())
        return;
    if (const Status status = m_workbench.project().create(path); !status)
        return m_workbench.notify(status.error());
    RecentProjects().add(path);
    showOpened();
}

/// Every change is written as it happens; what is left to do is to give an unnamed project its name.
void Commands::saveProject()
{
    Project& project = m_workbench.project();
    const QString file = QFileInfo(project.path()).fileName();
    if (project.isMoved())
        m_workbench.notify({tr("%1 is not where it was.").arg(file), tr("Save the project under a name."),
                            widgets::Glyph::Tight, QStringLiteral("file.save-as")});
    else if (project.isReadOnly() && project.takeOver())
        return m_workbench.notify({tr("%1 holds your changes now.").arg(file), {}, widgets::Glyph::Pass, {}});
    if (project.isMoved() || project.isUnnamed() || project.isReadOnly())
        return saveProjectAs();
    m_workbench.notify({tr("%1 holds every change already.").arg(file), {}, widgets::Glyph::Pass, {}});
}

void Commands::saveProjectAs()
{
    if (m_workbench.jobs().running())
        return m_workbench.notify({tr("A job still writes its results into the present file."),
                                   tr("Save under another name when it is done, or cancel it first."),
                                   widgets::Glyph::Tight, QStringLiteral("view.jobs")});
    const QString path = m_window.dialogs().file(&m_window,
                                                 {tr("Save project as"), tr("Headroom projects (*.headroom)"),
                                                  QStringLiteral("headroom"), Setting::ProjectFolder, true});
    if (path.isEmpty())
        return;
    const QString before = m_workbench.project().path();
    if (const Status status = m_workbench.project().saveAs(path); !status)
        return m_workbench.notify(status.error());
    m_workbench.jobs().followProject(before, m_workbench.project().path());
    RecentProjects().add(path);
    m_workbench.notify({tr("Saved as %1.").arg(QFileInfo(path).fileName()), {}, widgets::Glyph::Pass, {}});
}

void Commands::addFileCommands()
{
    m_table[QStringLiteral("file.open-model")] = [this] {
        const QString path = m_window.dialogs().file(
            &m_window, {tr("Open model"), tr("Models (*.gguf *.safetensors config.json)"), {}, Setting::ModelFolder});
        if (!path.isEmpty())
            openModel(path);
    };
    m_table[QStringLiteral("file.new-project")] = [this] { newProject(); };
    m_table[QStringLiteral("file.open-project")] = [this] {
        const QString path = askForProject(tr("Open project"));
        if (!path.isEmpty())
            openProject(path);
    };
    m_table[QStringLiteral("file.reopen")] = [this] { openProject(m_workbench.project().path()); };
    m_table[QStringLiteral("file.save")] = [this] { saveProject(); };
    m_table[QStringLiteral("file.save-as")] = [this] { saveProjectAs(); };
    m_table[QStringLiteral("file.quit")] = [this] { m_window.close(); };
    m_table[QStringLiteral("edit.undo")] = [this] { m_workbench.project().undoStack().undo(); };
    m_table[QStringLiteral("edit.redo")] = [this] { m_workbench.project().undoStack().redo(); };
    m_table[QStringLiteral("edit.copy-inspector")]
        = [this] { QApplication::clipboard()->setText(m_window.inspector()->plainText()); };
    m_table[QStringLiteral("edit.copy-command")] = [this] {
        const Pane* shown = m_window.pane(m_window.currentPane());
        m_workbench.copyCommands(shown ? shown->commands() : QStringList());
    };
}

void Commands::addViewCommands()
{
    m_table[QStringLiteral("view.inspector")]
        = [this] { m_window.setInspectorVisible(m_window.action(QStringLiteral("view.inspector"))->isChecked()); };
    m_table[QStringLiteral("view.model")] = [this] {
        if (!QFileInfo::exists(QString::fromStdString(m_workbench.project().model().source)))
            return m_workbench.notify({tr("No model file is open."), tr("Open one to see what is in it."),
                                       widgets::Glyph::None, QStringLiteral("file.open-model")});
        m_window.setInspectorVisible(true);
        m_workbench.inspectModel();
    };
    m_table[QStringLiteral("view.jobs")]
        = [this] { m_window.setJobsVisible(m_window.action(QStringLiteral("view.jobs"))->isChecked()); };
    for (const char* theme : {"system", "light", "dark"})
        m_table[QLatin1String("view.theme-") + QLatin1String(theme)]
            = [this, theme] { m_window.applyTheme(QLatin1String(theme)); };
    m_table[QStringLiteral("view.present")]
        = [this] { m_window.setPresenting(m_window.action(QStringLiteral("view.present"))->isChecked()); };
    m_table[QStringLiteral("view.full-screen")]
        = [this] { m_window.setWindowState(m_window.windowState() ^ Qt::WindowFullScreen); };
    m_table[QStringLiteral("view.reset-layout")] = [this] { m_window.resetLayout(); };
}

void Commands::addJobCommands()
{
    m_table[QStringLiteral("run.measure")]
        = [this] { m_workbench.submit("measure", Json::object(), [] { return tr("Memory bandwidth"); }); };
    m_table[QStringLiteral("run.pause")] = [this] {
        const JobInfo* job = m_workbench.jobs().running();
        if (job && job->state == JobState::Paused)
            m_workbench.jobs().resume(job->id);
        else if (job)
            m_workbench.jobs().pause(job->id);
    };
    m_table[QStringLiteral("run.cancel")] = [this] {
        if (const JobInfo* job = m_workbench.jobs().running())
            m_workbench.jobs().cancel(job->id);
    };
    m_table[QStringLiteral("run.clear-finished")] = [this] { m_window.jobsView()->clearFinished(); };
}

void Commands::addHelpCommands()
{
    m_table[QStringLiteral("help.palette")] = [this] { m_window.openPalette(); };
    m_table[QStringLiteral("help.shortcuts")] = [this] { makeShortcutSheet(&m_window)->open(); };
    m_table[QStringLiteral("help.start")] = [this] { m_window.showPane(QStringLiteral("welcome")); };
    m_table[QStringLiteral("help.about")] = [this] { makeAboutSheet(&m_window)->open(); };
    m_table[QStringLiteral("help.about-qt")] = [] { QApplication::aboutQt(); };
}

} // namespace headroom::app
