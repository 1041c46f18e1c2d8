// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Types that the user sets by hand: kept in the project for each model file and preset.
#include "app/panes/quantize/quantizesession.h"
#include "app/project/keys.h"
#include "core/base/json.h"

#include <algorithm>

namespace headroom::app {

void QuantizeSession::readOverrides()
{
    m_overrides.clear();
    const Json all = m_workbench.project().setting(keys::kOverrides);
    const auto mine = all.is_object() ? all.find(m_source.toStdString()) : all.end();
    if (all.is_object() && mine != all.end())
        m_overrides = overridesFromJson(*mine);
}

const OverrideTexts& QuantizeSession::overrides(const QString& preset) const
{
    static const OverrideTexts none;
    const auto found = m_overrides.find(preset.toStdString());
    return found == m_overrides.end() ? none : found->second;
}

void QuantizeSession::setOverrides(const QString& preset, const OverrideTexts& texts)
{
    if (texts == overrides(preset))
        return;
    m_overrides[preset.toStdString()] = texts;
    Json all = m_workbench.project().setting(keys::kOverrides);
    if (!all.is_object())
        all = Json::object();
    all[m_source.toStdString()] = toJson(m_overrides);
    m_workbench.project().setSetting(keys::kOverrides, all);
    replan(preset);
}

void QuantizeSession::overrideTensor(const QString& preset, const std::string& tensor, const QString& type)
{
    const std::string pattern = patternFor(tensor);
    if (type.isEmpty())
        return setOverrides(preset, without(overrides(preset), pattern));
    const auto texts = with(overrides(preset), pattern + "=" + type.toStdString());
    if (!texts)
        return m_workbench.notify(texts.error());
    setOverrides(preset, *texts);
}

bool QuantizeSession::isOverridden(const QString& preset, const std::string& tensor) const
{
    const auto all = parsed(overrides(preset));
    return std::any_of(all.begin(), all.end(), [&](const quant::Override& known) { return known.matches(tensor); });
}

std::optional<tensor::Type> QuantizeSession::typeWithoutOverride(const QString& preset, const std::string& tensor) const
{
    const auto plan = m_plans.find(preset);
    const quant::Preset* known = definition(preset);
    if (plan == m_plans.end() || !known)
        return std::nullopt;
    quant::AssignOptions options;
    options.overrides = parsed(without(overrides(preset), patternFor(tensor)));
    for (const quant::Assignment& assignment : quant::assign(plan->second.model, *known, options))
        if (assignment.tensor == tensor)
            return assignment.to;
    return std::nullopt;
}

} // namespace headroom::app
