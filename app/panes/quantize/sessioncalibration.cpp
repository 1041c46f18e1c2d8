// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What rounding is weighted by: kept in the project for each model file; presets are planned and run with it.
#include "app/panes/quantize/quantizesession.h"
#include "app/project/keys.h"
#include "app/text/display.h"
#include "core/base/json.h"
#include "core/quant/folder/scheme.h"

#include <algorithm>

namespace headroom::app {

void QuantizeSession::readCalibration()
{
    m_calibration = {};
    const Json all = m_workbench.project().setting(keys::kCalibrations);
    const auto mine = all.is_object() ? all.find(m_source.toStdString()) : all.end();
    if (!all.is_object() || mine == all.end() || !mine->is_object())
        return;
    const auto text = [&](const char* key) {
        const auto found = mine->find(key);
        return found != mine->end() && found->is_string() ? text::fromUtf8(found->get<std::string>()) : QString();
    };
    m_calibration.path = text("path");
    if (quant::findMethod(text("method").toStdString()))
        m_calibration.method = text("method");
    if (const auto size = mine->find("group_size"); size != mine->end() && size->is_number_integer()
        && std::ranges::find(quant::kGroupSizes, size->get<std::uint64_t>()) != quant::kGroupSizes.end())
        m_calibration.groupSize = size->get<int>();
}

void QuantizeSession::setCalibration(const CalibrationChoice& choice)
{
    if (choice == m_calibration)
        return;
    m_calibration = choice;
    Json all = m_workbench.project().setting(keys::kCalibrations);
    if (!all.is_object())
        all = Json::object();
    all[m_source.toStdString()] = {
        {"path", choice.path.toStdString()}, {"method", choice.method.toStdString()}, {"group_size", choice.groupSize}};
    m_workbench.project().setSetting(keys::kCalibrations, all);
    m_tensors.clear(); // measured with other weights
    plan();
}

Remarks QuantizeSession::warnings(const QString& preset) const
{
    const auto found = m_plans.find(preset);
    return found == m_plans.end() ? Remarks() : found->second.warnings;
}

/// The same words for planning and running.
void QuantizeSession::addCalibration(Json& parameters) const
{
    const auto method = quant::findMethod(m_calibration.method.toStdString()).value_or(quant::Method::Rtn);
    parameters["method"] = quant::methodName(method);
    if (!m_calibration.path.isEmpty())
        parameters[quant::needsCalibration(method) ? "calibration" : "imatrix"] = m_calibration.path.toStdString();
}

void QuantizeSession::addCalibration(PlanWishes& wishes) const
{
    const std::filesystem::path path(m_calibration.path.toStdU16String());
    wishes.method.method = quant::findMethod(m_calibration.method.toStdString()).value_or(quant::Method::Rtn);
    if (quant::needsCalibration(wishes.method.method))
        wishes.method.calibration = path;
    else
        wishes.imatrix = path;
    wishes.groupSize = static_cast<std::uint64_t>(m_calibration.groupSize);
}

} // namespace headroom::app
