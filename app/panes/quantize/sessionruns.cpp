// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What may be started, starting it, and taking interrupted runs up again.
#include "app/models/commandline.h"
#include "app/panes/quantize/quantizesession.h"
#include "app/text/display.h"
#include "core/base/json.h"

#include <QDir>
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

QString QuantizeSession::folderPlace() const
{
    const auto place = nearestExisting(std::filesystem::path(m_folder.toStdU16String()));
    return QString::fromStdU16String(place.u16string());
}

QString QuantizeSession::folderObstacle() const
{
    const QString place = folderPlace();
    const QFileInfo info(place);
    if (!info.isDir())
        return tr("%1 is a file: choose another output folder.").arg(place);
    if (!info.isWritable())
        return tr("Nothing may be written into %1: choose another output folder.").arg(place);
    return {};
}

void QuantizeSession::watchFolder()
{
    if (const QStringList before = m_folderWatch.directories(); !before.isEmpty())
        m_folderWatch.removePaths(before);
    m_folderState = folderState();
    m_folderWatch.addPath(folderPlace());
}

QString QuantizeSession::folderState() const
{
    return folderPlace() + folderObstacle();
}

/// It is there by the time that the first run wants to write.
bool QuantizeSession::makeFolder()
{
    if (QDir().mkpath(m_folder))
        return true;
    m_workbench.notify({tr("The output folder %1 cannot be made.").arg(m_folder),
                        tr("Choose another one."),
                        widgets::Glyph::Fail,
                        {}});
    return false;
}

QString QuantizeSession::obstacle() const
{
    if (!m_isPlanned)
        return tr("Sizes are being read.");
    if (const QString folder = folderObstacle(); !folder.isEmpty())
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
        parameters.update({{"overrides", overrides(row.preset)}, {"replace", m_replace}});
    addCalibration(parameters);
    if (isGrouped(row.preset) && m_calibration.groupSize > 0)
        parameters["group_size"] = m_calibration.groupSize;
    if (isOwn(row.preset))
        parameters["preset_definition"] = quant::toJson(*definition(row.preset));
    return parameters;
}

void QuantizeSession::submit(const PresetRow& row)
{
    const QString model = text::fromUtf8(m_workbench.project().model().name);
    m_workbench.submit("quantize", parametersOf(row), [model, preset = row.preset] {
        return tr("%1 of %2", "job: preset of model").arg(preset, model);
    });
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
        for (const JobInfo& job : m_workbench.jobs().jobs())
            if (isMine(job) && presetOf(job) == row.preset && job.isOver())
                last = job.id;
        if (m_workbench.jobs().again(last) == 0)
            submit(row);
    }
}

} // namespace headroom::app
