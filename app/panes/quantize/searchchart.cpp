// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/searchchart.h"

#include "app/panes/quantize/sessions/quantizesession.h"
#include "app/text/display.h"
#include "core/eval/statistics.h"

#include <algorithm>

namespace headroom::app {

namespace {

constexpr std::size_t kDrawn = 512; ///< points of the line

double bitsAt(std::uint64_t bytes, double parameters)
{
    return 8.0 * double(bytes) / parameters;
}

} // namespace

SearchChart::SearchChart(QWidget* parent) : widgets::ScatterChart(parent)
{
    setObjectName(QStringLiteral("searchChart"));
    connect(this, &widgets::Chart::referenceMoved, this, [this](int, double bits) { emit budgetDragged(bits); });
}

void SearchChart::show(const SearchFront* front, QuantizeSession& session, double parameters)
{
    setEmptyText(tr("Not searched yet"));
    if (!front || !(parameters > 0)) {
        setCurve({});
        setPoints({}, false);
        return setReferenceLines({});
    }
    if (front->isDivergence())
        setTitle(tr("Mean KLD, nat, log scale"), tr("line and open: predicted; filled: measured"));
    else
        setTitle(tr("Noise to signal, log scale"), tr("predicted from the weights alone; nothing measured"));
    widgets::Axis y{QString(), widgets::AxisScale::Log10};
    y.name = front->isDivergence() ? tr("mean KLD") : tr("noise to signal");
    y.unit = front->isDivergence() ? tr("nat") : QString();
    setAxes({tr("bits per weight")}, y);
    addFront(*front, parameters);
    const QList<widgets::ScatterPoint> points = pointsOf(*front, session, parameters);
    setPoints(points, false);
    QStringList said;
    for (const widgets::ScatterPoint& point : points)
        said.append(tr("%1: %2 bits, %3", "point of a chart")
                        .arg(point.spoken(), text::number(point.x, 2), text::significant(point.y) + u' ' + y.unit));
    setSummary(said.join(QStringLiteral("; ")));
}

void SearchChart::addFront(const SearchFront& front, double parameters)
{
    const auto points = front.points();
    const auto end = std::ranges::upper_bound(points, front.most(), {}, &search::ParetoFront::Point::bytes);
    const auto count = std::size_t(end - points.begin());
    const std::size_t drawn = std::min(count, kDrawn);
    QList<QPointF> curve;
    for (std::size_t i = 0; i < drawn; ++i) {
        const auto& point = points[drawn > 1 ? i * (count - 1) / (drawn - 1) : 0];
        if (point.damage > 0)
            curve.append({bitsAt(point.bytes, parameters), point.damage});
    }
    setCurve(curve);
}

/// Presets whose types were all among the choices, and what was measured.
QList<widgets::ScatterPoint> SearchChart::pointsOf(const SearchFront& front, QuantizeSession& session,
                                                   double parameters) const
{
    QList<widgets::ScatterPoint> points;
    const double limit = bitsAt(front.most(), parameters) * 1.05;
    for (const PresetRow& row : session.presets().rows()) {
        if (row.isFolder)
            continue; // other formats than those that were searched
        const auto predicted = front.predicted(session.tensors(row.preset));
        if (!row.bytes || !predicted || !(*predicted > 0) || row.bitsPerWeight > limit)
            continue;
        const bool named = std::ranges::none_of(front.measured(), [&](const MeasuredMixture& measured) {
            return measured.preset == row.preset.toStdString();
        });
        widgets::ScatterPoint point{row.preset, named ? row.preset : QString(), row.bitsPerWeight, *predicted};
        point.tone = widgets::candidateStyle(row.bitsPerWeight).tone;
        point.marker = widgets::Marker::Ring;
        point.labelYields = true;
        point.name = tr("%1, predicted", "point of a chart").arg(row.preset);
        points.append(point);
    }
    for (const MeasuredMixture& measured : front.measured()) {
        const PresetRow* row = session.presets().find(text::fromUtf8(measured.preset));
        if (!measured.preset.empty() && !row)
            continue;
        const double bits = row ? row->bitsPerWeight : bitsAt(front.found(), parameters);
        const QString name = row ? row->preset : tr("searched", "the mixture");
        widgets::ScatterPoint point{QStringLiteral("measured ") + name, name, bits, measured.meanKld};
        point.low = measured.meanKld - eval::kNormal95 * measured.standardError;
        point.high = measured.meanKld + eval::kNormal95 * measured.standardError;
        point.tone = row ? widgets::candidateStyle(bits).tone : widgets::Tone(widgets::Role::Accent);
        point.marker = widgets::Marker::Circle;
        point.name = tr("%1, measured", "point of a chart").arg(name);
        points.append(point);
    }
    return points;
}

void SearchChart::setBudget(double bits)
{
    setReferenceLines({{Qt::Vertical, bits, {}, widgets::Role::Accent, true, true}});
}

} // namespace headroom::app
