// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Presets of the user's own: kept in the project, planned and run beside the built-in ones.
#include "app/panes/quantize/quantizesession.h"
#include "app/project/keys.h"
#include "app/text/display.h"
#include "core/base/json.h"

#include <QFileInfo>

#include <algorithm>

namespace headroom::app {

void QuantizeSession::readOwn()
{
    m_own = ownPresetsFromJson(m_workbench.project().setting(keys::kOwnPresets));
}

void QuantizeSession::writeOwn()
{
    m_workbench.project().setSetting(keys::kOwnPresets, toJson(m_own));
    plan();
}

const quant::Preset* QuantizeSession::definition(const QString& preset) const
{
    const auto own = std::ranges::find(m_own, preset.toStdString(), [](const OwnPreset& p) { return p.preset.name; });
    return own != m_own.end() ? &own->preset : quant::findPreset(preset.toStdString());
}

bool QuantizeSession::isOwn(const QString& preset) const
{
    return std::ranges::any_of(m_own, [&](const OwnPreset& own) { return own.preset.name == preset.toStdString(); });
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

QString QuantizeSession::addOwn(quant::Preset preset, bool forThisModel)
{
    preset.name = freeName(preset.name, m_own);
    const QString name = text::fromUtf8(preset.name);
    m_own.insert(m_own.begin(), {std::move(preset), forThisModel ? m_source.toStdString() : std::string()});
    writeOwn();
    return name;
}

void QuantizeSession::removeOwn(const QString& preset)
{
    std::erase_if(m_own, [&](const OwnPreset& own) { return own.preset.name == preset.toStdString(); });
    writeOwn();
}

QString QuantizeSession::queueOwn(const quant::Preset& preset)
{
    const auto same = [&](const OwnPreset& own) {
        return own.source == m_source.toStdString() && own.preset.name.starts_with(preset.name)
            && quant::toJson(own.preset)["overrides"] == quant::toJson(preset)["overrides"];
    };
    const auto known = std::ranges::find_if(m_own, same);
    PresetRow row;
    row.preset = known != m_own.end() ? text::fromUtf8(known->preset.name) : addOwn(preset, true);
    const PlanWishes now = wishes();
    row.destination = QString::fromStdString(artifactPath(now.source, now.folder, row.preset.toStdString()).string());
    if (QFileInfo::exists(row.destination) && !m_replace) {
        m_workbench.notify(Error{ErrorCode::Conflict, row.destination.toStdString(), "exists already"});
        return row.preset;
    }
    submit(row);
    return row.preset;
}

} // namespace headroom::app
