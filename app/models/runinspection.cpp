// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/models/runinspection.h"

#include "app/models/runsmodel.h"
#include "app/text/display.h"
#include "core/base/json.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace headroom::app {

namespace {

struct RunInspection {
    Q_DECLARE_TR_FUNCTIONS(RunInspection)
};

QString valueText(const Json& value)
{
    return value.is_string() ? text::fromUtf8(value.get<std::string>()) : text::fromUtf8(value.dump());
}

/// As the job was told; lists one by one.
QList<widgets::PropertyRow> parameterRows(const store::RunRow& run)
{
    QList<widgets::PropertyRow> rows;
    const Json parameters = run.spec.is_object() ? run.spec.value("parameters", Json()) : Json();
    for (const auto& [key, value] : parameters.items())
        for (const Json& each : value.is_array() ? value : Json::array({value}))
            if (!each.is_structured() && !each.is_null())
                rows.append({text::fromUtf8(key), valueText(each)});
    return rows;
}

/// By what they were measured on.
QList<widgets::InspectorSection> metricSections(const std::vector<store::MetricRow>& metrics)
{
    QList<widgets::InspectorSection> sections;
    for (const store::MetricRow& metric : metrics) {
        const QString subject = QFileInfo(text::fromUtf8(metric.subject)).fileName();
        if (sections.isEmpty() || sections.last().title != subject)
            sections.append({subject});
        sections.last().rows.append(
            {text::fromUtf8(metric.name), text::significant(metric.value, 4), text::fromUtf8(metric.unit)});
    }
    return sections;
}

} // namespace

widgets::InspectorContent inspectRun(const store::RunRow& run, const std::vector<store::MetricRow>& metrics)
{
    widgets::InspectorContent content;
    content.context = RunInspection::tr("Run %1").arg(run.id);
    content.title = titleOf(run);
    content.note = whenOf(run);
    if (const auto seconds = secondsOf(run))
        content.note += QStringLiteral(", ") + text::duration(*seconds);
    if (const auto error = errorOf(run)) {
        const text::Message message = text::message(*error);
        content.sections.append({RunInspection::tr("How it ended"), {}, message.text + u' ' + message.nextStep});
    }
    content.sections.append(metricSections(metrics));
    content.sections.append({RunInspection::tr("Inputs"), parameterRows(run)});
    content.source = RunInspection::tr("As the project keeps it, version %1").arg(text::fromUtf8(run.toolVersion));
    return content;
}

} // namespace headroom::app
