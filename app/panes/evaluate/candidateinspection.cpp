// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/panes/evaluate/candidateinspection.h"

#include "app/text/display.h"
#include "app/text/metrics.h"
#include "app/text/remarks.h"

#include <QCoreApplication>

#include <cmath>

namespace headroom::app {

namespace {

QString shortHash(const std::string& hash)
{
    const QString text = text::fromUtf8(hash);
    return text.size() > 12 ? text.left(4) + QStringLiteral("…") + text.right(4) : text;
}

class CandidateInspection {
    Q_DECLARE_TR_FUNCTIONS(CandidateInspection)
public:
    CandidateInspection(const ComparisonModel& comparison, int row) : m_comparison(comparison), m_row(row) { }

    widgets::InspectorContent content(const QString& when, const QString& textName) const
    {
        const eval::CompareResult& result = *m_comparison.result();
        const eval::CandidateResult* candidate = m_comparison.candidate(m_row);
        widgets::InspectorContent content;
        content.context = tr("Evaluation · baseline %1").arg(m_comparison.nameAt(0));
        content.title = m_comparison.nameAt(m_row);
        const double bytes = double(candidate ? candidate->fileBytes : result.baselineFileBytes);
        const SizeUnit unit = m_comparison.unit();
        content.value = unit.format(bytes) + u' ' + unit.name;
        content.note = tr("%1 bytes, %2 bits/w")
                           .arg(text::integer(bytes),
                                text::number(candidate ? candidate->bitsPerWeight : result.baselineBitsPerWeight, 2));
        if (candidate) {
            const eval::Verdict verdict = m_comparison.verdict(m_row).overall();
            content.glyph = glyphOf(verdict);
            content.verdict = wordFor(verdict);
            content.sections.append({tr("Gate, margin to limit"), margins(), {}, false});
            content.sections.append({tr("Values"), values(*candidate), {}, false});
            content.formula = tr("KLD = mean over tokens of Σ p ln(p ÷ q), p from %1, q from %2, whole vocabulary")
                                  .arg(m_comparison.nameAt(0), m_comparison.nameAt(m_row));
        } else {
            content.sections.append({tr("Values"), baselineValues(result), {}, false});
            content.formula = tr("PPL = exp(Σ nll ÷ n), second half of every window");
        }
        content.sections.append({tr("Inputs"), inputs(result, candidate, textName),
                                 text::remark(result.part.remark(result.windows)), false});
        QStringList warnings;
        for (const Remark& warning : result.warnings)
            warnings.append(text::remark(warning));
        if (!warnings.isEmpty())
            content.sections.append({tr("Mind"), {}, warnings.join(u'\n'), false});
        content.source = tr("Measured %1, once, on this machine", "when").arg(when);
        return content;
    }

private:
    /// How much is left to the limit; less than nothing where it is broken.
    QList<widgets::PropertyRow> margins() const
    {
        QList<widgets::PropertyRow> rows;
        for (const eval::Judgement& judged : m_comparison.verdict(m_row).gates) {
            const eval::Metric* metric = eval::findMetric(judged.gate.metric);
            if (!metric)
                continue;
            const double sign = metric->better == eval::Better::Less ? 1 : -1;
            const double left = sign * (judged.gate.limit - judged.value);
            const bool share = metric->unit == "fraction";
            const QString unit
                = share || metric->unit == "%" ? tr(" pt", "percentage points") : u' ' + text::unitName(*metric);
            const QString shown = std::isfinite(left)
                ? text::number(share ? 100 * left : left, metric->unit == "nat" ? 3 : 1) + unit
                : text::missing();
            rows.append({text::metricName(*metric) + sliceOf(judged.gate),
                         shown,
                         {},
                         glyphOf(judged.verdict),
                         false,
                         text::remark(judged.reason)});
        }
        return rows;
    }

    static QString sliceOf(const eval::Gate& gate)
    {
        return gate.slice == eval::kAll ? QString() : QStringLiteral(" (") + text::sliceName(gate.slice) + u')';
    }

    /// Every metric of the tokens, whether the scoreboard has room for it or not.
    QList<widgets::PropertyRow> values(const eval::CandidateResult& candidate) const
    {
        QList<widgets::PropertyRow> rows;
        for (const eval::Metric& metric : eval::metrics()) {
            if (!metric.isOfTokens())
                continue;
            rows.append({text::metricName(metric), m_comparison.figure(metric, candidate.value(metric.id)),
                         text::unitName(metric), widgets::Glyph::None, false, text::metricMeaning(metric)});
            if (!metric.inTables || !metric.mayBeJudged())
                continue;
            const auto range = m_comparison.intervalOf(m_row, metric);
            if (range)
                rows.append({tr("95 %", "interval"), m_comparison.brackets(metric, *range), text::unitName(metric)});
            if (!range && metric.id == "top1_agreement")
                rows.append({tr("95 %, tokens as if independent", "interval"),
                             m_comparison.brackets(metric, candidate.independent.top1), text::unitName(metric)});
        }
        return rows;
    }

    QList<widgets::PropertyRow> baselineValues(const eval::CompareResult& result) const
    {
        QList<widgets::PropertyRow> rows{
            {tr("Perplexity"), text::number(result.baselinePerplexity, 3)},
            {tr("Standard error"), text::number(result.baselineStandardError, 3)},
            {tr("Noise floor"), text::significant(result.noiseFloorMeanKld), tr("nat"), widgets::Glyph::None, false,
             tr("Mean KLD of the baseline against itself through another batch split: nothing below can be told "
                "apart.")}};
        if (result.noiseFloorWindows > 0)
            rows.append({tr("n, windows", "of the noise floor"), text::integer(double(result.noiseFloorWindows))});
        return rows;
    }

    QList<widgets::PropertyRow> inputs(const eval::CompareResult& result, const eval::CandidateResult* candidate,
                                       const QString& textName) const
    {
        QList<widgets::PropertyRow> rows{
            {tr("Text", "input of an evaluation"), textName},
            {tr("Windows"),
             tr("%1 of %2", "windows of tokens")
                 .arg(text::integer(double(result.windows)), text::integer(result.context))},
            {tr("Tokens scored"), text::integer(double(result.tokensScored))},
            {tr("Intervals"), tr("95 %, by window")},
            {tr("Text checksum"),
             shortHash(result.textSha256),
             {},
             widgets::Glyph::None,
             true,
             text::fromUtf8(result.textSha256)},
            {tr("File checksum"),
             shortHash(candidate ? candidate->sha256 : result.baselineSha256),
             {},
             widgets::Glyph::None,
             true,
             text::fromUtf8(candidate ? candidate->sha256 : result.baselineSha256)}};
        if (result.bos) // results from before it was recorded do not say
            rows.append({tr("Windows begin", "input of an evaluation"),
                         *result.bos >= 0 ? tr("with BOS, token %1", "windows").arg(*result.bos)
                                          : tr("without BOS", "windows")});
        return rows;
    }

    const ComparisonModel& m_comparison;
    int m_row;
};

} // namespace

widgets::InspectorContent inspectCandidate(const ComparisonModel& comparison, int row, const QString& when,
                                           const QString& textName)
{
    if (!comparison.result() || row < 0 || comparison.isBudget(row))
        return {};
    return CandidateInspection(comparison, row).content(when, textName);
}

} // namespace headroom::app
