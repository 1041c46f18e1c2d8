// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The scoreboard's words: what its cells, titles and tool tips say.
#include "app/models/comparisonmodel.h"

#include "app/text/display.h"
#include "app/text/metrics.h"
#include "app/text/remarks.h"

#include <algorithm>
#include <cmath>

namespace headroom::app {

namespace {

/// So many that the value is what is shown; at least so many as asked for.
int decimalsOf(double value, int least)
{
    int decimals = least;
    while (decimals < 9
           && std::abs(value - std::round(value * std::pow(10, decimals)) / std::pow(10, decimals)) > 1e-12)
        ++decimals;
    return decimals;
}

} // namespace

QString wordFor(eval::Verdict verdict)
{
    switch (verdict) {
    case eval::Verdict::Pass:
        return ComparisonModel::tr("pass", "verdict of a gate");
    case eval::Verdict::Fail:
        return ComparisonModel::tr("fail", "verdict of a gate");
    case eval::Verdict::Inconclusive:
        return ComparisonModel::tr("inconclusive", "verdict of a gate");
    case eval::Verdict::Invalid:
        break;
    }
    return ComparisonModel::tr("invalid", "verdict of a gate");
}

/// So many that the smallest divergence shows two digits; the same for all rows.
int ComparisonModel::kldDecimals() const
{
    int decimals = 4;
    for (const std::size_t i : m_order)
        if (const double kld = m_result->candidates[i].value("mean_kld"); kld > 0)
            decimals = std::max(decimals, std::min(6, 1 - int(std::floor(std::log10(kld)))));
    return decimals;
}

QString ComparisonModel::figure(const eval::Metric& metric, double value) const
{
    if (!std::isfinite(value))
        return text::missing();
    if (metric.unit == "B")
        return unit().format(value);
    const double shown = value * scale(metric);
    if (metric.nature == eval::Nature::Change && metric.ofBaseline() == 0)
        return (shown > 0 ? QStringLiteral("+") : QString()) + text::number(shown, 2);
    if (metric.unit == "fraction")
        return text::number(shown, metric.better == eval::Better::More ? 1 : 2);
    if (metric.unit == "nat")
        return metric.mayBeJudged() ? text::number(shown, kldDecimals()) : text::significant(shown, 2);
    return text::significant(shown, 4);
}

QString ComparisonModel::brackets(const eval::Metric& metric, const eval::ConfidenceInterval& interval) const
{
    const auto plain = [&](double value) { return figure(metric, value).remove(u'+'); };
    return QStringLiteral("[%1, %2]").arg(plain(interval.low), plain(interval.high));
}

QString ComparisonModel::limitText(const eval::Gate& gate) const
{
    const eval::Metric* metric = eval::findMetric(gate.metric);
    if (!metric)
        return text::missing();
    const double limit = gate.limit * scale(*metric);
    const QString sign = metric->better == eval::Better::Less ? QStringLiteral("≤ ") : QStringLiteral("≥ ");
    return sign
        + (metric->unit == "B" ? unit().format(gate.limit)
                               : text::number(limit, decimalsOf(limit, metric->unit == "nat" ? 3 : 1)));
}

QString ComparisonModel::baselineText(int column) const
{
    if (column == Name)
        return nameAt(0);
    const auto shown = shownIn(column);
    if (!shown)
        return tr("baseline", "in the gate column");
    const double value = valueIn(0, *shown);
    return shown->metric->isAgainstBaseline() ? text::number(value * scale(*shown->metric), 0)
                                              : figure(*shown->metric, value);
}

QString ComparisonModel::gateText(int row) const
{
    const eval::CandidateVerdict& judged = verdict(row);
    if (judged.overall() == eval::Verdict::Fail)
        return tr("fail, %1 of %2", "gate: how many of all fail")
            .arg(judged.count(eval::Verdict::Fail))
            .arg(judged.gates.size());
    return wordFor(judged.overall());
}

QString ComparisonModel::candidateText(int row, int column) const
{
    if (column == Name)
        return nameAt(row);
    const auto shown = shownIn(column);
    return shown ? figure(*shown->metric, valueIn(row, *shown)) : gateText(row);
}

QString ComparisonModel::budgetText(int column) const
{
    if (column == Name)
        return tr("Error budget");
    if (column == gateColumn())
        return tr("all %1", "gates that have to pass: how many").arg(m_budget.gates.size());
    if (const eval::Gate* gate = gateIn(column))
        return limitText(*gate);
    return column == Size ? tr("any", "no limit for the size") : tr("no gate", "this column is not judged");
}

QString ComparisonModel::display(int row, int column) const
{
    if (isBaseline(row))
        return baselineText(column);
    return isBudget(row) ? budgetText(column) : candidateText(row, column);
}

QString ComparisonModel::noInterval() const
{
    return m_result && m_result->windows < 2 ? tr("one window", "in place of an interval: nothing can be said from one")
                                             : tr("not recorded", "in place of an interval, by an earlier version");
}

QString ComparisonModel::interval(int row, int column) const
{
    const auto shown = shownIn(column);
    if (isBaseline(row) && shown && shown->metric->id == "delta_ppl_percent")
        return tr("PPL %1").arg(text::number(m_result->baselinePerplexity, 2));
    if (!candidate(row) || !shown || shown->metric->method == eval::Method::None
        || shown->metric->method == eval::Method::Exact)
        return {};
    const auto range = intervalOf(row, *shown->metric, shown->slice);
    if (!range)
        return noInterval();
    if (shown->metric->method == eval::Method::Mean && shown->metric->unit == "nat")
        return QStringLiteral("± ") + text::number((range->high - range->low) / 2, kldDecimals());
    return brackets(*shown->metric, *range);
}

QString ComparisonModel::measuredOver() const
{
    return tr("Measured over %1 tokens in %2.", "how many, windows")
        .arg(text::integer(double(m_result->tokensScored)), text::windows(m_result->conditions()));
}

QString ComparisonModel::explanation(int row, int column) const
{
    if (isBudget(row))
        return gateIn(column) ? tr("Double-click to change this limit. A gate passes when the whole 95 % interval "
                                   "keeps it, fails when the whole interval breaks it.")
                              : QString();
    if (column == Name)
        return pathAt(row);
    const auto shown = shownIn(column);
    if (!shown)
        return tr("Passes when all gates pass; fails when one fails; invalid when the comparison says nothing of one.");
    if (column == Size)
        return text::fileSize(valueIn(row, *shown));
    const eval::Judgement* judged = verdict(row).find(shown->metric->id, shown->slice);
    const QString why = judged ? text::remark(judged->reason) + QStringLiteral(". ") : QString();
    return why + text::metricMeaning(*shown->metric) + u' ' + measuredOver();
}

QString ComparisonModel::title(int column) const
{
    if (column == Name)
        return tr("Preset", "column");
    if (column == Size)
        return tr("Size, %1").arg(unit().name);
    const auto shown = shownIn(column);
    return shown ? text::metricTitle(*shown->metric, shown->slice) : tr("Gate", "column");
}

QStringList ComparisonModel::exportTitles(int column) const
{
    if (column == Size || !gateIn(column))
        return {};
    //: columns of a table that leaves the program: the ends of a 95 % interval
    return {title(column), tr("%1, low").arg(title(column)), tr("%1, high").arg(title(column))};
}

QStringList ComparisonModel::exportFields(int row, int column) const
{
    const auto shown = shownIn(column);
    const auto range = shown ? intervalOf(row, *shown->metric, shown->slice) : std::nullopt;
    const auto end = [&](double value) { return exact(value * scale(*shown->metric)); };
    return {exact(plain(row, column)), range ? end(range->low) : QString(), range ? end(range->high) : QString()};
}

} // namespace headroom::app
