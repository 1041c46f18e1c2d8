// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The scoreboard's words: what its cells, titles and tool tips say.
#include "app/models/comparisonmodel.h"

#include "app/text/display.h"

#include <algorithm>
#include <cmath>

namespace headroom::app {

namespace {

QString signedNumber(double value, int decimals)
{
    const QString text = text::number(value, decimals);
    return value > 0 ? QStringLiteral("+") + text : text;
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
        break;
    }
    return ComparisonModel::tr("inconclusive", "verdict of a gate");
}

/// So many that the smallest divergence shows two digits; the same for all rows.
int ComparisonModel::kldDecimals() const
{
    int decimals = 4;
    for (const std::size_t i : m_order)
        if (const double kld = m_result->candidates[i].meanKld; kld > 0)
            decimals = std::max(decimals, std::min(6, 1 - int(std::floor(std::log10(kld)))));
    return decimals;
}

QString ComparisonModel::baselineText(int column) const
{
    switch (column) {
    case Name:
        return nameAt(0);
    case Size:
        return unit().format(double(m_result->baselineFileBytes));
    case MeanKld:
    case DeltaPpl:
    case KldP99:
        return text::number(0, 0);
    case Top1:
        return text::number(100, 0);
    default:
        return tr("baseline", "in the gate column");
    }
}

QString ComparisonModel::candidateText(int row, int column) const
{
    const eval::CandidateResult& found = *candidate(row);
    switch (column) {
    case Name:
        return nameAt(row);
    case Size:
        return unit().format(double(found.fileBytes));
    case MeanKld:
        return text::number(found.meanKld, kldDecimals());
    case Top1:
        return text::number(100 * found.top1Agreement, 1);
    case DeltaPpl:
        return signedNumber(gates(row).deltaPpl.value, 2);
    case KldP99:
        return text::significant(found.kld.p99, 2);
    default:
        break;
    }
    const eval::Gates judged = gates(row);
    if (judged.failed() > 0)
        return tr("fail, %1 of %2", "gate: how many of all fail").arg(judged.failed()).arg(eval::Gates::kCount);
    return wordFor(judged.overall());
}

QString ComparisonModel::budgetText(int column) const
{
    switch (column) {
    case Name:
        return tr("Error budget");
    case Size:
        return tr("any", "no limit for the size");
    case MeanKld:
        return QStringLiteral("≤ ") + text::number(m_budget.meanKld, 3);
    case Top1:
        return QStringLiteral("≥ ") + text::number(100 * m_budget.top1, 1);
    case DeltaPpl:
        return QStringLiteral("≤ ") + text::number(m_budget.deltaPpl, 1);
    case KldP99:
        return tr("no gate", "this column is not judged");
    default:
        return tr("all three", "gates that have to pass");
    }
}

QString ComparisonModel::display(int row, int column) const
{
    if (isBaseline(row))
        return baselineText(column);
    return isBudget(row) ? budgetText(column) : candidateText(row, column);
}

QString ComparisonModel::interval(int row, int column) const
{
    if (isBaseline(row) && column == DeltaPpl)
        return tr("PPL %1").arg(text::number(m_result->baselinePerplexity, 2));
    if (!candidate(row) || !isGated(column))
        return {};
    const eval::Gates judged = gates(row);
    const auto brackets = [](double low, double high, int decimals) {
        return QStringLiteral("[%1, %2]").arg(text::number(low, decimals), text::number(high, decimals));
    };
    if (column == Top1)
        return brackets(100 * judged.top1.low, 100 * judged.top1.high, 1);
    if (m_result->windows < 2)
        return tr("one window", "in place of an interval: nothing can be said from one");
    if (column == DeltaPpl)
        return brackets(judged.deltaPpl.low, judged.deltaPpl.high, 2);
    return QStringLiteral("± ") + text::number((judged.meanKld.high - judged.meanKld.low) / 2, kldDecimals());
}

QString ComparisonModel::explanation(int row, int column) const
{
    const QString measured = m_result
        ? tr("Measured over %1 tokens in %2.", "how many, windows")
              .arg(text::integer(double(m_result->tokensScored)), text::windows(m_result->windows, m_result->context))
        : QString();
    if (isBudget(row))
        return isGated(column) ? tr("Double-click to change this limit. A gate passes when the whole 95 % interval "
                                    "keeps it, fails when the whole interval breaks it.")
                               : QString();
    switch (column) {
    case Name:
        return pathAt(row);
    case Size:
        return text::fileSize(candidate(row) ? double(candidate(row)->fileBytes) : double(m_result->baselineFileBytes));
    case MeanKld:
        return tr("Mean over tokens of Σ p ln(p ÷ q), p from the baseline, q from the candidate, whole vocabulary. "
                  "± is half the 95 % interval, clustered by window.")
            + u' ' + measured;
    case Top1:
        return tr("Share of tokens for which both models prefer the same one. 95 % Wilson interval, tokens taken as "
                  "independent.")
            + u' ' + measured;
    case DeltaPpl:
        return tr("Perplexity of the candidate over that of the baseline, minus one. Paired 95 % interval, clustered "
                  "by window.")
            + u' ' + measured;
    case KldP99:
        return tr("99 of 100 tokens have a smaller divergence. Not judged.") + u' ' + measured;
    default:
        return tr("Passes when all three gates pass; fails when one fails.");
    }
}

QString ComparisonModel::title(int column) const
{
    switch (column) {
    case Name:
        return tr("Preset", "column");
    case Size:
        return tr("Size, %1").arg(unit().name);
    case MeanKld:
        return tr("Mean KLD, nat");
    case Top1:
        return tr("Top-1, %");
    case DeltaPpl:
        return tr("ΔPPL, %");
    case KldP99:
        return tr("KLD p99, nat");
    default:
        return tr("Gate", "column");
    }
}

QStringList ComparisonModel::exportTitles(int column) const
{
    if (!isGated(column))
        return {};
    //: columns of a table that leaves the program: the ends of a 95 % interval
    return {title(column), tr("%1, low").arg(title(column)), tr("%1, high").arg(title(column))};
}

QStringList ComparisonModel::exportFields(int row, int column) const
{
    const auto range = intervalOf(row, column);
    return {exact(plain(row, column)), range ? exact(range->low) : QString(), range ? exact(range->high) : QString()};
}

} // namespace headroom::app
