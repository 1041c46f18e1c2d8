// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What may be started, starting it, and taking interrupted runs up again.
#include "app/models/commandline.h"
#include "app/models/jsonvalue.h"
#include "app/panes/quantize/sessions/quantizesession.h"
#include "app/text/display.h"
#include "core/base/json.h"

#include <QFileInfo>

#include <algorithm>

namespace headroom::app {

quint64 QuantizeSession::checkedBytes() const
{
    quint64 sum = 0;
    for (const PresetRow& row : m_presets.rows())
        if (row.isChecked)
            sum += row.bytes.value_or(0);
    return sum;
}

quint64 QuantizeSession::neededBytes() const
{
    quint64 beside = 0; // one run at a time
    for (const PresetRow& row : m_presets.rows())
        if (row.isChecked)
            beside = std::max(beside, row.workBytes);
    return checkedBytes() + beside;
}

QStringList QuantizeSession::checkedExisting() const
{
    QStringList names;
    for (const PresetRow& row : m_presets.rows())
        if (row.isChecked && QFileInfo::exists(row.destination))
            names.append(row.preset);
    return names;
}

bool QuantizeSession::makeFolder()
{
    if (m_output.make())
        return true;
    m_workbench.notify({tr("The output folder %1 cannot be made.").arg(m_output.path()),
                        tr("Choose another one."),
                        widgets::Glyph::Fail,
                        {}});
    return false;
}

QString QuantizeSession::obstacle() const
{
    if (!m_isPlanned)
        return tr("Sizes are being read.");
    if (const QString folder = m_output.obstacle(); !folder.isEmpty())
        return folder;
    if (m_presets.checked().isEmpty())
        return tr("Check at least one preset.");
    if (neededBytes() > m_freeBytes)
        return tr("%1 are needed, %2 are free: choose another folder or fewer presets.")
            .arg(text::fileSize(double(neededBytes())), text::fileSize(double(m_freeBytes)));
    const QStringList existing = checkedExisting();
    for (const QString& preset : existing)
        if (isFolder(preset))
            return tr("%1: the folder exists and is not replaced. Choose another output folder, or uncheck it.")
                .arg(preset);
    if (!existing.isEmpty() && !m_replace)
        return tr("%1: the file exists. Choose another folder, uncheck it, or allow replacing.")
            .arg(existing.join(QStringLiteral(", ")));
    return {};
}

void QuantizeSession::start()
{
    if (!obstacle().isEmpty() || !makeFolder())
        return;
    const std::vector<PresetRow> rows = m_presets.rows(); // a copy: submitting changes states
    for (const PresetRow& row : rows)
        if (row.isChecked)
            submit(row);
    m_presets.setChecked({});
}

QStringList QuantizeSession::commands() const
{
    QStringList lines;
    for (const PresetRow& row : m_presets.rows())
        if (row.isChecked)
            lines.append(jobCommand("quantize", parametersOf(row)));
    return lines;
}

Json QuantizeSession::parametersOf(const PresetRow& row) const
{
    Json parameters{{"source", m_source.toStdString()},
                    {"destination", row.destination.toStdString()},
                    {"preset", row.preset.toStdString()},
                    {"allow_requantize", m_allowRequantize}};
    if (!isFolder(row.preset))
        parameters.update({{"overrides", m_overrides.of(row.preset)}, {"replace", m_replace}});
    m_calibration.addTo(parameters);
    if (const int size = m_calibration.choice().groupSize; isGrouped(row.preset) && size > 0)
        parameters["group_size"] = size;
    if (m_own.isOwn(row.preset))
        parameters["preset_definition"] = quant::toJson(*m_own.definition(row.preset));
    return parameters;
}

void QuantizeSession::submit(const PresetRow& row)
{
    const QString model = text::fromUtf8(m_workbench.project().model().name);
    m_workbench.submit("quantize", parametersOf(row), [model, preset = row.preset] {
        return tr("%1 of %2", "job: preset of model").arg(preset, model);
    });
}

QString QuantizeSession::queueOwn(const quant::Preset& preset)
{
    PresetRow row;
    row.preset = m_own.same(preset, m_source);
    if (row.preset.isEmpty())
        row.preset = m_own.add(preset, m_source);
    const PlanWishes now = wishes();
    row.destination = QString::fromStdString(artifactPath(now.source, now.folder, row.preset.toStdString()).string());
    if (QFileInfo::exists(row.destination) && !m_replace) {
        m_workbench.notify(Error{ErrorCode::Conflict, row.destination.toStdString(), "exists already"});
        return row.preset;
    }
    submit(row);
    return row.preset;
}

QStringList QuantizeSession::interrupted() const
{
    QStringList names;
    for (const PresetRow& row : m_presets.rows())
        if (row.bytes && (row.state == PresetState::Failed || row.state == PresetState::Interrupted))
            names.append(row.preset);
    return names;
}

void QuantizeSession::resume()
{
    if (!makeFolder())
        return;
    const std::vector<PresetRow> rows = m_presets.rows();
    const QStringList names = interrupted();
    for (const PresetRow& row : rows) {
        if (!names.contains(row.preset))
            continue;
        JobId last = 0; // as it was asked for, where this session asked
        for (const JobInfo* job : m_jobs.all())
            if (job->isOver() && textIn(job->spec.parameters, "preset") == row.preset.toStdString())
                last = job->id;
        if (m_workbench.jobs().again(last) == 0)
            submit(row);
    }
}

} // namespace headroom::app
