// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/sessions/quantizesession.h"

#include "app/jobs/later.h"
#include "app/models/jsonvalue.h"
#include "app/models/runsmodel.h"
#include "app/text/display.h"
#include "core/base/json.h"

#include <QFileInfo>
#include <QLocale>
#include <QTime>

#include <algorithm>

namespace headroom::app {

namespace {

std::filesystem::path nativePath(const QString& path)
{
    return std::filesystem::path(path.toStdU16String());
}

QString presetOf(const JobInfo& job)
{
    return text::fromUtf8(textIn(job.spec.parameters, "preset"));
}

PresetState stateOf(JobState state)
{
    switch (state) {
    case JobState::Queued:
        return PresetState::Queued;
    case JobState::Running:
        return PresetState::Running;
    case JobState::Paused:
        return PresetState::Paused;
    case JobState::Done:
        return PresetState::Done;
    case JobState::Failed:
        return PresetState::Failed;
    case JobState::Cancelled:
        break;
    }
    return PresetState::NotRun;
}

/// What a run that is kept left behind, by its preset.
struct Stored {
    QString preset;
    std::string result;
};

std::map<QString, std::vector<TensorRow>> measurementsOf(const std::vector<Stored>& stored)
{
    std::map<QString, std::vector<TensorRow>> measured;
    for (const auto& [preset, text] : stored)
        if (const auto json = parseJson(text, "quantization result"))
            if (auto rows = rowsFromResult(*json))
                measured[preset] = std::move(*rows);
    return measured;
}

double shareOf(const Progress& progress)
{
    if (progress.totalBytes > 0)
        return double(progress.bytes) / double(progress.totalBytes);
    return progress.total > 0 ? double(progress.done) / double(progress.total) : 0.0;
}

} // namespace

QuantizeSession::QuantizeSession(Workbench& workbench, QObject* parent)
    : QObject(parent)
    , m_workbench(workbench)
    , m_output(workbench.project())
    , m_own(workbench.project())
    , m_overrides(workbench)
    , m_calibration(workbench)
    , m_jobs(workbench.jobs(), "quantize", [this] {
        return JobFollower::Parameters{{"source", m_source.toStdString()}};
    })
{
    Project& project = workbench.project();
    connect(&project, &Project::modelChanged, this, &QuantizeSession::onModelChanged);
    connect(&project, &Project::opened, this, &QuantizeSession::onModelChanged);
    connect(&project, &Project::artifactsChanged, this, [this] {
        readStored();
        readJobs();
        emit stateChanged();
    });
    connect(&m_jobs, &JobFollower::event, this, &QuantizeSession::onEvent);
    connect(&m_jobs, &JobFollower::stateChanged, this, &QuantizeSession::onState);
    connect(&m_jobs, &JobFollower::progressed, this, &QuantizeSession::onState);
    connect(&m_output, &OutputFolder::changed, this, &QuantizeSession::plan);
    connect(&m_own, &OwnPresetSession::changed, this, &QuantizeSession::plan);
    connect(&m_overrides, &OverridesSession::changed, this, &QuantizeSession::replan);
    connect(&m_calibration, &CalibrationSession::chosen, this, [this] {
        m_tensors.clear(); // measured with other weights
        plan();
    });
    connect(&m_presets, &PresetsModel::checkedChanged, this, &QuantizeSession::stateChanged);
    onModelChanged();
}

void QuantizeSession::onModelChanged()
{
    m_source = m_workbench.project().modelPath();
    m_allowRequantize = false;
    m_isPlanned = false;
    m_plans.clear();
    m_tensors.clear();
    m_when.clear();
    m_presets.clear();
    m_output.read(m_source);
    m_own.read();
    m_overrides.read(m_source);
    m_calibration.read(m_source);
    plan();
}

void QuantizeSession::setAllowRequantize(bool allow)
{
    m_allowRequantize = allow;
    plan();
}

bool QuantizeSession::isSourceQuantized() const
{
    const auto& tensors = m_workbench.project().model().tensors;
    return std::any_of(tensors.begin(), tensors.end(), [](const model::TensorSpec& spec) {
        return tensor::format(spec.type).blockSize > 1 && spec.elements() > 0;
    });
}

void QuantizeSession::plan()
{
    const quint64 ticket = ++m_ticket;
    ++m_storedTicket; // what is being read may be of weights that were rounded otherwise
    m_output.watch();
    if (m_source.isEmpty()) {
        emit planned();
        return;
    }
    later(
        this, [wishes = wishes()] { return planPresets(wishes); },
        [this, ticket](const std::vector<PresetPlan>& plans) {
            if (ticket == m_ticket)
                adopt(plans, false);
        });
}

/// After the files: each needs the tokenizer's files written aside, to know how large they are.
void QuantizeSession::planFolders()
{
    later(
        this, [wishes = wishes()] { return app::planFolders(wishes); },
        [this, ticket = m_ticket](const std::vector<PresetPlan>& plans) {
            if (ticket == m_ticket)
                adopt(plans, true);
        });
}

void QuantizeSession::replan(const QString& preset)
{
    if (!m_isPlanned)
        return;
    later(
        this, [wishes = wishes(), name = preset.toStdString()] { return planPreset(wishes, name); },
        [this, ticket = m_ticket, overrides = m_overrides.all()](const PresetPlan& plan) {
            if (ticket == m_ticket && overrides == m_overrides.all()) // else a newer plan is under way
                adoptOne(plan);
        });
}

PlanWishes QuantizeSession::wishes() const
{
    PlanWishes wishes{nativePath(m_source), nativePath(m_output.path()), m_allowRequantize, m_overrides.all()};
    wishes.own = m_own.of(m_source);
    m_calibration.addTo(wishes);
    return wishes;
}

void QuantizeSession::adopt(const std::vector<PresetPlan>& plans, bool folders)
{
    m_isPlanned = true;
    folders ? m_presets.setFolders(plans) : m_presets.setPlans(plans);
    for (const PresetPlan& plan : plans)
        keep(plan);
    readStored();
    readJobs();
    emit planned();
    if (!folders)
        planFolders();
}

void QuantizeSession::adoptOne(const PresetPlan& plan)
{
    keep(plan);
    readStored();
    readJobs();
    emit planned();
}

void QuantizeSession::keep(const PresetPlan& plan)
{
    const QString preset = text::fromUtf8(plan.preset);
    m_presets.setPlan(plan, int(m_overrides.of(preset).size()));
    if (!plan.plan) {
        m_plans.erase(preset);
        return;
    }
    m_freeBytes = plan.plan->freeBytes;
    m_plans[preset] = *plan.plan;
    auto& rows = m_tensors[preset];
    const std::vector<TensorRow> before = std::move(rows);
    rows = plan.plan->tensors;
    inherit(rows, before);
}

void QuantizeSession::updateFits()
{
    const plan::PlanRequest& request = m_workbench.project().request();
    m_presets.setLoad(tr("%1 × %2, KV %3", "requests, context, type of the cache")
                          .arg(request.workload.concurrency)
                          .arg(text::tokens(request.workload.context), text::fromUtf8(request.kvType)));
    for (const auto& [preset, plan] : m_plans)
        m_presets.setFit(preset, fitOf(request, plan));
}

void QuantizeSession::readStored()
{
    if (!m_isPlanned || m_source.isEmpty())
        return;
    QStringList seen;
    std::vector<Stored> stored;
    for (const store::RunRow& run : m_workbench.project().runs(m_jobs.done())) { // newest first
        const QString preset = parameterOf(run, "preset");
        const QString method = parameterOf(run, "method");
        if ((method.isEmpty() ? QStringLiteral("rtn") : method) != m_calibration.choice().method)
            continue; // rounded otherwise: another artifact
        // Only the very file that would be made now is done: the preset may have been made into another folder, too.
        const PresetRow* row = m_presets.find(preset);
        const QFileInfo made(parameterOf(run, "destination"));
        if (row && made.exists() && made == QFileInfo(row->destination))
            m_presets.setState(preset, PresetState::Done, 1);
        if (seen.contains(preset))
            continue;
        seen.append(preset);
        m_when[preset] = whenOf(run);
        stored.push_back({preset, m_workbench.project().resultText(run.id)});
    }
    later(
        this, [stored = std::move(stored)] { return measurementsOf(stored); },
        [this, ticket = ++m_storedTicket](const std::map<QString, std::vector<TensorRow>>& read) {
            if (ticket == m_storedTicket)
                for (const auto& [preset, rows] : read)
                    if (const PresetRow* row = m_presets.find(preset); row && row->state != PresetState::Running)
                        replaceMeasurements(preset, rows);
        });
}

void QuantizeSession::readJobs()
{
    for (const JobInfo* job : m_jobs.all())
        if (!job->isOver())
            m_presets.setState(presetOf(*job), stateOf(job->state), shareOf(job->progress));
}

void QuantizeSession::replaceMeasurements(const QString& preset, const std::vector<TensorRow>& rows)
{
    const auto plan = m_plans.find(preset);
    if (plan == m_plans.end())
        return;
    replace(plan->second, m_tensors[preset], rows);
    emit measurementsReplaced(preset);
}

void QuantizeSession::onState(const JobInfo& job)
{
    const QString preset = presetOf(job);
    const PresetRow* row = m_presets.find(preset);
    const bool begins = row && row->state != PresetState::Running && job.state == JobState::Running;
    const bool begun = job.state == JobState::Cancelled && row && isBegun(nativePath(row->destination));
    m_presets.setState(preset, begun ? PresetState::Interrupted : stateOf(job.state), shareOf(job.progress),
                       job.state == JobState::Failed ? job.error : std::nullopt);
    if (job.state == JobState::Done) {
        m_when[preset]
            = tr("Today %1", "time of day").arg(QLocale().toString(QTime::currentTime(), QLocale::ShortFormat));
        if (const auto rows = rowsFromResult(job.result))
            replaceMeasurements(preset, *rows);
    }
    if (begins) {
        if (const auto plan = m_plans.find(preset); plan != m_plans.end())
            replace(plan->second, m_tensors[preset], {});
        emit started(preset);
    }
    emit stateChanged();
}

void QuantizeSession::onEvent(const JobInfo& job, const QString& kind, const Json& data)
{
    if (kind != QLatin1String("tensor"))
        return;
    const auto row = rowFromJson(data);
    if (!row)
        return;
    const QString preset = presetOf(job);
    const auto plan = m_plans.find(preset);
    const int index = plan == m_plans.end() ? -1 : record(plan->second, m_tensors[preset], *row);
    if (index >= 0)
        emit measured(preset, index);
}

const std::vector<TensorRow>& QuantizeSession::tensors(const QString& preset) const
{
    static const std::vector<TensorRow> none;
    const auto found = m_tensors.find(preset);
    return found == m_tensors.end() ? none : found->second;
}

QString QuantizeSession::runningPreset() const
{
    const JobInfo* job = runningJob();
    return job ? presetOf(*job) : QString();
}

std::string QuantizeSession::runningTensor() const
{
    const JobInfo* job = runningJob();
    const auto plan = job ? m_plans.find(presetOf(*job)) : m_plans.end();
    if (plan == m_plans.end())
        return {};
    const auto row = plan->second.parts.find(english(job->progress.item));
    return row == plan->second.parts.end() ? std::string() : plan->second.tensors[row->second].name;
}

Remarks QuantizeSession::warnings(const QString& preset) const
{
    const auto found = m_plans.find(preset);
    return found == m_plans.end() ? Remarks() : found->second.warnings;
}

bool QuantizeSession::isFolder(const QString& preset) const
{
    const PresetRow* row = m_presets.find(preset);
    return row && row->isFolder;
}

bool QuantizeSession::isGrouped(const QString& preset) const
{
    const quant::FolderScheme* scheme = isFolder(preset) ? quant::findFolderScheme(preset.toStdString()) : nullptr;
    return scheme && scheme->grouped;
}

std::optional<tensor::Type> QuantizeSession::typeWithoutOverride(const QString& preset, const std::string& tensor) const
{
    const auto plan = m_plans.find(preset);
    const quant::Preset* known = m_own.definition(preset);
    if (plan == m_plans.end() || !known)
        return std::nullopt;
    quant::AssignOptions options;
    options.overrides = parsed(without(m_overrides.of(preset), patternFor(tensor)));
    for (const quant::Assignment& assignment : quant::assign(plan->second.model, *known, options))
        if (assignment.tensor == tensor)
            return assignment.to;
    return std::nullopt;
}

} // namespace headroom::app
