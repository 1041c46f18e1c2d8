// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/runsmodel.h"

#include "app/jobs/jobqueue.h"
#include "app/models/commandline.h"
#include "app/text/display.h"
#include "app/text/distinct.h"
#include "core/base/json.h"
#include "core/job/job.h"
#include "widgets/table/roles.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

#include <algorithm>
#include <ranges>

namespace headroom::app {

namespace {

QDateTime timeOf(const std::string& stamp)
{
    return QDateTime::fromString(text::fromUtf8(stamp), Qt::ISODateWithMs);
}

QString kindWord(const std::string& kind)
{
    if (kind == "quantize")
        return RunsModel::tr("Quantize", "kind of a run");
    if (kind == "compare")
        return RunsModel::tr("Compare", "kind of a run");
    if (kind == "perplexity")
        return RunsModel::tr("Perplexity", "kind of a run");
    if (kind == "calibrate")
        return RunsModel::tr("Calibrate", "kind of a run");
    if (kind == "sensitivity")
        return RunsModel::tr("Sensitivity", "kind of a run");
    if (kind == "search")
        return RunsModel::tr("Search", "kind of a run");
    return kind == "measure" ? RunsModel::tr("Measure", "kind of a run") : text::fromUtf8(kind);
}

/// As the same work is called in the list of jobs.
QString stateWord(store::RunState state, bool interrupted)
{
    static_assert(int(store::RunState::Cancelled) == int(JobState::Cancelled));
    JobInfo job;
    job.state = interrupted ? JobState::Cancelled : JobState(int(state));
    job.isInterrupted = interrupted;
    return text::jobState(job);
}

/// What the run was about: the artifact it made, the baseline, or the model.
QString subjectPath(const store::RunRow& run)
{
    const QString source = parameterOf(run, run.kind == "quantize" ? "destination" : "baseline");
    return source.isEmpty() ? parameterOf(run, "model") : source;
}

} // namespace

QString runCommand(const store::RunRow& run)
{
    const auto spec = job::specFromJson(run.spec);
    return spec ? jobCommand(spec->kind, spec->parameters) : QString();
}

QString parameterOf(const store::RunRow& run, const char* key)
{
    const Json* place = &run.spec;
    if (place->is_object() && place->contains("parameters"))
        place = &(*place)["parameters"];
    if (!place->is_object())
        return {};
    const auto found = place->find(key);
    return found != place->end() && found->is_string() ? text::fromUtf8(found->get_ref<const std::string&>())
                                                       : QString();
}

std::optional<double> secondsOf(const store::RunRow& run)
{
    const QDateTime start = timeOf(run.startedAt);
    const QDateTime end = timeOf(run.finishedAt);
    if (!start.isValid() || !end.isValid())
        return std::nullopt;
    return double(start.msecsTo(end)) / 1000.0;
}

QString whenOf(const store::RunRow& run)
{
    const QDateTime start = timeOf(run.startedAt.empty() ? run.createdAt : run.startedAt).toLocalTime();
    if (!start.isValid())
        return {};
    if (start.date() == QDate::currentDate())
        return RunsModel::tr("Today %1", "time of day").arg(QLocale().toString(start.time(), QLocale::ShortFormat));
    return QLocale().toString(start, QLocale::ShortFormat);
}

void RunsModel::setRuns(std::vector<store::RunRow> runs, const std::set<store::Id>& interrupted)
{
    beginResetModel();
    m_interrupted = interrupted;
    m_runs = std::move(runs);
    nameSubjects();
    endResetModel();
}

void RunsModel::nameSubjects()
{
    QStringList paths;
    m_subjects.clear();
    for (const store::RunRow& run : m_runs) {
        paths.append(subjectPath(run));
        m_subjects.append(QFileInfo(paths.last()).fileName());
    }
    m_subjects = text::toldApart(m_subjects, paths);
}

store::RunFilter RunsModel::since() const
{
    store::RunFilter filter{.after = m_runs.empty() ? 0 : m_runs.front().id};
    for (const store::RunRow& run : m_runs)
        if (run.state < store::RunState::Done)
            filter.also.push_back(run.id);
    return filter;
}

void RunsModel::update(const std::vector<store::RunRow>& changed)
{
    const store::Id newest = m_runs.empty() ? 0 : m_runs.front().id;
    const auto old = std::ranges::find_if(changed, [&](const store::RunRow& run) { return run.id <= newest; });
    if (old != changed.begin()) {
        beginInsertRows({}, 0, int(old - changed.begin()) - 1);
        m_runs.insert(m_runs.begin(), changed.begin(), old);
        nameSubjects();
        endInsertRows();
    }
    for (const store::RunRow& run : std::ranges::subrange(old, changed.end()))
        if (const auto place = std::ranges::find(m_runs, run.id, &store::RunRow::id); place != m_runs.end())
            *place = run;
}

void RunsModel::setInterrupted(const std::set<store::Id>& interrupted)
{
    m_interrupted = interrupted;
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QString titleOf(const store::RunRow& run)
{
    return QString(kindWord(run.kind) + u' ' + QFileInfo(subjectPath(run)).fileName()).trimmed();
}

std::optional<Error> errorOf(const store::RunRow& run)
{
    const auto text = [&](const char* key) {
        const auto found = run.error.find(key);
        return found != run.error.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    if (run.state != store::RunState::Failed || !run.error.is_object())
        return std::nullopt;
    return Error{errorCodeFromName(text("code")), text("where"), text("detail")};
}

QString RunsModel::display(int row, int column) const
{
    const store::RunRow& run = m_runs[std::size_t(row)];
    switch (column) {
    case Started:
        return whenOf(run);
    case Kind:
        return kindWord(run.kind);
    case Subject:
        return m_subjects[row];
    case Seconds:
        return secondsOf(run) ? text::duration(*secondsOf(run)) : text::missing();
    case State:
        return stateWord(run.state, m_interrupted.contains(run.id));
    default:
        return errorOf(run) ? text::message(*errorOf(run)).text : QString();
    }
}

QVariant RunsModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const store::RunRow& run = m_runs[std::size_t(index.row())];
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter | (column == Seconds ? Qt::AlignRight : Qt::AlignLeft));
    if (role == widgets::SortRole || role == widgets::ExportRole) {
        if (column == Started)
            return text::fromUtf8(run.startedAt);
        if (column == Seconds && secondsOf(run))
            return role == widgets::SortRole ? QVariant(*secondsOf(run)) : QString::number(*secondsOf(run), 'g', 10);
        if (column == State)
            return text::fromUtf8(store::runStateName(run.state));
    }
    const bool shown = role == Qt::DisplayRole || role == widgets::SortRole || role == widgets::ExportRole;
    if (role == Qt::ToolTipRole && column == Subject)
        return subjectPath(run);
    if (role == Qt::ToolTipRole && column == Message && errorOf(run))
        return text::message(*errorOf(run)).text + u' ' + text::message(*errorOf(run)).nextStep;
    return shown ? QVariant(display(index.row(), column)) : QVariant();
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Started:
        return tr("Started", "column");
    case Kind:
        return tr("Run", "column");
    case Subject:
        return tr("Of", "column: what a run was about");
    case Seconds:
        return tr("Took", "column: duration");
    case State:
        return tr("State", "column");
    default:
        return tr("Message", "column");
    }
}

void RunsModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

} // namespace headroom::app
