// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/mainwindow.h"

#include "app/gui/actions.h"
#include "app/gui/commands.h"
#include "app/gui/jobsview.h"
#include "app/gui/languages.h"
#include "app/gui/modelexplorer.h"
#include "app/gui/openjobs.h"
#include "app/gui/pane.h"
#include "app/gui/panes.h"
#include "app/gui/topbar.h"
#include "app/project/recent.h"
#include "app/text/display.h"
#include "widgets/shell/pagearea.h"
#include "widgets/shell/section.h"
#include "widgets/shell/toast.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QFileInfo>
#include <QScreen>
#include <QShortcut>
#include <QStatusBar>

#include <algorithm>

namespace headroom::app {

namespace {

constexpr int kJobsHeight = 176;
constexpr QSizeF kPaneSize{940, 736}; // what a pane needs at text scale 1
constexpr int kRailWidth = 128; // the longest name of a pane in any language

} // namespace

MainWindow::MainWindow(Workbench& workbench, Dialogs dialogs) : m_workbench(workbench), m_dialogs(std::move(dialogs))
{
    widgets::Theme::current().apply(); // before the first widget: style, fonts and colours are ours everywhere
    setObjectName(QStringLiteral("mainWindow"));
    m_commands = new Commands(*this, m_workbench);
    m_palette = new widgets::CommandPalette(this);
    buildCentre();
    buildDocks();
    buildActions();
    buildMenus();
    buildDropTarget();
    connectWorkbench();
    applyTheme(settings::value(Setting::Theme).toString());
    retranslate();
    restoreLayout();
    showPane(settings::value(Setting::Pane).toString());
}

MainWindow::~MainWindow()
{
    // Being destroyed hides the docks, which would ask for actions that are gone.
    for (QDockWidget* dock : {m_inspectorDock, m_jobsDock})
        dock->disconnect(this);
}

void MainWindow::buildCentre()
{
    m_topBar = new TopBar(this);
    setMenuWidget(m_topBar);
    connect(m_topBar, &TopBar::searchRequested, this, &MainWindow::openPalette);

    auto* centre = new QWidget(this);
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_rail = new widgets::Rail(centre);
    m_rail->setObjectName(QStringLiteral("rail"));
    m_rail->setFixedWidth(widgets::Theme::current().px(kRailWidth));
    m_stack = new QStackedWidget(centre);
    row->addWidget(m_rail);
    m_railLine = new widgets::Hairline(Qt::Vertical, centre);
    row->addWidget(m_railLine);
    row->addWidget(m_stack, 1);
    setCentralWidget(centre);
    for (const PaneRow& pane : panes())
        if (pane.inRail)
            m_rail->addPane(QLatin1String(pane.id), paneTitle(pane), QLatin1String(pane.icon));
    connect(m_rail, &widgets::Rail::paneSelected, this, &MainWindow::showPane);

    m_tray = new widgets::JobTray(this);
    m_tray->setObjectName(QStringLiteral("jobTray"));
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setStyleSheet(QStringLiteral("QStatusBar { border: none; }")); // the tray draws its own line
    statusBar()->setContentsMargins(0, 0, 0, 0);
    statusBar()->addWidget(m_tray, 1);
    new TrayBinding(m_workbench.jobs(), m_tray);
    connect(m_tray, &widgets::JobTray::expandedChanged, this, &MainWindow::setJobsVisible);
}

void MainWindow::buildDocks()
{
    m_inspector = new widgets::InspectorPanel(this);
    m_inspector->setObjectName(QStringLiteral("inspector"));
    m_inspectorDock = new QDockWidget(this);
    m_inspectorDock->setObjectName(QStringLiteral("inspectorDock"));
    m_inspectorDock->setWidget(m_inspector);
    m_inspectorDock->setAllowedAreas(Qt::LeftDockWidgetArea | Qt::RightDockWidgetArea);
    addDockWidget(Qt::RightDockWidgetArea, m_inspectorDock);
    connect(m_inspectorDock, &QDockWidget::visibilityChanged, this, [this] {
        if (QAction* toggle = action(QStringLiteral("view.inspector")))
            toggle->setChecked(!m_inspectorDock->isHidden());
    });

    m_jobsView = new JobsView(m_workbench, this);
    m_jobsDock = new QDockWidget(this);
    m_jobsDock->setObjectName(QStringLiteral("jobsDock"));
    m_jobsDock->setWidget(m_jobsView);
    m_jobsDock->setAllowedAreas(Qt::BottomDockWidgetArea | Qt::TopDockWidgetArea);
    addDockWidget(Qt::BottomDockWidgetArea, m_jobsDock);
    m_jobsDock->hide();
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    connect(m_jobsDock, &QDockWidget::visibilityChanged, this, [this] {
        m_tray->setExpanded(!m_jobsDock->isHidden());
        if (QAction* toggle = action(QStringLiteral("view.jobs")))
            toggle->setChecked(!m_jobsDock->isHidden());
    });
}

void MainWindow::buildActions()
{
    for (const ActionRow& row : actionTable()) {
        auto* item = new QAction(this);
        const QString id = QLatin1String(row.id);
        item->setObjectName(id);
        item->setCheckable(row.checkable);
        item->setShortcut(QKeySequence(QLatin1String(row.shortcut)));
        connect(item, &QAction::triggered, this, [this, &row, id] {
            if (row.pane)
                showPane(QLatin1String(row.pane));
            m_workbench.trigger(id);
        });
        m_actions.insert(id, item);
        addAction(item);
    }
    int number = 0;
    for (const PaneRow& pane : panes()) {
        if (!pane.inRail)
            continue;
        const QString id = QLatin1String(pane.id);
        auto* item = new QAction(this);
        item->setShortcut(QKeySequence(QStringLiteral("Ctrl+%1").arg(++number)));
        connect(item, &QAction::triggered, this, [this, id] { showPane(id); });
        m_actions.insert(QLatin1String("view.pane-") + id, item);
        addAction(item);
    }
}

void MainWindow::buildMenus()
{
    for (int i = 0; i < kMenuCount; ++i)
        m_menus.append(m_topBar->menus()->addMenu(QString()));
    for (const PaneRow& pane : panes())
        if (pane.inRail)
            m_menus[int(Menu::View)]->addAction(action(QLatin1String("view.pane-") + QLatin1String(pane.id)));
    m_recentMenu = new QMenu(this);
    m_languageMenu = new QMenu(this);
    for (const ActionRow& row : actionTable()) {
        QMenu* menu = m_menus[int(row.menu)];
        if (row.startsGroup)
            menu->addSeparator();
        menu->addAction(action(QLatin1String(row.id)));
        if (qstrcmp(row.id, "file.open-project") == 0)
            menu->addMenu(m_recentMenu);
        if (qstrcmp(row.id, "view.theme-dark") == 0)
            menu->addMenu(m_languageMenu);
    }
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);

