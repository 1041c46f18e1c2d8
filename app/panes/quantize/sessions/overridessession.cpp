// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/sessions/overridessession.h"

#include "app/gui/workbench.h"
#include "app/project/keys.h"
#include "core/base/json.h"

#include <algorithm>

namespace headroom::app {

OverridesSession::OverridesSession(Workbench& workbench, QObject* parent) : QObject(parent), m_workbench(workbench) { }

void OverridesSession::read(const QString& source)
{
    m_source = source;
    m_all = overridesFromJson(m_workbench.project().settingOf(source, keys::kOverrides));
}

const OverrideTexts& OverridesSession::of(const QString& preset) const
{
    static const OverrideTexts none;
    const auto found = m_all.find(preset.toStdString());
    return found == m_all.end() ? none : found->second;
}

void OverridesSession::set(const QString& preset, const OverrideTexts& texts)
{
    if (texts == of(preset))
        return;
    m_all[preset.toStdString()] = texts;
    m_workbench.project().setSettingOf(m_source, keys::kOverrides, toJson(m_all));
    emit changed(preset);
}

void OverridesSession::setType(const QString& preset, const std::string& tensor, const QString& type)
{
    const std::string pattern = patternFor(tensor);
    if (type.isEmpty())
        return set(preset, without(of(preset), pattern));
    const auto texts = with(of(preset), pattern + "=" + type.toStdString());
    if (!texts)
        return m_workbench.notify(texts.error());
    set(preset, *texts);
}

bool OverridesSession::decides(const QString& preset, const std::string& tensor) const
{
    const auto all = parsed(of(preset));
    return std::any_of(all.begin(), all.end(), [&](const quant::Override& known) { return known.matches(tensor); });
}

} // namespace headroom::app
