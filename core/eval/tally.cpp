// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/tally.h"

#include "core/base/json.h"
#include "core/eval/gate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace headroom::eval {

namespace {

Quantiles quantiles(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return {.p50 = quantile7(values, 0.5),
            .p90 = quantile7(values, 0.9),
            .p95 = quantile7(values, 0.95),
            .p99 = quantile7(values, 0.99),
            .p999 = quantile7(values, 0.999),
            .max = quantile7(values, 1),
            .min = quantile7(values, 0)};
}

} // namespace

Result<WindowLogits> WindowLogits::create(infer::Session& session, std::size_t scored)
{
    auto logits = session.newRows(scored);
    if (!logits)
        return tl::unexpected(std::move(logits.error()));
    return WindowLogits{std::move(*logits), std::vector<infer::RowSummary>(scored), std::vector<double>(scored)};
}

Status WindowLogits::summarize(std::span<const model::Token> targets)
{
    return logits->summarize(targets, rows, nll);
}

Status WindowLogits::divergences(const WindowLogits& other, std::span<double> out) const
{
    return logits->divergences(rows, *other.logits, other.rows, out);
}

void LikelihoodTally::add(std::span<const double> nll)
{
    for (const double value : nll)
        tokens.add(value);
    windowSums.push_back(std::accumulate(nll.begin(), nll.end(), 0.0));
}

double LikelihoodTally::perplexity() const
{
    return std::exp(tokens.mean());
}

CandidateTally::CandidateTally(const Windows& windows)
    : m_scored(windows.scoredPerWindow()), m_kldCurve(windows), m_topCurve(windows)
{
}

void CandidateTally::add(const WindowLogits& base, const WindowLogits& candidate, std::span<const double> kld)
{
    std::vector<double> same(kld.size());
    for (std::size_t i = 0; i < kld.size(); ++i) {
        m_kldTokens.add(kld[i]);
        same[i] = base.rows[i].top == candidate.rows[i].top ? 1.0 : 0.0;
        m_sameTop += base.rows[i].top == candidate.rows[i].top;
        const double change = std::exp(-candidate.nll[i]) - std::exp(-base.nll[i]);
        m_deltaP.add(change);
        m_deltaPSquares += change * change;
    }
    m_klds.insert(m_klds.end(), kld.begin(), kld.end());
    m_windowKlds.push_back(std::accumulate(kld.begin(), kld.end(), 0.0));
    m_kld.add(m_windowKlds.back(), kld.size());
    m_kldCurve.addWindow(kld);
    m_topCurve.addWindow(same);
    m_likelihood.add(candidate.nll);
}

/// PPL_c = PPL_b·e^D, D = mean of nll_c(t) - nll_b(t): its interval, clustered by window, is that of a logarithm, so
/// that no loss of perplexity can exceed the whole of it (shared reference "evaluation", paired perplexity).
void CandidateTally::finishDeltaPpl(const LikelihoodTally& base, CandidateResult& out) const
{
    const double candidatePpl = m_likelihood.perplexity();
    const double basePpl = base.perplexity();
    ClusterMean change;
    for (std::size_t w = 0; w < base.windowSums.size(); ++w)
        change.add(m_likelihood.windowSums[w] - base.windowSums[w], m_scored);
    out.deltaPpl = candidatePpl - basePpl;
    out.pplRatio = candidatePpl / basePpl;
    out.deltaPplLow = out.deltaPplHigh = std::numeric_limits<double>::quiet_NaN();
    if (change.clusters() < 2)
        return;
    const double half = studentT95(change.clusters() - 1) * change.standardError();
    out.deltaPplLow = candidatePpl * std::exp(-half) - basePpl;
    out.deltaPplHigh = candidatePpl * std::exp(half) - basePpl;
}

void CandidateTally::finish(const LikelihoodTally& base, CandidateResult& out) const
{
    const double n = static_cast<double>(m_klds.size());
    out.perplexity = m_likelihood.perplexity();
    out.perplexityStandardError = m_likelihood.standardError();
    out.meanKld = m_kld.mean();
    out.meanKldStandardError = m_kld.standardError();
    out.meanKldStandardErrorIid = m_kldTokens.standardError();
    out.kld = quantiles(m_klds);
    out.top1Agreement = static_cast<double>(m_sameTop) / n;
    const auto interval = wilson95(m_sameTop, m_klds.size());
    out.top1Low = interval.low;
    out.top1High = interval.high;
    out.rmsDeltaP = std::sqrt(m_deltaPSquares / n);
    out.meanDeltaP = m_deltaP.mean();
    finishDeltaPpl(base, out);
    out.kldByPosition = m_kldCurve.points();
    out.top1ByPosition = m_topCurve.points();
}

PairDifference CandidateTally::difference(const CandidateTally& other) const
{
    ClusterMean difference;
    for (std::size_t w = 0; w < m_windowKlds.size(); ++w)
        difference.add(m_windowKlds[w] - other.m_windowKlds[w], m_scored);
    PairDifference pair;
    pair.meanKld = difference.mean();
    pair.low = pair.high = std::numeric_limits<double>::quiet_NaN();
    if (difference.clusters() < 2)
        return pair;
    const double half = studentT95(difference.clusters() - 1) * difference.standardError();
    pair.low = pair.meanKld - half;
    pair.high = pair.meanKld + half;
    return pair;
}

Json CandidateTally::running() const
{
    return {{"mean_kld", m_kld.mean()},
            {"top1_agreement", static_cast<double>(m_sameTop) / static_cast<double>(m_klds.size())},
            {"perplexity", m_likelihood.perplexity()}};
}

} // namespace headroom::eval