    auto* themes = new QActionGroup(this);
    auto* themeMenu = new QMenu(m_topBar);
    for (const char* id : {"view.theme-system", "view.theme-light", "view.theme-dark"}) {
        themes->addAction(action(QLatin1String(id)));
        themeMenu->addAction(action(QLatin1String(id)));
    }
    m_topBar->themeButton()->setMenu(themeMenu);
    connect(m_topBar->presentButton(), &QToolButton::clicked, action(QStringLiteral("view.present")),
            &QAction::trigger);

    auto* group = new QActionGroup(this);
    for (const LanguageRow& row : languages::table()) {
        QAction* item = m_languageMenu->addAction(QString::fromUtf8(row.name));
        item->setCheckable(true);
        item->setData(QLatin1String(row.locale));
        group->addAction(item);
        connect(item, &QAction::triggered, this, [&row] {
            settings::setValue(Setting::Language, QLatin1String(row.locale));
            languages::set(QLatin1String(row.locale));
        });
    }
}

void MainWindow::buildDropTarget()
{
    auto* target = new widgets::DropTarget(this, [this](const QList<QUrl>& urls) -> widgets::DropAnswer {
        if (urls.size() != 1 || !urls.front().isLocalFile())
            return {false, tr("One file at a time, please")};
        const QString path = urls.front().toLocalFile();
        const QString name = QFileInfo(path).fileName();
        switch (pathKind(path)) {
        case PathKind::Model:
            return {true, tr("Open %1 as the model").arg(name)};
        case PathKind::Project:
            return {true, tr("Open the project %1").arg(name)};
        case PathKind::Nothing:
            break;
        }
        return {false, tr("%1 is neither a model (GGUF, safetensors) nor a Headroom project").arg(name)};
    });
    connect(target, &widgets::DropTarget::dropped, this,
            [this](const QList<QUrl>& urls) { m_commands->openPath(urls.constFirst().toLocalFile()); });
}

void MainWindow::connectWorkbench()
{
    Project& project = m_workbench.project();
    m_openJobs = new OpenJobs(m_workbench, this);
    m_workbench.setFileDialog([this](const FileQuestion& question) { return m_dialogs.file(this, question); });
    connect(&m_workbench, &Workbench::actionRequested, m_commands, &Commands::run);
    connect(&m_workbench, &Workbench::paneRequested, this, &MainWindow::showPane);
    connect(&m_workbench, &Workbench::inspectionChanged, this, &MainWindow::updateInspector);
    connect(&m_workbench, &Workbench::noticed, this, &MainWindow::showNotice);
    connect(&m_workbench, &Workbench::pathRequested, m_commands, &Commands::openPath);
    connect(&m_workbench, &Workbench::locationRequested, m_commands, &Commands::locateProject);
    connect(&project, &Project::opened, this, &MainWindow::updateTitle);
    connect(&project, &Project::placeChanged, this, &MainWindow::updateTitle);
    connect(&project, &Project::opened, this, [this] {
        if (Pane* shown = m_panes.value(currentPane())) // and what is selected in it, into the Inspector
            shown->invalidate();
    });
    connect(&project, &Project::machineChanged, this, &MainWindow::updateMachineStatus);
    connect(&project.undoStack(), &QUndoStack::indexChanged, this, &MainWindow::updateUndoTexts);
}

