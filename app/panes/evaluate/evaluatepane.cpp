// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/evaluate/evaluatepane.h"

#include "app/panes/evaluate/candidateinspection.h"
#include "app/panes/evaluate/comparisoncharts.h"
#include "app/panes/evaluate/evaluateheadline.h"
#include "app/panes/evaluate/evaluatesetup.h"
#include "app/text/display.h"
#include "widgets/input/captionedcombo.h"
#include "widgets/shell/section.h"
#include "widgets/shell/verdictheader.h"
#include "widgets/table/tableview.h"

#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>

namespace headroom::app {

namespace {

constexpr int kLiveIntervalMs = 100;

} // namespace

EvaluatePane::EvaluatePane(Workbench& workbench, QWidget* parent)
    : Pane(QStringLiteral("evaluate"), workbench, parent), m_session(workbench)
{
    build();
    connectSession();
}

/// The views go before the models that they show.
EvaluatePane::~EvaluatePane()
{
    qDeleteAll(findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
}

void EvaluatePane::build()
{
    auto* scroll = new QScrollArea(this);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* content = new QWidget(scroll);
    content->setObjectName(QStringLiteral("evaluateContent"));
    content->setProperty("surface", QStringLiteral("panel"));
    scroll->setWidget(content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);

    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(16, 14, 16, 16);
    layout->setSpacing(12);
    m_header = new widgets::VerdictHeader(content);
    layout->addWidget(m_header);
    m_pages = new QStackedWidget(content);
    m_pages->addWidget(buildResult());
    m_pages->addWidget(buildSetup());
    layout->addWidget(m_pages, 1);
}

QWidget* EvaluatePane::buildSetup()
{
    m_setupPage = new QWidget(this);
    m_setupTitle = new widgets::Section({}, {}, m_setupPage);
    m_back = new QPushButton(m_setupPage);
    m_back->setObjectName(QStringLiteral("backToResult"));
    m_setup = new EvaluateSetup(m_session, m_setupPage);
    auto* title = new QHBoxLayout;
    title->setSpacing(12);
    title->addWidget(m_setupTitle, 1);
    title->addWidget(m_back);
    auto* layout = new QVBoxLayout(m_setupPage);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(title);
    layout->addWidget(m_setup, 1);
    connect(m_back, &QPushButton::clicked, this, [this] { showSetup(false); });
    return m_setupPage;
}

/// Without a result there is nothing else to show.
void EvaluatePane::showSetup(bool setup)
{
    const bool known = m_session.comparison().result() != nullptr;
    const bool focused = m_pages->isAncestorOf(focusWidget());
    m_back->setVisible(known);
    m_pages->setCurrentWidget(setup || !known ? m_setupPage : m_result);
    if (focused && m_pages->currentWidget() == m_result) // it would go to whatever comes next in the window
        m_scores->setFocus();
    updateHeader();
}

QWidget* EvaluatePane::buildResult()
{
    m_result = new QWidget(this);
    m_charts = new ComparisonCharts(m_session.comparison(), m_result);
    m_scoreTitle = new widgets::Section({}, {}, m_result);
    m_storedRuns = new widgets::CaptionedCombo({}, m_result);
    m_storedRuns->setObjectName(QStringLiteral("storedComparisons"));
    m_scores = new widgets::TableView(m_result);
    m_scores->setObjectName(QStringLiteral("scoreboard"));
    m_scores->setModel(&m_session.comparison());
    m_scores->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                              | QAbstractItemView::AnyKeyPressed);
    m_scores->setFitRows(true);
    m_scores->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_scores->horizontalHeader()->setSectionResizeMode(ComparisonModel::Name, QHeaderView::Stretch);
    m_scores->setTextElideMode(Qt::ElideMiddle); // variants of a name differ at its end
    m_again = new QPushButton(m_result);
    m_again->setObjectName(QStringLiteral("compareAgain"));
    connect(m_again, &QPushButton::clicked, this, [this] {
        showSetup(true);
        m_setup->textPicker()->setFocus();
    });
    auto* title = new QHBoxLayout;
    title->setSpacing(12);
    title->addWidget(m_scoreTitle, 1);
    title->addWidget(m_storedRuns);
    title->addWidget(m_again);
    auto* layout = new QVBoxLayout(m_result);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_charts, 1);
    layout->addLayout(title);
    layout->addWidget(m_scores);
    layout->addStretch();
    return m_result;
}

void EvaluatePane::connectSession()
{
    m_liveTimer.setSingleShot(true);
    m_liveTimer.setInterval(kLiveIntervalMs);
    connect(&m_liveTimer, &QTimer::timeout, this, [this] {
        updateHeader();
        m_setup->update();
    });
    connect(&m_session, &EvaluateSession::changed, this, [this] {
        if (isVisible() && !m_liveTimer.isActive())
            m_liveTimer.start();
    });
    connect(&m_session, &EvaluateSession::resultChanged, this, &EvaluatePane::invalidate);
    connect(m_setup, &EvaluateSetup::addFileRequested, this, &EvaluatePane::addFile);
    connect(m_charts, &ComparisonCharts::rowSelected, this, &EvaluatePane::select);
    connect(m_scores, &widgets::TableView::rowSelected, this, [this](int row) {
        if (row >= 0 && !m_session.comparison().isBudget(row))
            select(row);
    });
    connect(m_storedRuns, &widgets::CaptionedCombo::currentChanged, this,
            [this](const QVariant& run) { m_session.showRun(run.toLongLong()); });
}

