// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/sessions/sensitivitysession.h"

#include "app/jobs/later.h"
#include "app/models/commandline.h"
#include "app/models/overrides.h"
#include "app/project/keys.h"
#include "app/text/display.h"
#include "core/base/json.h"
#include "core/quant/folder/scheme.h"
#include "core/quant/preset/preset.h"

#include <QFileInfo>

#include <algorithm>

namespace headroom::app {

namespace {

constexpr std::uint32_t kLongestTrial = 512;

std::vector<SensitivityRow> groupsIn(const std::string& text)
{
    std::vector<SensitivityRow> rows;
    const auto result = parseJson(text, "sensitivity result");
    if (!result || !result->is_object() || !result->contains("groups"))
        return rows;
    for (const Json& group : (*result)["groups"])
        if (auto row = sensitivityFromJson(group))
            rows.push_back(std::move(*row));
    return rows;
}

} // namespace

SensitivitySession::SensitivitySession(Workbench& workbench, QObject* parent)
    : QObject(parent), m_workbench(workbench), m_jobs(workbench.jobs(), "sensitivity", [this] {
        return JobFollower::Parameters{{"preset", m_preset.toStdString()}, {"model", m_source.toStdString()}};
    })
{
    connect(&m_jobs, &JobFollower::event, this, &SensitivitySession::onEvent);
    connect(&m_jobs, &JobFollower::stateChanged, this, &SensitivitySession::onState);
    connect(&workbench.project(), &Project::runsChanged, this, [this] {
        if (!m_jobs.underWay())
            readStored();
    });
}

void SensitivitySession::setPreset(const QString& preset)
{
    const QString source = m_workbench.project().modelPath();
    if (preset == m_preset && source == m_source)
        return;
    m_preset = preset;
    m_source = source;
    m_model.setRows({}); // those of another are no answer while the right ones are being read
    readStored();
}

QString SensitivitySession::text() const
{
    const Json saved = m_workbench.project().setting(keys::kSensitivityText);
    return saved.is_string() ? text::fromUtf8(saved.get<std::string>()) : QString();
}

void SensitivitySession::setText(const QString& path)
{
    m_workbench.project().setSetting(keys::kSensitivityText, path.toStdString());
}

/// The newest finished measurement of this model and preset.
void SensitivitySession::readStored()
{
    const auto runs = m_workbench.project().runs(m_jobs.done(1));
    const auto adopt = [this, ticket = ++m_ticket](std::vector<SensitivityRow> rows) {
        if (ticket != m_ticket)
            return;
        m_model.setRows(std::move(rows));
        emit changed();
    };
    if (runs.empty())
        return adopt({});
    later(
        this, [text = m_workbench.project().resultText(runs.front().id)] { return groupsIn(text); }, adopt);
}

void SensitivitySession::onState(const JobInfo& job)
{
    if (job.state == JobState::Running && job.progress.done == 0) {
        ++m_ticket; // what is being read is of before
        m_model.setRows({});
    }
    emit changed();
}

void SensitivitySession::onEvent(const JobInfo&, const QString& kind, const Json& payload)
{
    if (kind != QLatin1String("group"))
        return;
    if (const auto row = sensitivityFromJson(payload))
        m_model.add(*row);
    emit changed();
}

QString SensitivitySession::obstacle(const QString& text) const
{
    if (m_jobs.underWay())
        return tr("It is being measured: one group after the other.");
    if (m_preset.isEmpty())
        return tr("Select a preset.");
    if (quant::findFolderScheme(m_preset.toStdString()))
        return tr("Sensitivity is measured with presets of files: select one.");
    if (!quant::findPreset(m_preset.toStdString()))
        return tr("Built-in presets can be measured, not those of your own: select one.");
    if (text.isEmpty())
        return tr("Choose a text that the model has not been trained on.");
    if (!QFileInfo(text).isFile())
        return tr("The text file is not there: choose another.");
    return {};
}

Json SensitivitySession::parametersOf(const SensitivitySetup& setup) const
{
    const Project& project = m_workbench.project();
    const std::uint32_t trained = project.model().shape.contextLength;
    return {{"model", project.modelPath().toStdString()},
            {"preset", m_preset.toStdString()},
            {"text", setup.text.toStdString()},
            {"group_by", setup.grouping.toStdString()},
            {"context", trained > 0 ? std::min(trained, kLongestTrial) : kLongestTrial},
            {"max_windows", setup.windows}};
}

QStringList SensitivitySession::commands(const SensitivitySetup& setup) const
{
    return setup.text.isEmpty() ? QStringList() : QStringList{jobCommand("sensitivity", parametersOf(setup))};
}

void SensitivitySession::start(const SensitivitySetup& setup)
{
    if (!obstacle(setup.text).isEmpty())
        return;
    const QString model = text::fromUtf8(m_workbench.project().model().name);
    m_workbench.submit("sensitivity", parametersOf(setup), [preset = m_preset, model] {
        return tr("Sensitivity to %1 of %2", "job: preset, model").arg(preset, model);
    });
}

QString SensitivitySession::patternOf(const SensitivityRow& row)
{
    const std::string exact = patternFor(row.group); // "^…$"
    const std::string inside = exact.substr(1, exact.size() - 2);
    if (row.tensors.size() == 1 && row.tensors.front() == row.group)
        return text::fromUtf8(exact);
    return text::fromUtf8(row.group.starts_with("blk.") ? "^" + inside + "\\." : "\\." + inside + "\\.");
}

} // namespace headroom::app
