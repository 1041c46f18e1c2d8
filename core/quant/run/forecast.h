// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how long a run will take, as an interval: what is left of each kind of work, times the seconds that one unit of
// it takes. Before the run these come from a measured block of each kind; while it runs, from its own units. Pure
// arithmetic, no clock. Units: weights (or as Step says), bytes, seconds.
#pragma once

#include "core/tensor/type.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace headroom::quant {

struct Seconds {
    double low = 0;
    double high = 0;
};

class Forecast {
public:
    enum class Step {
        Plain, ///< each format's own search; weights
        Polished, ///< and what goes on from it: HQQ, clipping
        Rounded, ///< by a Hessian
        Factorized, ///< Hessians inverted; Σ columns³
        Correlated, ///< channel scales tried, errors by a Hessian; weights times trials
        Sampled ///< the same, errors by the diagonal alone
    };
    struct Kind {
        tensor::Type from;
        tensor::Type to;
        Step step = Step::Plain;
        std::uint64_t columns = 0; ///< where a weight's time depends on them
        auto operator<=>(const Kind&) const = default;
    };

    /// So many weights will be encoded.
    void expect(Kind kind, std::uint64_t weights) { m_work[kind].left += weights; }
    /// Before the run: a block of a kind. doubt: the run may take so many times as long, or as short, for what the
    /// block was not like.
    void measured(Kind kind, std::uint64_t weights, double seconds, double doubt = 1);
    std::uint64_t left(Kind kind) const; ///< weights
    /// Kinds that are left and were never measured.
    std::vector<Kind> unknown() const;
    /// Bytes will be hashed (source, artifact); seconds for each byte.
    void hashing(std::uint64_t bytes, double secondsPerByte);
    void hashed(std::uint64_t bytes) { m_hashLeft -= bytes < m_hashLeft ? bytes : m_hashLeft; }
    /// So many bytes are hashed at the same time, on a thread of its own.
    void besideLeft(std::uint64_t bytes) { m_besideLeft = bytes; }
    /// In the run. seconds: nothing for what an earlier run had finished.
    void finished(Kind kind, std::uint64_t weights, std::optional<double> seconds);

    /// Nothing where a kind that is left was never measured.
    std::optional<Seconds> remaining() const;

private:
    struct Work {
        std::uint64_t left = 0;
        std::deque<double> before; ///< seconds for each weight, of blocks
        std::deque<double> seen; ///< of the last units
    };
    double slowdown() const;

    std::map<Kind, Work> m_work;
    std::uint64_t m_hashLeft = 0;
    std::uint64_t m_besideLeft = 0;
    double m_hashRate = 0;
    double m_seenSeconds = 0;
    double m_foreseenSeconds = 0; ///< for the same units, by the blocks
};

} // namespace headroom::quant
