// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/evaluate/comparisoncharts.h"

#include "app/text/display.h"

#include <QHBoxLayout>

#include <cmath>

namespace headroom::app {

namespace {

constexpr int kLeastChartHeight = 200, kMostHeight = 420;
const QList<qreal> kSecondOfItsBand{5, 3}; ///< candidates of nearly the same size share colour and marker
constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

/// Mean and 95 % band over the position in the window; bins without a standard error have no band.
widgets::Series curve(const std::vector<eval::PositionPoint>& points, double quantile)
{
    widgets::Series series;
    for (const eval::PositionPoint& point : points) {
        if (point.n == 0)
            continue;
        series.x.push_back((double(point.from) + double(point.to) - 1) / 2);
        series.y.push_back(point.mean);
        const double half = quantile * point.standardError;
        series.low.push_back(std::isfinite(half) ? point.mean - half : point.mean);
        series.high.push_back(std::isfinite(half) ? point.mean + half : point.mean);
    }
    return series;
}

} // namespace

ComparisonCharts::ComparisonCharts(const ComparisonModel& comparison, QWidget* parent)
    : QWidget(parent)
    , m_comparison(comparison)
    , m_scatter(new widgets::ScatterChart(this))
    , m_positions(new widgets::LineChart(this))
    , m_agreement(new widgets::IntervalChart(this))
{
    m_scatter->setObjectName(QStringLiteral("sizeAgainstKld"));
    m_positions->setObjectName(QStringLiteral("errorByPosition"));
    m_agreement->setObjectName(QStringLiteral("agreement"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(20);
    setMaximumHeight(kMostHeight);
    row->addWidget(m_scatter, 366);
    row->addWidget(m_positions, 276);
    row->addWidget(m_agreement, 222);
    for (QWidget* chart :
         {static_cast<QWidget*>(m_scatter), static_cast<QWidget*>(m_positions), static_cast<QWidget*>(m_agreement)})
        chart->setMinimumHeight(kLeastChartHeight);
    connect(m_scatter, &widgets::ScatterChart::pointSelected, this,
            [this](const QString& id) { emit rowSelected(m_comparison.rowOf(id)); });
}

void ComparisonCharts::rebuild()
{
    buildScatter();
    buildPositions();
    buildAgreement();
}

void ComparisonCharts::select(int row)
{
    if (row == m_selected)
        return;
    m_selected = row;
    m_scatter->setSelected(m_comparison.candidate(row) ? m_comparison.pathAt(row) : QString());
    if (m_comparison.result())
        buildPositions();
}

/// The number alone.
QString ComparisonCharts::limitOf(const eval::Gate& gate) const
{
    return m_comparison.limitText(gate).section(u' ', 1);
}

/// Nothing where the budget has no such gate. scale: from the metric's unit to the axis'.
QList<widgets::ReferenceLine> ComparisonCharts::gateLine(const char* metric, Qt::Orientation orientation, double scale,
                                                         const QString& unit) const
{
    const eval::Gate* gate = m_comparison.budget().find(metric);
    if (!gate)
        return {};
    return {{orientation, scale * gate->limit, tr("gate %1").arg(limitOf(*gate) + unit), widgets::Role::Good, true}};
}

void ComparisonCharts::buildScatter()
{
    m_scatter->setTitle(tr("Size against mean KLD"), tr("nat, log; ring: smallest that passes"));
    m_scatter->setEmptyText(tr("No comparison yet"));
    const eval::CompareResult* result = m_comparison.result();
    if (!result) {
        m_scatter->setPoints({});
        return;
    }
    const SizeUnit unit = m_comparison.unit();
    const auto best = m_comparison.smallestPassingRow();
    QList<widgets::ScatterPoint> points;
    QStringList said;
    for (int row = 1; row + 1 < m_comparison.rowCount(); ++row) {
        const eval::CandidateResult& candidate = *m_comparison.candidate(row);
        const auto range = m_comparison.intervalOf(row, *eval::findMetric("mean_kld"));
        const widgets::CandidateStyle style = widgets::candidateStyle(candidate.bitsPerWeight);
        widgets::ScatterPoint point;
        point.id = m_comparison.pathAt(row);
        point.label = m_comparison.nameAt(row);
        point.x = double(candidate.fileBytes) / unit.bytes;
        point.y = candidate.value("mean_kld");
        point.low = range ? range->low : kNotANumber;
        point.high = range ? range->high : kNotANumber;
        point.tone = style.tone;
        point.marker = style.marker;

        points.append(point);
        said.append(
            tr("%1: %2 %3, %4 nat", "point of a chart")
                .arg(point.label, unit.format(double(candidate.fileBytes)), unit.name, text::number(point.y, 4)));
    }
    widgets::Axis size{tr("file size, %1").arg(unit.name)}, kld{QString(), widgets::AxisScale::Log10};
    size.name = tr("file size");
    size.unit = unit.name;
    kld.name = tr("mean KLD");
    kld.unit = tr("nat");
    m_scatter->setAxes(size, kld);
    m_scatter->setPoints(points);
    if (const eval::Gate* gate = m_comparison.budget().find("mean_kld"))
        m_scatter->setPassLimit(gate->limit, tr("gate, KLD ≤ %1").arg(limitOf(*gate) + QStringLiteral(" nat")));
    else
        m_scatter->setPassLimit(std::nullopt);
    m_scatter->setRing(best ? m_comparison.pathAt(*best) : QString());
    m_scatter->setBaseline(
        tr("baseline %1 %2, KLD 0", "size with unit").arg(unit.format(double(result->baselineFileBytes)), unit.name),
        double(result->baselineFileBytes) / unit.bytes);
    m_scatter->setSelected(m_comparison.candidate(m_selected) ? m_comparison.pathAt(m_selected) : QString());
    m_scatter->setSummary(said.join(QStringLiteral("; ")));
}

/// The selected one and the smallest that passes; a neighbour when they are the same.
QList<int> ComparisonCharts::chosenRows() const
{
    QList<int> rows;
    if (const auto best = m_comparison.smallestPassingRow())
        rows.append(*best);
    if (m_comparison.candidate(m_selected) && !rows.contains(m_selected))
        rows.append(m_selected);
    for (int row = rows.isEmpty() ? 1 : rows.constFirst() + 1; rows.size() < 2 && m_comparison.candidate(row); ++row)
        if (!rows.contains(row))
            rows.append(row);
    if (rows.size() == 1 && m_comparison.candidate(rows.constFirst() - 1)) // the last one: its larger neighbour
        rows.append(rows.constFirst() - 1);
    return rows;
}

void ComparisonCharts::buildPositions()
{
    m_positions->setTitle(tr("Error against position"), tr("mean KLD, 95 % band"));
    m_positions->setEmptyText(tr("No comparison yet"));
    QList<widgets::Series> lines;
    if (const eval::CompareResult* result = m_comparison.result()) {
        const double quantile = eval::studentT95(result->windows < 2 ? 0 : result->windows - 1);
        widgets::Marker drawn = widgets::Marker::None;
        for (const int row : chosenRows()) {
            const eval::CandidateResult& candidate = *m_comparison.candidate(row);
            const widgets::CandidateStyle style = widgets::candidateStyle(candidate.bitsPerWeight);
            widgets::Series line = curve(candidate.kldByPosition, quantile);
            line.name = m_comparison.nameAt(row);
            line.tone = style.tone;
            line.dash = style.dash;
            if (drawn == style.marker)
                line.dash = kSecondOfItsBand;
            drawn = style.marker;
            line.width = row == m_selected ? 2.2 : style.width;
            lines.append(line);
        }
        widgets::Series baseline;
        baseline.name = m_comparison.nameAt(0);
        baseline.endLabel = tr("baseline", "at the end of a line");
        baseline.width = 2.2;
        if (!lines.isEmpty() && !lines.front().x.empty()) {
            baseline.x = {lines.front().x.front(), lines.front().x.back()};
            baseline.y = {0, 0};
        }
        lines.append(baseline);
    }
    widgets::Axis x{tr("context position, tokens")}, y;
    x.name = tr("context position");
    x.unit = tr("tokens");
    x.format = [](double position) { return text::integer(position); };
    y.minimum = 0;
    y.name = tr("mean KLD");
    y.unit = tr("nat");
    m_positions->setAxes(x, y);
    m_positions->setReferenceLines(gateLine("mean_kld", Qt::Horizontal, 1, QStringLiteral(" nat")));
    m_positions->setSeries(lines);
}

void ComparisonCharts::buildAgreement()
{
    const eval::CompareResult* result = m_comparison.result();
    m_agreement->setTitle(tr("Same top token"),
                          result ? tr("n = %1").arg(text::integer(double(result->tokensScored))) : QString());
    m_agreement->setEmptyText(tr("No comparison yet"));
    QStringList names;
    QList<widgets::IntervalSeries> series;
    const int count = result ? m_comparison.rowCount() - 2 : 0;
    for (int row = 1; row <= count; ++row) {
        const eval::CandidateResult& candidate = *m_comparison.candidate(row);
        const widgets::CandidateStyle style = widgets::candidateStyle(candidate.bitsPerWeight);
        names.append(m_comparison.nameAt(row));
        const std::vector<double> nothing(std::size_t(count), kNotANumber);
        widgets::IntervalSeries one{names.back(), style.tone, style.marker, nothing, nothing, nothing};
        const auto range = m_comparison.intervalOf(row, *eval::findMetric("top1_agreement"));
        one.value[std::size_t(row - 1)] = 100 * candidate.value("top1_agreement");
        one.low[std::size_t(row - 1)] = range ? 100 * range->low : kNotANumber;
        one.high[std::size_t(row - 1)] = range ? 100 * range->high : kNotANumber;
        series.append(one);
    }
    widgets::Axis agreement{tr("agreement, %; 95 % intervals")};
    agreement.name = tr("agreement");
    agreement.unit = QStringLiteral("%");
    m_agreement->setAxes(agreement, {});
    m_agreement->setReferenceLines(gateLine("top1_agreement", Qt::Vertical, 100, QStringLiteral(" %")));
    m_agreement->setData(names, series);
}

} // namespace headroom::app
