// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/session.h"

#include "app/gui/commands.h"
#include "app/gui/languages.h"
#include "app/project/recent.h"

#include <QApplication>
#include <QFileInfo>
#include <QTimer>

namespace headroom::app {

namespace {
constexpr int kSettleMs = 1500; // detection, model headers and charts are done by then
}

void identify()
{
    QApplication::setOrganizationName(QStringLiteral("Headroom"));
    QApplication::setApplicationName(QStringLiteral("Headroom"));
    QApplication::setApplicationVersion(QStringLiteral(HEADROOM_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.headroom.Headroom"));
    settings::takeOver();
}

Session::Session() : m_workbench(m_project, m_jobs), m_window(std::make_unique<MainWindow>(m_workbench)) { }

Session::~Session()
{
    m_window.reset(); // before what it shows
}

void Session::openFirst(const Options& options)
{
    const bool isProject = pathKind(options.file) == PathKind::Project;
    const QStringList recent = settings::value(Setting::ReopenLast).toBool() ? RecentProjects().paths() : QStringList();
    const QString last = isProject ? options.file : recent.value(0);
    const bool moved = !last.isEmpty() && !QFileInfo::exists(last);
    const QString path = moved ? QString() : last;
    const Status opened = path.isEmpty() ? m_project.openUnnamed() : m_project.open(path);
    if (!opened) {
        m_workbench.notify(opened.error());
        if (const Status fallback = m_project.openUnnamed(); !fallback)
            m_workbench.notify(fallback.error());
    } else if (!path.isEmpty() && !Project::isUnnamed(path)) {
        RecentProjects().add(path);
    }
    if (moved)
        sayMoved(last);
    if (!options.file.isEmpty() && opened)
        showGiven(isProject);
    if (!options.file.isEmpty() && !isProject)
        m_workbench.openModel(options.file);
}

/// What was asked for is what is seen, wherever the last window was left.
void Session::showGiven(bool isProject)
{
    const QString shown = m_window->currentPane();
    if (isProject && shown == QLatin1String("welcome"))
        m_window->showPane(QStringLiteral("capacity"));
    if (!isProject && (shown == QLatin1String("welcome") || shown == QLatin1String("hardware")))
        m_window->showPane(QStringLiteral("quantize"));
}

/// An empty project must not look like the one of last time.
void Session::sayMoved(const QString& path)
{
    m_workbench.showPane(QStringLiteral("welcome"));
    m_workbench.notify({tr("The project %1 is not in %2 any more; this is an empty one.")
                            .arg(QFileInfo(path).completeBaseName(), QFileInfo(path).absolutePath()),
                        tr("Locate it in the list of projects, or remove it there."), widgets::Glyph::Tight,
                        QStringLiteral("help.start")});
}

int Session::run(const Options& options)
{
    languages::set(options.language.isEmpty() ? settings::value(Setting::Language).toString() : options.language);
    if (!options.theme.isEmpty())
        m_window->applyTheme(options.theme);
    openFirst(options);
    if (!options.pane.isEmpty())
        m_window->showPane(options.pane);
    m_window->show();
    m_workbench.detectMachine();
    bool saved = true;
    if (!options.screenshot.isEmpty())
        QTimer::singleShot(kSettleMs, m_window.get(), [this, &options, &saved] {
            saved = m_window->grab().save(options.screenshot);
            m_window->close();
        });
    const int status = QApplication::exec();
    return saved ? status : 1;
}

} // namespace headroom::app
