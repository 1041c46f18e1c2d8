// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/sessions/ownpresetsession.h"

#include "app/project/keys.h"
#include "app/project/project.h"
#include "app/text/display.h"
#include "core/base/json.h"

#include <algorithm>

namespace headroom::app {

OwnPresetSession::OwnPresetSession(Project& project, QObject* parent) : QObject(parent), m_project(project) { }

void OwnPresetSession::read()
{
    m_own = ownPresetsFromJson(m_project.setting(keys::kOwnPresets));
}

void OwnPresetSession::write()
{
    m_project.setSetting(keys::kOwnPresets, toJson(m_own));
    emit changed();
}

std::vector<quant::Preset> OwnPresetSession::of(const QString& source) const
{
    std::vector<quant::Preset> found;
    for (const OwnPreset& own : m_own)
        if (own.source.empty() || own.source == source.toStdString())
            found.push_back(own.preset);
    return found;
}

const quant::Preset* OwnPresetSession::definition(const QString& preset) const
{
    const auto own = std::ranges::find(m_own, preset.toStdString(), [](const OwnPreset& p) { return p.preset.name; });
    return own != m_own.end() ? &own->preset : quant::findPreset(preset.toStdString());
}

bool OwnPresetSession::isOwn(const QString& preset) const
{
    return std::ranges::any_of(m_own, [&](const OwnPreset& own) { return own.preset.name == preset.toStdString(); });
}

QString OwnPresetSession::add(quant::Preset preset, const QString& source)
{
    preset.name = freeName(preset.name, m_own);
    const QString name = text::fromUtf8(preset.name);
    m_own.insert(m_own.begin(), {std::move(preset), source.toStdString()});
    write();
    return name;
}

QString OwnPresetSession::same(const quant::Preset& preset, const QString& source) const
{
    const auto found = std::ranges::find_if(m_own, [&](const OwnPreset& own) {
        return own.source == source.toStdString() && own.preset.name.starts_with(preset.name)
            && quant::toJson(own.preset)["overrides"] == quant::toJson(preset)["overrides"];
    });
    return found == m_own.end() ? QString() : text::fromUtf8(found->preset.name);
}

void OwnPresetSession::remove(const QString& preset)
{
    std::erase_if(m_own, [&](const OwnPreset& own) { return own.preset.name == preset.toStdString(); });
    write();
}

} // namespace headroom::app
