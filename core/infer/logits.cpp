// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/logits.h"

#include <algorithm>
#include <cmath>

namespace headroom::infer {

namespace {

constexpr std::size_t kRowsAtOnce = 4; ///< rows that a thread takes at a time

} // namespace

RowSummary summarize(std::span<const float> logits)
{
    RowSummary out;
    if (logits.empty())
        return out;
    out.top = static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
    const double most = static_cast<double>(logits[out.top]);
    double sum = 0;
    for (const float logit : logits)
        sum += std::exp(static_cast<double>(logit) - most);
    out.logSum = most + std::log(sum);
    return out;
}

double klDivergence(std::span<const float> p, const RowSummary& pRow, std::span<const float> q, const RowSummary& qRow)
{
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) {
        const double logP = static_cast<double>(p[i]) - pRow.logSum;
        const double logQ = static_cast<double>(q[i]) - qRow.logSum;
        sum += std::exp(logP) * (logP - logQ);
    }
    return sum;
}

HostRows::HostRows(std::size_t count, std::size_t vocabulary, ThreadPool& pool)
    : m_own(count * vocabulary), m_rows(m_own), m_vocabulary(vocabulary), m_pool(pool)
{
}

HostRows::HostRows(std::span<float> rows, std::size_t vocabulary, ThreadPool& pool)
    : m_rows(rows), m_vocabulary(vocabulary), m_pool(pool)
{
}

Status HostRows::read(std::size_t first, std::span<float> out)
{
    std::ranges::copy(m_rows.subspan(first * m_vocabulary, out.size()), out.begin());
    return {};
}

Status HostRows::summarize(std::span<const model::Token> targets, std::span<RowSummary> rows, std::span<double> nll)
{
    m_pool.forRanges(targets.size(), kRowsAtOnce, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            rows[i] = infer::summarize(row(i));
            nll[i] = negativeLogLikelihood(row(i), rows[i], static_cast<std::size_t>(targets[i]));
        }
    });
    return {};
}

Status HostRows::divergences(std::span<const RowSummary> rows, LogitRows& other, std::span<const RowSummary> otherRows,
                             std::span<double> out)
{
    const auto others = other.host();
    if (others.size() < out.size() * m_vocabulary || other.vocabulary() != m_vocabulary)
        return fail(ErrorCode::Unsupported, "logits", "of two devices cannot be compared");
    m_pool.forRanges(out.size(), kRowsAtOnce, [&](std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i)
            out[i] = klDivergence(row(i), rows[i], others.subspan(i * m_vocabulary, m_vocabulary), otherRows[i]);
    });
    return {};
}

} // namespace headroom::infer
