// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/evaluate/evaluateheadline.h"

#include "app/models/comparisonmodel.h"
#include "app/text/display.h"
#include "app/text/metrics.h"
#include "app/text/remarks.h"

#include <QCoreApplication>

#include <cmath>

namespace headroom::app {

namespace {

class ComparisonHeadline {
    Q_DECLARE_TR_FUNCTIONS(ComparisonHeadline)
public:
    explicit ComparisonHeadline(const ComparisonModel& comparison) : m_comparison(comparison) { }

    Headline headline() const
    {
        Headline result;
        const auto best = m_comparison.smallestPassingRow();
        if (best)
            sayPassing(result, *best);
        else
            sayNone(result);
        result.numbers = numbers(best.value_or(lastCandidate() > 0 ? leastHarmful() : -1), best.has_value());
        return result;
    }

private:
    int lastCandidate() const { return m_comparison.rowCount() - 2; }

    int leastHarmful() const
    {
        int best = 1;
        for (int row = 2; row <= lastCandidate(); ++row)
            if (m_comparison.candidate(row)->value("mean_kld") < m_comparison.candidate(best)->value("mean_kld"))
                best = row;
        return best;
    }

    eval::Verdict verdict(int row) const { return m_comparison.verdict(row).overall(); }

    QString fails(int row) const
    {
        return tr("%1 fails %2 of %3 gates")
            .arg(m_comparison.nameAt(row))
            .arg(m_comparison.verdict(row).count(eval::Verdict::Fail))
            .arg(m_comparison.verdict(row).gates.size());
    }

    /// Of a candidate of which nothing can be said.
    QString whyInvalid(int row) const
    {
        for (const eval::Judgement& each : m_comparison.verdict(row).gates)
            if (each.verdict == eval::Verdict::Invalid)
                return text::remark(each.reason);
        return {};
    }

    /// The smallest that stands so; -1: none.
    int smallest(eval::Verdict wanted) const
    {
        int found = -1;
        for (int row = 1; row <= lastCandidate(); ++row)
            if (verdict(row) == wanted)
                found = row;
        return found;
    }

    void sayPassing(Headline& result, int best) const
    {
        result.glyph = widgets::Glyph::Pass;
        result.sentence = tr("%1 is the smallest preset within budget").arg(m_comparison.nameAt(best));
        if (best == lastCandidate())
            return;
        const int next = best + 1; // rows go from large to small
        const QString name = m_comparison.nameAt(next);
        const QString rest = verdict(next) == eval::Verdict::Fail ? fails(next)
            : verdict(next) == eval::Verdict::Invalid             ? tr("nothing can be said of %1, smaller").arg(name)
                                                                  : tr("%1, smaller, is inconclusive").arg(name);
        result.sentence += QStringLiteral("; ") + rest;
    }

    void sayNone(Headline& result) const
    {
        if (m_comparison.result()->windows < 2) {
            result.glyph = widgets::Glyph::Invalid;
            result.sentence = tr("One window says nothing about %1: compare over a longer text")
                                  .arg(m_comparison.nameAt(lastCandidate()));
            return;
        }
        if (const int open = smallest(eval::Verdict::Inconclusive); open > 0) {
            result.glyph = widgets::Glyph::Inconclusive;
            result.sentence = tr("No candidate is shown to be within budget; %1 may be: compare over more windows")
                                  .arg(m_comparison.nameAt(open));
            return;
        }
        if (const int invalid = smallest(eval::Verdict::Invalid); invalid > 0) {
            result.glyph = widgets::Glyph::Invalid;
            result.sentence = tr("Nothing can be said of %1: %2", "candidate, why")
                                  .arg(m_comparison.nameAt(invalid), whyInvalid(invalid));
            return;
        }
        result.glyph = widgets::Glyph::Fail;
        result.sentence = tr("No candidate is within budget; %1").arg(fails(leastHarmful()));
    }

    /// Of a metric that stands in the header: "gate ≤ 0.05 nat" where it has one.
    QString withGate(const QString& words, const eval::Metric& metric) const
    {
        const eval::Gate* gate = m_comparison.budget().find(metric.id);
        if (!gate)
            return words;
        const QString unit = text::unitName(metric);
        return tr("%1, gate %2", "what it is, limit")
            .arg(words, m_comparison.limitText(*gate).section(u' ', 1) + (unit.isEmpty() ? unit : u' ' + unit));
    }

    QList<widgets::BigNumber> numbers(int row, bool passes) const
    {
        const eval::CandidateResult* candidate = m_comparison.candidate(row);
        if (!candidate)
            return {};
        const SizeUnit unit = m_comparison.unit();
        const QString name = m_comparison.nameAt(row);
        const double saved = 1 - double(candidate->fileBytes) / double(m_comparison.result()->baselineFileBytes);
        const eval::Metric &kld = *eval::findMetric("mean_kld"), &top = *eval::findMetric("top1_agreement");
        const auto range = m_comparison.intervalOf(row, kld);
        const QString half = range ? tr("± %1 nat").arg(text::number((range->high - range->low) / 2, 4)) : tr("nat");
        return {
            {unit.format(double(candidate->fileBytes)), unit.name, sizeWords(saved, passes)},
            {text::number(candidate->value(kld.id), 4), half, withGate(tr("mean KLD of %1", "preset").arg(name), kld)},
            {m_comparison.figure(top, candidate->value(top.id)), QStringLiteral("%"),
             withGate(tr("top-1 agreement with the baseline"), top)}};
    }

    /// saved: share of the baseline's size; negative where the candidate is larger.
    static QString sizeWords(double saved, bool passes)
    {
        const QString share = text::percent(std::abs(saved));
        if (saved < 0)
            return (passes ? tr("smallest passing preset, %1 above the baseline")
                           : tr("least harmful, %1 above the baseline"))
                .arg(share);
        return (passes ? tr("smallest passing preset, %1 below the baseline")
                       : tr("least harmful, %1 below the baseline"))
            .arg(share);
    }

    const ComparisonModel& m_comparison;
};

} // namespace

Headline comparisonHeadline(const ComparisonModel& comparison)
{
    return comparison.result() && comparison.rowCount() > 2 ? ComparisonHeadline(comparison).headline() : Headline{};
}

} // namespace headroom::app
