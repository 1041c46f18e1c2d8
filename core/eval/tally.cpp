// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/eval/tally.h"

#include "core/base/json.h"
#include "core/eval/metric.h"

#include <cmath>
#include <limits>
#include <numeric>

namespace headroom::eval {

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
    all.insert(all.end(), nll.begin(), nll.end());
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
        const bool agree = base.rows[i].top == candidate.rows[i].top;
        m_sameTop.push_back(agree);
        m_same += agree;
        same[i] = agree ? 1.0 : 0.0;
    }
    m_klds.insert(m_klds.end(), kld.begin(), kld.end());
    m_kld.add(std::accumulate(kld.begin(), kld.end(), 0.0), kld.size());
    m_kldCurve.addWindow(kld);
    m_topCurve.addWindow(same);
    m_likelihood.add(candidate.nll);
}

void CandidateTally::finish(const LikelihoodTally& base, CandidateResult& out) const
{
    out.measurements
        = measureAll({m_scored, m_klds, m_likelihood.all, base.all, m_sameTop, out.fileBytes, out.bitsPerWeight});
    out.independent = {m_kldTokens.standardError(), wilson95(m_same, m_klds.size())};
    out.kldByPosition = m_kldCurve.points();
    out.top1ByPosition = m_topCurve.points();
}

PairDifference CandidateTally::difference(const CandidateTally& other) const
{
    ClusterMean difference;
    for (std::size_t w = 0; w < m_kld.clusters(); ++w)
        difference.add(m_kld.all()[w].sum - other.m_kld.all()[w].sum, m_scored);
    PairDifference pair;
    pair.meanKld = difference.mean();
    constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
    const auto range = difference.interval95().value_or(ConfidenceInterval{kUnknown, kUnknown});
    pair.low = range.low;
    pair.high = range.high;
    return pair;
}

Json CandidateTally::running() const
{
    return {{"mean_kld", m_kld.mean()},
            {"top1_agreement", static_cast<double>(m_same) / static_cast<double>(m_klds.size())},
            {"perplexity", m_likelihood.perplexity()}};
}

} // namespace headroom::eval
