// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/quantize/outlierchart.h"

#include "app/models/tensorgrid.h"
#include "app/text/display.h"

#include <algorithm>

namespace headroom::app {

namespace {
constexpr double kOutlierLine = 8; ///< times the median: calibrationfacts.cpp
}

OutlierChart::OutlierChart(QWidget* parent) : widgets::ScatterChart(parent)
{
    setObjectName(QStringLiteral("outlierChart"));
}

void OutlierChart::show(const CalibrationFacts* facts)
{
    setEmptyText(tr("No calibration chosen"));
    if (!facts) {
        setReferenceLines({});
        return setPoints({}, false);
    }
    setTitle(tr("Largest channels by layer"), tr("input's root mean square ÷ median channel, log; outliers named"));
    std::vector<ChannelMagnitude> channels = facts->largest;
    std::ranges::stable_sort(channels, std::ranges::greater{}, &ChannelMagnitude::overMedian);
    QList<widgets::ScatterPoint> points;
    double layers = 1;
    for (const ChannelMagnitude& channel : channels) {
        const QString kind = text::fromUtf8(placeOf(channel.tensor).kind);
        const QString name = tr("%1 channel %2", "tensor class").arg(kind).arg(channel.channel);
        widgets::ScatterPoint point{text::fromUtf8(channel.tensor) + QStringLiteral("#%1").arg(channel.channel),
                                    channel.isOutlier ? name : QString(), double(channel.layer), channel.overMedian};
        point.tone = channel.isOutlier ? widgets::Role::Bad : widgets::Role::Muted;
        point.marker = channel.isOutlier ? widgets::Marker::Diamond : widgets::Marker::Ring;
        point.labelYields = true;
        point.name = name;
        layers = std::max(layers, point.x);
        points.append(point);
    }
    widgets::Axis x{tr("layer")};
    x.minimum = -0.5;
    x.maximum = layers + 0.5;
    widgets::Axis y{QString(), widgets::AxisScale::Log10};
    y.name = tr("root mean square");
    y.unit = tr("× median channel");
    setAxes(x, y);
    setReferenceLines({{Qt::Horizontal, kOutlierLine, tr("outlier: 8 × median"), widgets::Role::Caution, true}});
    setPoints(points, false);
    setSummary(tr("Outlier channels: %1", "how many").arg(facts->outliers));
}

} // namespace headroom::app
