// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/capacity/fitmap.h"

#include "app/text/display.h"
#include "core/base/json.h"

#include <algorithm>

namespace headroom::app {

namespace {

constexpr std::size_t kPoints = 96;
constexpr double kNearRatio = 1.5;

QString dependencies(const plan::PlanRequest& request)
{
    return QString::fromStdString(request.model.source + '|' + request.model.name + '|' + request.preset + '|'
                                  + request.kvType + '|' + std::to_string(request.batch) + '|'
                                  + machine::toJson(request.rig).dump());
}

double bitsOf(const model::Description& model, const std::string& preset)
{
    const quant::Preset* known = quant::findPreset(preset);
    if (!known || model.parameters() == 0)
        return model.bitsPerWeight();
    return 8.0 * double(quant::totalBytes(quant::assign(model, *known))) / double(model.parameters());
}

std::vector<double> doublings(double from, double to)
{
    std::vector<double> ticks;
    for (double tick = from; tick <= to * 1.001; tick *= 2)
        ticks.push_back(tick);
    return ticks;
}

} // namespace

FitMap::FitMap(QWidget* parent) : FrontierMap(parent)
{
    setObjectName(QStringLiteral("fitMap"));
    setSnap(4, true);
}

void FitMap::retranslate()
{
    setTitle(tr("What fits"), tr("drag the cross; the tightest card decides"));
    setSideTexts(tr("fits"), tr("does not fit"), tr("everything on this map fits"));
    setAccessibleName(tr("What fits"));
    m_shownFor.clear();
}

void FitMap::show(const plan::PlanRequest& request, const plan::Plan& plan)
{
    if (const QString now = dependencies(request); now != m_shownFor) {
        m_shownFor = now;
        rebuildFrontiers(request);
    }
    setOver(std::ranges::any_of(plan.devices, [](const plan::DevicePlan& device) { return device.free.value < 0; }));
    setCross(request.workload.context, request.workload.concurrency);
    setSummary(text::verdictSentence(plan, request));
}

void FitMap::addFrontier(QList<widgets::Frontier>& list, plan::PlanRequest request, const QString& id, bool other)
{
    const auto points = plan::frontier(request, std::uint32_t(m_range.maxContext), kPoints);
    if (!points)
        return;
    const QString preset = request.preset.empty() ? tr("as it is") : QString::fromStdString(request.preset);
    widgets::Frontier line;
    line.id = id;
    line.name = line.label = preset + QStringLiteral(" · KV ") + QString::fromStdString(request.kvType);
    line.tone = widgets::Tone::candidate(bitsOf(request.model, request.preset));
    line.width = other ? 1.6 : 2.4;
    bool anything = false;
    for (const plan::FrontierPoint& point : *points) {
        line.x.push_back(point.context);
        line.y.push_back(point.concurrency);
        anything = anything || point.concurrency >= 1;
    }
    if (anything)
        list.append(line);
}

void FitMap::rebuildFrontiers(const plan::PlanRequest& request)
{
    m_range = rangeOf(request);
    QList<widgets::Frontier> list;
    // The usual largest and smallest beside the chosen one: more lines would only cover each other.
    for (const char* preset : {"Q8_0", "Q2_K"}) {
        if (preset == request.preset)
            continue;
        plan::PlanRequest other = request;
        other.preset = preset;
        addFrontier(list, other, QString::fromLatin1(preset), true);
    }
    // The chosen preset with the other usual cache type: dashed.
    plan::PlanRequest otherCache = request;
    const auto isOther
        = [&](const plan::KvType& type) { return type.usual && type.name != std::string_view(request.kvType); };
    if (const auto other = std::ranges::find_if(request.engine->kvTypes, isOther);
        other != request.engine->kvTypes.end())
        otherCache.kvType = other->name;
    const qsizetype before = list.size();
    addFrontier(list, otherCache, QStringLiteral("other-cache"), true);
    if (list.size() > before)
        list.last().dash = {5, 3};
    const QString chosen = QStringLiteral("chosen");
    addFrontier(list, request, chosen, false);

    widgets::Axis x, y;
    x.label = tr("context per request, tokens (log)");
    x.minimum = m_range.minContext;
    x.maximum = m_range.maxContext;
    x.format = [](double value) { return text::tokens(value); };
    x.name = tr("context per request");
    x.unit = tr("tokens");
    x.ticks = doublings(m_range.minContext, m_range.maxContext);
    y.label = tr("concurrent requests (log)");
    y.minimum = 1;
    y.maximum = m_range.maxConcurrency;
    y.format = [](double value) { return text::integer(value); };
    y.name = tr("at most", "before a number of requests");
    y.unit = tr("requests");
    y.ticks = doublings(1, m_range.maxConcurrency);
    // A line that nearly covers the chosen one keeps its tool tip, not its label.
    for (qsizetype i = 0; i + 1 < list.size(); ++i) {
        const std::size_t middle = std::min(list[i].y.size(), list.last().y.size()) / 2;
        const double ratio = list[i].y[middle] / std::max(1e-9, list.last().y[middle]);
        if (ratio > 1 / kNearRatio && ratio < kNearRatio)
            list[i].label.clear();
    }
    setMap(x, y);
    const double trained = request.model.shape.contextLength;
    QList<widgets::ReferenceLine> lines;
    if (trained > 0 && trained < m_range.maxContext)
        lines.append({Qt::Vertical, trained, tr("trained context"), widgets::Role::Caution, true});
    setReferenceLines(lines);
    setFrontiers(list, chosen);
}

} // namespace headroom::app
