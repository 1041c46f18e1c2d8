// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/jobsmodel.h"

#include "app/text/display.h"
#include "app/text/remarks.h"
#include "core/base/json.h"
#include "widgets/table/roles.h"
#include "widgets/theme/glyph.h"

namespace headroom::app {

namespace {

double fractionOf(const Progress& progress)
{
    if (progress.totalBytes > 0)
        return double(progress.bytes) / double(progress.totalBytes);
    return progress.total > 0 ? double(progress.done) / double(progress.total) : 0;
}

widgets::Glyph glyphOf(JobState state)
{
    switch (state) {
    case JobState::Done:
        return widgets::Glyph::Pass;
    case JobState::Failed:
        return widgets::Glyph::Fail;
    case JobState::Cancelled:
        return widgets::Glyph::Stale;
    case JobState::Queued:
    case JobState::Running:
    case JobState::Paused:
        return widgets::Glyph::None;
    }
    return widgets::Glyph::None;
}

/// What it makes or is about: titles of two jobs may be the same.
QString outputOfJob(const Json& parameters)
{
    for (const char* key : {"destination", "baseline", "model"})
        if (const auto found = parameters.find(key); found != parameters.end() && found->is_string())
            return text::fromUtf8(found->get<std::string>());
    return {};
}

} // namespace

JobsModel::JobsModel(JobQueue& jobs, QObject* parent)
    : QAbstractTableModel(parent), m_jobs(jobs), m_rows(int(jobs.jobs().size()))
{
    connect(&m_jobs, &JobQueue::submitted, this, [this] {
        beginInsertRows({}, m_rows, m_rows);
        ++m_rows;
        endInsertRows();
    });
    connect(&m_jobs, &JobQueue::progressed, this, &JobsModel::changed);
    connect(&m_jobs, &JobQueue::stateChanged, this, &JobsModel::changed);
}

int JobsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int JobsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

JobId JobsModel::jobAt(int row) const
{
    return row >= 0 && row < m_rows ? m_jobs.jobs()[std::size_t(row)].id : 0;
}

void JobsModel::changed(JobId id)
{
    for (int row = 0; row < m_rows; ++row)
        if (jobAt(row) == id)
            emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

void JobsModel::clearFinished()
{
    beginResetModel();
    m_jobs.clearFinished();
    m_rows = int(m_jobs.jobs().size());
    endResetModel();
}

void JobsModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (m_rows > 0)
        emit dataChanged(index(0, 0), index(m_rows - 1, ColumnCount - 1));
}

QString JobsModel::cell(const JobInfo& job, int column) const
{
    const Progress& progress = job.progress;
    switch (column) {
    case Title:
        return job.title;
    case State:
        return text::jobState(job);
    case Stage:
        return job.state == JobState::Running || job.state == JobState::Paused ? text::remark({progress.stage.row()})
                                                                               : QString();
    case Done:
        if (job.state == JobState::Queued || progress.total == 0)
            return {};
        return tr("%1 of %2").arg(text::integer(double(progress.done)), text::integer(double(progress.total)));
    case Remaining:
        return job.remaining ? text::remaining(*job.remaining) : QString();
    case Message:
        return job.error && job.state == JobState::Failed ? text::message(*job.error).text : QString();
    default:
        return {};
    }
}

QVariant JobsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows)
        return {};
    const JobInfo& job = m_jobs.jobs()[std::size_t(index.row())];
    if (role == Qt::DisplayRole || (role == Qt::ToolTipRole && index.column() == Message))
        return cell(job, index.column());
    if (role == Qt::ToolTipRole && index.column() == Title)
        return outputOfJob(job.spec.parameters);
    if (role == widgets::GlyphRole && index.column() == State)
        return int(glyphOf(job.state));
    if (role == widgets::ProgressRole && index.column() == Done && job.state == JobState::Running)
        return fractionOf(job.progress);
    if (role == Qt::TextAlignmentRole && (index.column() == Done || index.column() == Remaining))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Title:
        return tr("Job");
    case State:
        return tr("State");
    case Stage:
        return tr("Stage");
    case Done:
        return tr("Done");
    case Remaining:
        return tr("Remaining");
    case Message:
        return tr("Message");
    default:
        return {};
    }
}

} // namespace headroom::app
