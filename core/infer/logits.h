// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: logits are read where they were computed: a GPU that copied 128,000 of them for every token would wait for the
// copy. What is said of a row is in double precision: ln Σ exp by subtraction of the maximum, the probability of a
// token, and KL(P ‖ Q) = Σ p (ln p - ln q) over the whole vocabulary, in nats.
#pragma once

#include "core/base/parallel.h"
#include "core/base/result.h"
#include "core/model/tokenizer/tokenizer.h"

#include <cstddef>
#include <span>
#include <vector>

namespace headroom::infer {

struct RowSummary {
    double logSum = 0; ///< ln Σ exp(logit)
    std::size_t top = 0; ///< the likeliest token, the lowest id among equals
};
RowSummary summarize(std::span<const float> logits);

inline double negativeLogLikelihood(std::span<const float> logits, const RowSummary& row, std::size_t token)
{
    return row.logSum - static_cast<double>(logits[token]);
}

/// Worked number: P = (0.5, 0.5), Q = (0.25, 0.75): 0.5 ln 2 + 0.5 ln(2/3) = 0.1438.
double klDivergence(std::span<const float> p, const RowSummary& pRow, std::span<const float> q, const RowSummary& qRow);

/// Rows of logits, in host memory or on a device.
class LogitRows {
public:
    virtual ~LogitRows() = default;
    virtual std::size_t count() const = 0;
    virtual std::size_t vocabulary() const = 0;
    /// The rows themselves, [count, vocabulary]; empty where they are on a device.
    virtual std::span<float> host() = 0;
    /// As many rows from `first` on as `out` has room for. Errors: the device's.
    virtual Status read(std::size_t first, std::span<float> out) = 0;
    /// Of the first rows, one for each target: nll = −ln p(target). Errors: the device's.
    virtual Status summarize(std::span<const model::Token> targets, std::span<RowSummary> rows, std::span<double> nll)
        = 0;
    /// KL(this ‖ other) of the first rows; the summaries are those of summarize(). Errors: Unsupported (`other` is on
    /// another device), the device's.
    virtual Status divergences(std::span<const RowSummary> rows, LogitRows& other,
                               std::span<const RowSummary> otherRows, std::span<double> out)
        = 0;
};

/// Rows in host memory: their own, or a view of somebody's.
class HostRows final : public LogitRows {
public:
    HostRows(std::size_t count, std::size_t vocabulary, ThreadPool& pool);
    HostRows(std::span<float> rows, std::size_t vocabulary, ThreadPool& pool);

    std::size_t count() const override { return m_rows.size() / m_vocabulary; }
    std::size_t vocabulary() const override { return m_vocabulary; }
    std::span<float> host() override { return m_rows; }
    Status read(std::size_t first, std::span<float> out) override;
    Status summarize(std::span<const model::Token> targets, std::span<RowSummary> rows, std::span<double> nll) override;
    Status divergences(std::span<const RowSummary> rows, LogitRows& other, std::span<const RowSummary> otherRows,
                       std::span<double> out) override;

private:
    std::span<const float> row(std::size_t index) const { return m_rows.subspan(index * m_vocabulary, m_vocabulary); }

    std::vector<float> m_own;
    std::span<float> m_rows;
    std::size_t m_vocabulary;
    ThreadPool& m_pool;
};

} // namespace headroom::infer
