// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/evaluate/evaluatesetup.h"

#include "app/models/parameterlimits.h"
#include "app/panes/evaluate/evaluatesession.h"
#include "widgets/table/tableview.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSignalBlocker>

namespace headroom::app {

namespace {

widgets::Label* caption(QWidget* parent)
{
    return new widgets::Label({}, widgets::TextSize::Caption, widgets::TextWeight::Regular, widgets::Role::Muted,
                              parent);
}

} // namespace

EvaluateSetup::EvaluateSetup(EvaluateSession& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_candidates(new widgets::TableView(this))
    , m_add(new QPushButton(this))
    , m_baseline(new widgets::FilePicker({}, widgets::FilePicker::Mode::Open, this))
    , m_text(new widgets::FilePicker({}, widgets::FilePicker::Mode::Open, this))
    , m_contextCaption(caption(this))
    , m_context(new QSpinBox(this))
    , m_windowsCaption(caption(this))
    , m_windows(new QSpinBox(this))
    , m_compare(new QPushButton(this))
    , m_obstacle(caption(this))
{
    m_candidates->setObjectName(QStringLiteral("candidates"));
    m_candidates->setModel(&session.candidates());
    m_candidates->setMinimumHeight(150);
    m_candidates->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_candidates->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_candidates->setTextElideMode(Qt::ElideMiddle); // variants of a name differ at its end
    m_candidates->setOptionalColumns({CandidatesModel::BitsPerWeight});
    m_add->setObjectName(QStringLiteral("addCandidate"));
    m_baseline->setObjectName(QStringLiteral("baselineFile"));
    m_text->setObjectName(QStringLiteral("textFile"));
    m_context->setObjectName(QStringLiteral("context"));
    limit(*m_context, parameterOfJob("compare", "context"));
    m_context->setSingleStep(64);
    m_windows->setObjectName(QStringLiteral("maxWindows"));
    limit(*m_windows, parameterOfJob("compare", "max_windows"));
    m_compare->setObjectName(QStringLiteral("compare"));
    m_compare->setProperty("primary", true);
    m_obstacle->setWordWrap(true);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(24);
    row->addWidget(m_candidates, 5);
    row->addLayout(buildInputs(), 4);
    connectAll();
}

QLayout* EvaluateSetup::buildInputs()
{
    auto* numbers = new QGridLayout;
    numbers->setHorizontalSpacing(12);
    numbers->setVerticalSpacing(4);
    numbers->addWidget(m_contextCaption, 0, 0);
    numbers->addWidget(m_windowsCaption, 0, 1);
    numbers->addWidget(m_context, 1, 0);
    numbers->addWidget(m_windows, 1, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addWidget(m_compare);
    buttons->addWidget(m_add);
    buttons->addStretch(1);
    auto* column = new QVBoxLayout;
    column->setSpacing(8);
    column->addWidget(m_baseline);
    column->addWidget(m_text);
    column->addLayout(numbers);
    column->addLayout(buttons);
    column->addWidget(m_obstacle);
    column->addStretch(1);
    return column;
}

void EvaluateSetup::connectAll()
{
    connect(m_add, &QPushButton::clicked, this, &EvaluateSetup::addFileRequested);
    connect(m_compare, &QPushButton::clicked, &m_session, &EvaluateSession::start);
    connect(m_baseline, &widgets::FilePicker::pathChanged, &m_session, &EvaluateSession::setBaseline);
    connect(m_text, &widgets::FilePicker::pathChanged, &m_session, &EvaluateSession::setText);
    connect(m_context, &QSpinBox::valueChanged, &m_session, &EvaluateSession::setContext);
    connect(m_windows, &QSpinBox::valueChanged, &m_session, &EvaluateSession::setMaxWindows);
}

void EvaluateSetup::update()
{
    if (m_baseline->path() != m_session.baseline())
        m_baseline->setPath(m_session.baseline());
    if (m_text->path() != m_session.text())
        m_text->setPath(m_session.text());
    const QSignalBlocker contextBlocker(m_context);
    const QSignalBlocker windowsBlocker(m_windows);
    m_context->setValue(m_session.context());
    m_windows->setValue(m_session.maxWindows());
    const QString obstacle = m_session.obstacle();
    m_compare->setEnabled(obstacle.isEmpty());
    m_compare->setToolTip(obstacle);
    m_obstacle->setText(obstacle.isEmpty() ? m_session.remark() : obstacle);
}

void EvaluateSetup::retranslate()
{
    m_baseline->setCaption(tr("Baseline"));
    m_baseline->setAccessibleName(tr("Baseline model file"));
    m_baseline->setFilter(tr("Models (*.gguf)"));
    m_text->setCaption(tr("Text", "input of an evaluation"));
    m_text->setAccessibleName(tr("Text file to evaluate over"));
    m_text->setFilter(tr("Text (*.txt *.md *.raw);;All files (*)"));
    m_text->setPlaceholder(tr("plain text the models have not been trained on"));
    m_contextCaption->setText(tr("Window, tokens"));
    m_context->setAccessibleName(tr("Window length in tokens"));
    m_context->setToolTip(tr("The text is cut into windows of this length; the second half of each is scored."));
    m_windowsCaption->setText(tr("Windows at most"));
    m_windows->setAccessibleName(m_windowsCaption->text());
    m_windows->setSpecialValueText(tr("all", "windows"));
    m_compare->setText(tr("Compare", "button"));
    m_compare->setAccessibleName(tr("Compare the checked candidates with the baseline"));
    m_add->setText(tr("Add file"));
    m_add->setAccessibleName(tr("Add a model file to the candidates"));
    m_candidates->setAccessibleName(tr("Candidates"));
    m_candidates->setEmptyState(QStringLiteral("quantize"), tr("No candidates yet"),
                                tr("Presets that were made in this project appear here."));
    m_session.candidates().retranslate();
    update();
}

} // namespace headroom::app
