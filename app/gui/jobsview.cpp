// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/jobsview.h"

#include "app/gui/runsview.h"
#include "app/gui/workbench.h"
#include "app/models/commandline.h"
#include "app/text/display.h"
#include "app/text/remarks.h"
#include "widgets/input/segmented.h"
#include "widgets/theme/theme.h"

#include <QBoxLayout>
#include <QEvent>
#include <QHeaderView>
#include <QStackedWidget>

namespace headroom::app {

namespace {
const QString kJobs = QStringLiteral("jobs"), kRuns = QStringLiteral("runs");
}

JobsView::JobsView(Workbench& workbench, QWidget* parent)
    : QWidget(parent)
    , m_jobs(workbench.jobs())
    , m_model(new JobsModel(m_jobs, this))
    , m_table(new widgets::TableView(this))
    , m_runs(new RunsView(workbench, this))
    , m_pages(new QStackedWidget(this))
    , m_choice(new widgets::Segmented({}, this))
    , m_cancel(new QPushButton(this))
    , m_again(new QPushButton(this))
    , m_copy(new QPushButton(this))
    , m_clear(new QPushButton(this))
{
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setObjectName(QStringLiteral("jobsTable"));
    m_again->setObjectName(QStringLiteral("runJobAgain"));
    m_copy->setObjectName(QStringLiteral("copyJobCommand"));
    m_choice->setObjectName(QStringLiteral("jobsOrRuns"));
    m_choice->setOptions({{kJobs, {}}, {kRuns, {}}});
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_runs);
    auto* buttons = new QVBoxLayout;
    buttons->addWidget(m_choice);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_again);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_clear);
    buttons->addStretch();
    auto* layout = new QHBoxLayout(this);
    const int margin = widgets::Theme::current().px(8);
    layout->setContentsMargins(2 * margin, margin, 2 * margin, margin);
    layout->setSpacing(2 * margin);
    layout->addWidget(m_pages, 1);
    layout->addLayout(buttons);
    connectAll(workbench.project());
    connect(m_copy, &QPushButton::clicked, this, [this, &workbench] { workbench.copyCommands({command()}); });
    retranslate();
    updateButtons();
}

void JobsView::connectAll(const Project& project)
{
    connect(m_cancel, &QPushButton::clicked, this,
            [this] { m_jobs.cancel(m_model->jobAt(m_table->currentIndex().row())); });
    connect(m_again, &QPushButton::clicked, this, &JobsView::runAgain);
    connect(m_choice, &widgets::Segmented::currentChanged, this, [this](const QString& id) {
        m_pages->setCurrentIndex(id == kRuns ? 1 : 0);
        updateButtons();
    });
    connect(m_runs, &widgets::TableView::rowSelected, this, &JobsView::updateButtons);
    connect(&project, &Project::runsChanged, this, &JobsView::updateButtons);
    connect(m_clear, &QPushButton::clicked, this, &JobsView::clearFinished);
    connect(m_table, &widgets::TableView::rowSelected, this, &JobsView::updateButtons);
    connect(m_model, &QAbstractItemModel::modelReset, this, &JobsView::updateButtons);
    connect(&m_jobs, &JobQueue::stateChanged, this, &JobsView::updateButtons);
}

/// Only what can be done with the selected job.
void JobsView::updateButtons()
{
    const bool runs = m_pages->currentWidget() == m_runs;
    const JobInfo* job = runs ? nullptr : m_jobs.find(m_model->jobAt(m_table->currentIndex().row()));
    m_cancel->setEnabled(job && !job->isOver());
    m_again->setEnabled(runs ? m_runs->canRunAgain()
                             : job && (job->state == JobState::Failed || job->state == JobState::Cancelled));
    m_copy->setEnabled(!command().isEmpty());
    m_clear->setEnabled(!runs);
}

QString JobsView::command() const
{
    if (m_pages->currentWidget() == m_runs)
        return m_runs->command();
    const JobInfo* job = m_jobs.find(m_model->jobAt(m_table->currentIndex().row()));
    return job ? jobCommand(job->spec.kind, job->spec.parameters) : QString();
}