/// Of what is on the screen: the result, or the comparison that is set up.
QStringList EvaluatePane::commands() const
{
    return m_pages->currentWidget() == m_result ? m_session.shownCommands() : m_session.commands();
}

void EvaluatePane::activate()
{
    if (m_pages->currentWidget() == m_result)
        m_scores->setFocus();
    else
        m_setup->textPicker()->setFocus();
}

void EvaluatePane::refresh()
{
    updateStored();
    showResult();
    updateHeader();
    m_setup->update();
}

void EvaluatePane::updateStored()
{
    QList<widgets::ComboItem> items;
    for (const StoredComparison& stored : m_session.stored())
        items.append({stored.label, {}, qlonglong(stored.run), 0});
    const QSignalBlocker blocker(m_storedRuns);
    m_storedRuns->setItems(items);
    m_storedRuns->setCurrentData(qlonglong(m_session.shownRun()));
    m_storedRuns->setVisible(items.size() > 1);
}

void EvaluatePane::showResult()
{
    const ComparisonModel& comparison = m_session.comparison();
    const eval::CompareResult* result = comparison.result();
    const QString selected = m_selected; // a table that comes into view with the focus selects its first row
    showSetup(m_session.runningJob() != nullptr);
    if (!result)
        return;
    const QString floor = text::significant(result->noiseFloorMeanKld, 2);
    m_scoreTitle->setHint(tr("%1, %2 tokens in %3; brackets are 95 % intervals; noise floor %4", "text, …, windows")
                              .arg(m_session.textName(), text::integer(double(result->tokensScored)),
                                   text::windows(result->windows, result->context),
                                   result->noiseFloorWindows > 0
                                       ? tr("%1 nat (n = %2)", "noise floor, windows that it was measured on")
                                             .arg(floor, text::integer(double(result->noiseFloorWindows)))
                                       : tr("%1 nat").arg(floor)));
    m_scores->setOptionalColumns(comparison.optionalColumns()); // the Inspector has them
    m_charts->rebuild();
    int row = comparison.rowOf(selected);
    if (row < 0)
        row = comparison.smallestPassingRow().value_or(1);
    select(row);
}

void EvaluatePane::select(int row)
{
    const ComparisonModel& comparison = m_session.comparison();
    if (row < 0 || !comparison.result() || comparison.isBudget(row))
        return;
    m_selected = comparison.pathAt(row);
    m_charts->select(row);
    if (m_scores->currentIndex().row() != row) {
        const QSignalBlocker blocker(m_scores);
        m_scores->selectRow(row);
    }
    if (isVisible())
        inspectSelection();
}

void EvaluatePane::inspectSelection()
{
    const ComparisonModel& comparison = m_session.comparison();
    workbench().inspect(
        inspectCandidate(comparison, comparison.rowOf(m_selected), m_session.measuredWhen(), m_session.textName()));
}

void EvaluatePane::updateHeader()
{
    if (m_session.runningJob()) {
        const QString sentence = m_session.windowsTotal() > 0
            ? tr("Window %1 of %2 is compared; running means stand beside the candidates, the verdict comes at the end")
                  .arg(m_session.windowsDone())
                  .arg(m_session.windowsTotal())
            : tr("The comparison is about to start");
        m_header->setVerdict(widgets::Glyph::None, {}, sentence);
        return;
    }
    if (sayFailed())
        return;
    if (m_session.comparison().result()) {
        const Headline line = comparisonHeadline(m_session.comparison());
        const QString baseline = m_session.comparison().nameAt(0);
        m_header->setVerdict(
            line.glyph, line.word,
            m_pages->currentWidget() == m_result
                ? line.sentence
                : tr("Compared with %1 before: %2", "baseline, sentence").arg(baseline, line.sentence));
        m_header->setNumbers(line.numbers);
        return;
    }
    m_header->setVerdict(widgets::Glyph::None, {},
                         tr("Nothing is compared yet: choose candidates and a text, then press Compare"));
    m_header->setNumbers({});
}

/// The newest comparison of this session went wrong: that comes before older results.
bool EvaluatePane::sayFailed()
{
    if (const JobInfo* job = m_session.interruptedJob()) {
        m_header->setVerdict(
            widgets::Glyph::Stale, tr("Interrupted", "verdict"),
            tr("%1: the window closed before it was compared. Run again is in the list of jobs").arg(job->title));
        return true;
    }
    const Error* error = m_session.lastError();
    if (!error)
        return false;
    const text::Message message = text::message(*error);
    m_header->setVerdict(widgets::Glyph::Fail, tr("Not compared", "verdict"), message.text + u' ' + message.nextStep);
    return true;
}

void EvaluatePane::addFile()
{
    const QString path = workbench().askFile({tr("Add a candidate"), tr("Models (*.gguf)"), {}, Setting::ModelFolder});
    m_session.addFile(path);
}

void EvaluatePane::retranslate()
{
    m_scoreTitle->setTitle(tr("Scoreboard"));
    m_again->setText(tr("New comparison"));
    m_back->setText(tr("Back to the result"));
    m_setupTitle->setTitle(tr("Compare", "section"));
    m_setupTitle->setHint(tr("all models go through the same windows together, whole vocabulary"));
    m_scores->setAccessibleName(tr("Scoreboard with the error budget in its last row"));
    m_storedRuns->combo()->setAccessibleName(tr("Stored comparisons"));
    m_session.comparison().retranslate();
    m_setup->retranslate();
    updateHeader();
    if (m_session.comparison().result())
        showResult();
}

} // namespace headroom::app
