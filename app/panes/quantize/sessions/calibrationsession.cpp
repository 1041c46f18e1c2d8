// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/sessions/calibrationsession.h"

#include "app/jobs/later.h"
#include "app/models/jsonvalue.h"
#include "app/models/runsmodel.h"
#include "app/project/keys.h"
#include "app/text/display.h"
#include "core/base/json.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace headroom::app {

namespace {

constexpr std::uint32_t kLongestContext = 512;

/// Beside the artifacts, under a name that is free.
QString outputFor(const QString& folder, const QString& source)
{
    const QString stem = QDir(folder).filePath(QFileInfo(source).completeBaseName() + QStringLiteral("-calibration"));
    QString path = stem + QStringLiteral(".gguf");
    for (int n = 2; QFileInfo::exists(path); ++n)
        path = stem + QStringLiteral("-%1.gguf").arg(n);
    return path;
}

CalibrationChoice choiceFrom(const Json& kept)
{
    CalibrationChoice choice;
    choice.path = text::fromUtf8(textIn(kept, "path"));
    if (const std::string method = textIn(kept, "method"); quant::findMethod(method))
        choice.method = text::fromUtf8(method);
    const double size = numberIn(kept, "group_size");
    if (std::ranges::find(quant::kGroupSizes, size) != quant::kGroupSizes.end())
        choice.groupSize = int(size);
    return choice;
}

} // namespace

CalibrationSession::CalibrationSession(Workbench& workbench, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_jobs(workbench.jobs(), "calibrate", [this] {
        return JobFollower::Parameters{{"model", m_source.toStdString()}};
    })
{
    connect(&m_jobs, &JobFollower::stateChanged, this, &CalibrationSession::onJob);
}

void CalibrationSession::read(const QString& source)
{
    m_source = source;
    m_choice = choiceFrom(m_workbench.project().settingOf(source, keys::kCalibrations));
    m_read.clear(); // it may cover another model otherwise
    readFacts();
}

quant::Method CalibrationSession::method() const
{
    return quant::findMethod(m_choice.method.toStdString()).value_or(quant::Method::Rtn);
}

void CalibrationSession::choose(const CalibrationChoice& choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    m_workbench.project().setSettingOf(m_source, keys::kCalibrations,
                                       {{"path", choice.path.toStdString()},
                                        {"method", choice.method.toStdString()},
                                        {"group_size", choice.groupSize}});
    readFacts();
    emit chosen();
}

void CalibrationSession::addTo(Json& parameters) const
{
    parameters["method"] = quant::methodName(method());
    if (!m_choice.path.isEmpty())
        parameters[needsCalibration() ? "calibration" : "imatrix"] = m_choice.path.toStdString();
}

void CalibrationSession::addTo(PlanWishes& wishes) const
{
    wishes.method.method = method();
    (needsCalibration() ? wishes.method.calibration : wishes.imatrix)
        = std::filesystem::path(m_choice.path.toStdU16String());
    wishes.groupSize = static_cast<std::uint64_t>(m_choice.groupSize);
}

void CalibrationSession::readFacts()
{
    const QString path = m_choice.path;
    if (path == m_read && !path.isEmpty())
        return;
    m_read = path;
    m_facts.reset();
    const quint64 ticket = ++m_ticket;
    emit stateChanged();
    if (path.isEmpty())
        return;
    const auto read = [path = path.toStdU16String(), model = m_workbench.project().model()] {
        return calibrationFacts(std::filesystem::path(path), model);
    };
    later(this, read, [this, ticket](const Result<CalibrationFacts>& facts) {
        if (ticket != m_ticket)
            return;
        m_facts = facts;
        emit stateChanged();
    });
}

void CalibrationSession::calibrate(const QString& text, const QString& folder)
{
    if (text.isEmpty() || isUnderWay())
        return;
    const Project& project = m_workbench.project();
    const std::uint32_t trained = project.model().shape.contextLength;
    const Json parameters{{"model", project.modelPath().toStdString()},
                          {"texts", {text.toStdString()}},
                          {"output", outputFor(folder, m_source).toStdString()},
                          {"context", trained > 0 ? std::min(trained, kLongestContext) : kLongestContext},
                          {"serving_context", project.request().workload.context},
                          {"hessians", needsCalibration()}};
    m_workbench.submit("calibrate", parameters, [model = text::fromUtf8(project.model().name)] {
        return tr("Calibration of %1", "job: model").arg(model);
    });
}

QStringList CalibrationSession::commands() const
{
    store::RunFilter newest = m_jobs.done(1);
    newest.state.reset(); // one that failed is worth repeating, too
    const auto runs = m_workbench.project().runs(newest);
    const QString command = runs.empty() ? QString() : runCommand(runs.front());
    return command.isEmpty() ? QStringList() : QStringList{command};
}

/// What was made is chosen at once.
void CalibrationSession::onJob(const JobInfo& job)
{
    if (const std::string output = textIn(job.result, "output"); job.state == JobState::Done && !output.empty()) {
        CalibrationChoice choice = m_choice;
        choice.path = text::fromUtf8(output);
        choose(choice);
    }
    emit stateChanged();
}

} // namespace headroom::app