void JobsView::runAgain()
{
    if (m_pages->currentWidget() == m_runs) {
        m_runs->runAgain();
        m_choice->setCurrent(kJobs); // where it can be watched
        m_pages->setCurrentWidget(m_table);
    } else {
        m_jobs.again(m_model->jobAt(m_table->currentIndex().row()));
    }
    updateButtons();
}

void JobsView::clearFinished()
{
    m_model->clearFinished();
}

void JobsView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void JobsView::retranslate()
{
    m_choice->button(kJobs)->setText(tr("This session", "jobs of it"));
    m_choice->button(kRuns)->setText(tr("All runs", "of the project"));
    m_choice->setAccessibleName(tr("Jobs of this session or all runs of the project"));
    m_runs->retranslate();
    m_cancel->setText(tr("Cancel job"));
    m_again->setText(tr("Run again"));
    m_again->setToolTip(tr("What the job had finished is used again where it can be."));
    m_copy->setText(tr("Copy as command"));
    m_clear->setText(tr("Clear finished"));
    m_table->setAccessibleName(tr("Jobs"));
    m_table->setEmptyState({}, tr("No jobs yet"),
                           tr("Quantizing, evaluating and measuring run here, one after the other."));
    m_model->retranslate();
}

TrayBinding::TrayBinding(JobQueue& jobs, widgets::JobTray* tray) : QObject(tray), m_jobs(jobs), m_tray(tray)
{
    connect(&m_jobs, &JobQueue::submitted, this, &TrayBinding::show);
    connect(&m_jobs, &JobQueue::stateChanged, this, &TrayBinding::show);
    connect(&m_jobs, &JobQueue::progressed, this, &TrayBinding::show);
    connect(&m_jobs, &JobQueue::finished, this, &TrayBinding::show);
    const auto current = [this] { return m_jobs.running() ? m_jobs.running()->id : JobId(0); };
    connect(m_tray, &widgets::JobTray::pauseRequested, this, [this, current] { m_jobs.pause(current()); });
    connect(m_tray, &widgets::JobTray::resumeRequested, this, [this, current] { m_jobs.resume(current()); });
    connect(m_tray, &widgets::JobTray::cancelRequested, this, [this, current] {
        m_cancelling = current();
        m_jobs.cancel(m_cancelling);
        show();
    });
    m_tray->installEventFilter(this);
    show();
}

bool TrayBinding::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::LanguageChange)
        show();
    return QObject::eventFilter(watched, event);
}

QString TrayBinding::nextText() const
{
    QStringList names;
    for (const JobInfo& job : m_jobs.jobs())
        if (job.state == JobState::Queued)
            names.append(job.title);
    return names.isEmpty() ? QString() : tr("then %1").arg(names.join(QStringLiteral(", ")));
}

void TrayBinding::show()
{
    const JobInfo* job = m_jobs.running();
    if (!job) {
        const auto over = std::ranges::count_if(m_jobs.jobs(), &JobInfo::isOver);
        return m_tray->setIdle(over ? tr("none running") : tr("none yet"));
    }
    const Progress& progress = job->progress;
    const bool inBytes = progress.totalBytes > 0;
    widgets::JobStatus status;
    status.title = job->title;
    status.item = text::remark(progress.item);
    status.done = qint64(progress.done);
    status.total = qint64(progress.total);
    if (inBytes)
        status.fraction = double(progress.bytes) / double(progress.totalBytes);
    else if (progress.total > 0)
        status.fraction = double(progress.done) / double(progress.total);
    status.rate = job->rate ? text::rate(*job->rate, inBytes) : QString();
    status.remaining = job->remaining ? text::remaining(*job->remaining) : QString();
    status.paused = job->state == JobState::Paused;
    status.cancelling = m_cancelling == job->id;
    status.next = nextText();
    m_tray->setJob(status, m_jobs.waiting() + 1);
}

} // namespace headroom::app