Pane* MainWindow::pane(const QString& id)
{
    if (Pane* known = m_panes.value(id))
        return known;
    const PaneRow* row = findPane(id);
    if (!row)
        return nullptr;
    Pane* made = row->create(m_workbench);
    m_panes.insert(id, made);
    m_stack->addWidget(new widgets::PageArea(made));
    return made;
}

QString MainWindow::currentPane() const
{
    const auto* area = qobject_cast<widgets::PageArea*>(m_stack->currentWidget());
    const auto* shown = area ? qobject_cast<Pane*>(area->widget()) : nullptr;
    return shown ? shown->id() : QString();
}

void MainWindow::showPane(const QString& id)
{
    const QString known = findPane(id) ? id : QStringLiteral("welcome");
    Pane* shown = pane(known);
    m_stack->setCurrentWidget(shown->parentWidget()->parentWidget()); // its area, around the viewport
    if (findPane(known)->inRail)
        m_rail->setCurrentPane(known);
    else
        m_rail->setCurrentRow(-1);
    m_inspectorDock->setVisible(m_inspectorWanted && !m_presenting && findPane(known)->hasInspector);
    settings::setValue(Setting::Pane, known);
    shown->activate();
    shown->inspectSelection();
}

void MainWindow::setInspectorVisible(bool visible)
{
    m_inspectorWanted = visible;
    m_inspectorDock->setVisible(visible);
}

void MainWindow::setPresenting(bool presenting)
{
    if (presenting == m_presenting)
        return;
    m_presenting = presenting;
    if (!m_endPresenting) {
        m_endPresenting = new QShortcut(Qt::Key_Escape, this);
        connect(m_endPresenting, &QShortcut::activated, this, [this] { setPresenting(false); });
    }
    m_endPresenting->setEnabled(presenting);
    action(QStringLiteral("view.present"))->setChecked(presenting);
    m_topBar->setVisible(!presenting);
    m_rail->setVisible(!presenting);
    m_railLine->setVisible(!presenting);
    statusBar()->setVisible(!presenting);
    m_jobsDock->hide();
    const PaneRow* row = findPane(currentPane());
    m_inspectorDock->setVisible(!presenting && m_inspectorWanted && row && row->hasInspector);
    if (presenting)
        m_wasFullScreen = isFullScreen();
    setWindowState(presenting || m_wasFullScreen ? windowState() | Qt::WindowFullScreen
                                                 : windowState() & ~Qt::WindowFullScreen);
    // As large as a pane still fits whole.
    const QSizeF room = screen() ? screen()->availableGeometry().size() : size();
    const double scale = std::min(room.width() / kPaneSize.width(), room.height() / kPaneSize.height());
    widgets::Theme::current().setTextScale(presenting ? std::clamp(scale, 1.15, 2.0) : 1);
    const QString keys = tr("Escape ends the presentation, Ctrl+1 to Ctrl+4 change the pane.");
    if (presenting)
        m_workbench.notify({keys, {}, {}, {}});
    else
        widgets::Toast::retract(this, keys);
}

void MainWindow::setJobsVisible(bool visible)
{
    m_jobsDock->setVisible(visible);
    if (visible)
        resizeDocks({m_jobsDock}, {widgets::Theme::current().px(kJobsHeight)}, Qt::Vertical);
}

void MainWindow::updateInspector()
{
    m_inspector->setContent(m_workbench.inspected());
    const ModelFacts* facts = m_workbench.inspectedFile();
    const model::Description* model = m_workbench.inspectsVocabulary() ? nullptr : &m_workbench.project().model();
    m_inspector->setExtra(facts ? new ModelExplorer(*facts, model) : nullptr);
}

void MainWindow::showNotice(const Notice& notice)
{
    const QString text = notice.nextStep.isEmpty() ? notice.text : notice.text + QLatin1Char(' ') + notice.nextStep;
    QString actionText;
    std::function<void()> run;
    if (QAction* item = action(notice.actionId)) {
        actionText = plainText(item->text());
        run = [item] { item->trigger(); };
    }
    // Long enough to read: a second, and one for every fifteen characters.
    const int milliseconds = 4000 + int(text.size()) * 65;
    widgets::Toast::show(this, notice.glyph, text, actionText, run, milliseconds);
}

} // namespace headroom::app
