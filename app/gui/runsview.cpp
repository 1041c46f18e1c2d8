// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/runsview.h"

#include "app/gui/workbench.h"
#include "app/models/runinspection.h"

#include <QHeaderView>

#include <algorithm>

namespace headroom::app {

RunsView::RunsView(Workbench& workbench, QWidget* parent) : TableView(parent), m_workbench(workbench)
{
    setObjectName(QStringLiteral("runsTable"));
    setSelectionMode(SingleSelection);
    setModel(&m_model);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    horizontalHeader()->setStretchLastSection(true);
    connect(&workbench.project(), &Project::opened, this, &RunsView::read);
    connect(&workbench.project(), &Project::runsChanged, this, &RunsView::refresh);
    connect(this, &TableView::rowSelected, this, [this] {
        if (const store::RunRow* run = selected(); run && isVisible())
            m_workbench.inspect(
                [run = *run, metrics = m_workbench.project().metrics(run->id)] { return inspectRun(run, metrics); });
    });
    read();
}

/// The view goes before its model.
RunsView::~RunsView()
{
    setModel(nullptr);
}

/// Of each job that ended with an earlier window, the newest run.
std::set<store::Id> RunsView::interrupted(const std::vector<store::RunRow>& runs) const
{
    std::set<store::Id> ids;
    for (const JobInfo& job : m_workbench.jobs().jobs()) {
        const auto isOf = [&](const store::RunRow& run) {
            return run.kind == job.spec.kind && run.spec.is_object()
                && run.spec.value("parameters", Json()) == job.spec.parameters;
        };
        if (!job.isInterrupted)
            continue;
        if (const auto run = std::ranges::find_if(runs, isOf); run != runs.end() && run->state != store::RunState::Done)
            ids.insert(run->id);
    }
    return ids;
}

/// All of them, of another project.
void RunsView::read()
{
    std::vector<store::RunRow> runs = m_workbench.project().runs();
    const std::set<store::Id> ended = interrupted(runs);
    m_model.setRuns(std::move(runs), ended);
}

void RunsView::refresh()
{
    m_model.update(m_workbench.project().runs(m_model.since()));
    m_model.setInterrupted(interrupted(m_model.runs()));
}

const store::RunRow* RunsView::selected() const
{
    const int row = currentIndex().row();
    return row >= 0 && row < m_model.rowCount() ? &m_model.runs()[std::size_t(row)] : nullptr;
}

bool RunsView::canRunAgain() const
{
    const store::RunRow* run = selected();
    return run && (run->state == store::RunState::Failed || run->state == store::RunState::Cancelled)
        && job::specFromJson(run->spec);
}

void RunsView::runAgain()
{
    if (!canRunAgain())
        return;
    const store::RunRow run = *selected();
    m_workbench.submit(run.kind, job::specFromJson(run.spec)->parameters, [run] { return titleOf(run); });
}

QString RunsView::command() const
{
    const store::RunRow* run = selected();
    return run ? runCommand(*run) : QString();
}

void RunsView::retranslate()
{
    setAccessibleName(tr("Runs of the project"));
    setEmptyState({}, tr("No runs yet"),
                  tr("What is quantized, evaluated or measured in this project is listed here."));
    m_model.retranslate();
}

} // namespace headroom::app
