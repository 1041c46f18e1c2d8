// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/runsmodel.h"

#include "app/text/display.h"
#include "core/base/json.h"
#include "widgets/table/roles.h"

#include <QDateTime>
#include <QFileInfo>
#include <QLocale>

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
    return kind == "measure" ? RunsModel::tr("Measure", "kind of a run") : text::fromUtf8(kind);
}

QString stateWord(store::RunState state)
{
    switch (state) {
    case store::RunState::Queued:
        return RunsModel::tr("queued", "state of a run");
    case store::RunState::Running:
        return RunsModel::tr("running", "state of a run");
    case store::RunState::Paused:
        return RunsModel::tr("paused", "state of a run");
    case store::RunState::Done:
        return RunsModel::tr("done", "state of a run");
    case store::RunState::Failed:
        return RunsModel::tr("failed", "state of a run");
    case store::RunState::Cancelled:
        break;
    }
    return RunsModel::tr("cancelled", "state of a run");
}

/// What the run was about: the artifact it made, or the baseline and how many candidates.
QString subjectOf(const store::RunRow& run)
{
    const QString source = parameterOf(run, run.kind == "quantize" ? "destination" : "baseline");
    return QFileInfo(source.isEmpty() ? parameterOf(run, "model") : source).fileName();
}

} // namespace

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

void RunsModel::setRuns(std::vector<store::RunRow> runs)
{
    beginResetModel();
    m_runs = std::move(runs);
    endResetModel();
}

int RunsModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int RunsModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(kColumns);
}

QString RunsModel::display(const store::RunRow& run, int column) const
{
    switch (column) {
    case Started:
        return whenOf(run);
    case Kind:
        return kindWord(run.kind);
    case Subject:
        return subjectOf(run);
    case Seconds:
        return secondsOf(run) ? text::duration(*secondsOf(run)) : text::missing();
    default:
        return stateWord(run.state);
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
    return shown ? QVariant(display(run, column)) : QVariant();
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
    default:
        return tr("State", "column");
    }
}

void RunsModel::retranslate()
{
    emit headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

} // namespace headroom::app
