// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/evaluate/evaluateheadline.h"

#include "app/models/comparisonmodel.h"
#include "app/text/display.h"

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
            if (m_comparison.candidate(row)->meanKld < m_comparison.candidate(best)->meanKld)
                best = row;
        return best;
    }

    eval::Verdict verdict(int row) const { return m_comparison.gates(row).overall(); }

    QString fails(int row) const
    {
        return tr("%1 fails %2 of %3 gates")
            .arg(m_comparison.nameAt(row))
            .arg(m_comparison.gates(row).failed())
            .arg(eval::Gates::kCount);
    }

    void sayPassing(Headline& result, int best) const
    {
        result.glyph = widgets::Glyph::Pass;
        result.sentence = tr("%1 is the smallest preset within budget").arg(m_comparison.nameAt(best));
        if (best == lastCandidate())
            return;
        const int next = best + 1; // rows go from large to small
        const QString rest = verdict(next) == eval::Verdict::Fail
            ? fails(next)
            : tr("%1, smaller, is inconclusive").arg(m_comparison.nameAt(next));
        result.sentence += QStringLiteral("; ") + rest;
    }

    void sayNone(Headline& result) const
    {
        int inconclusive = -1; // the smallest of them
        for (int row = 1; row <= lastCandidate(); ++row)
            if (verdict(row) == eval::Verdict::Inconclusive)
                inconclusive = row;
        if (inconclusive > 0) {
            result.glyph = widgets::Glyph::Inconclusive;
            result.sentence = m_comparison.result()->windows < 2
                ? tr("One window says nothing about %1: compare over a longer text")
                      .arg(m_comparison.nameAt(inconclusive))
                : tr("No candidate is shown to be within budget; %1 may be: compare over more windows")
                      .arg(m_comparison.nameAt(inconclusive));
            return;
        }
        result.glyph = widgets::Glyph::Fail;
        result.sentence = tr("No candidate is within budget; %1").arg(fails(leastHarmful()));
    }

    QList<widgets::BigNumber> numbers(int row, bool passes) const
    {
        const eval::CandidateResult* candidate = m_comparison.candidate(row);
        if (!candidate)
            return {};
        const SizeUnit unit = m_comparison.unit();
        const QString name = m_comparison.nameAt(row);
        const eval::Gates gates = m_comparison.gates(row);
        const double saved = 1 - double(candidate->fileBytes) / double(m_comparison.result()->baselineFileBytes);
        const QString half = m_comparison.result()->windows < 2
            ? tr("nat")
            : tr("± %1 nat").arg(text::number((gates.meanKld.high - gates.meanKld.low) / 2, 4));
        return {{unit.format(double(candidate->fileBytes)), unit.name, sizeWords(saved, passes)},
                {text::number(candidate->meanKld, 4), half,
                 tr("mean KLD of %1, gate %2")
                     .arg(name, text::number(m_comparison.budget().meanKld, 3) + QStringLiteral(" nat"))},
                {text::number(100 * candidate->top1Agreement, 1), QStringLiteral("%"),
                 tr("top-1 agreement with the baseline, gate %1").arg(text::percent(m_comparison.budget().top1, 1))}};
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
