// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what is remembered of one candidate while windows go by, and the figures it comes to at the end.
#pragma once

#include "core/eval/compare.h"
#include "core/eval/positions.h"
#include "core/infer/logits.h"

namespace headroom::eval {

/// One model's logits of one window, where its device has put them, and what they say.
struct WindowLogits {
    std::unique_ptr<infer::LogitRows> logits; ///< one row for each scored position
    std::vector<infer::RowSummary> rows;
    std::vector<double> nll;

    /// Errors: OutOfMemory.
    static Result<WindowLogits> create(infer::Session& session, std::size_t scored);
    Status summarize(std::span<const model::Token> targets);
    /// KL(this ‖ other) of each row.
    Status divergences(const WindowLogits& other, std::span<double> out) const;
};

/// Negative log likelihoods of one model over all windows.
struct LikelihoodTally {
    Moments tokens;
    std::vector<double> all; ///< of every token, in order

    void add(std::span<const double> nll);
    double perplexity() const;
    double standardError() const { return perplexity() * tokens.standardError(); }
};

class CandidateTally {
public:
    explicit CandidateTally(const Windows& windows);
    /// kld: from divergences().
    void add(const WindowLogits& base, const WindowLogits& candidate, std::span<const double> kld);
    void finish(const LikelihoodTally& base, CandidateResult& out) const;
    /// Of the same windows; indices are left to the caller.
    PairDifference difference(const CandidateTally& other) const;
    double meanKld() const { return m_kldTokens.mean(); }
    /// The means so far.
    Json running() const;

private:
    std::uint32_t m_scored;
    LikelihoodTally m_likelihood;
    ClusterMean m_kld;
    Moments m_kldTokens; ///< taken as independent
    std::vector<double> m_klds;
    std::vector<std::uint8_t> m_sameTop;
    std::size_t m_same = 0;
    PositionCurve m_kldCurve, m_topCurve;
};

} // namespace headroom::eval
