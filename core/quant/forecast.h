// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how long a run will take, as an interval: what is left of each pair of types, times the seconds that one of its
// weights takes. Before the run these come from a measured block of each pair; while it runs, from its own units. Pure
// arithmetic, no clock. Units: weights, bytes, seconds.
#pragma once

#include "core/tensor/type.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>

namespace headroom::quant {

struct Seconds {
    double low = 0;
    double high = 0;
};

class Forecast {
public:
    struct Pair {
        tensor::Type from;
        tensor::Type to;
        auto operator<=>(const Pair&) const = default;
    };

    /// So many weights will be encoded.
    void expect(Pair pair, std::uint64_t weights) { m_work[pair].left += weights; }
    /// Before the run: a block of a pair.
    void measured(Pair pair, std::uint64_t weights, double seconds);
    /// Bytes will be hashed (source, artifact); seconds for each byte.
    void hashing(std::uint64_t bytes, double secondsPerByte);
    void hashed(std::uint64_t bytes) { m_hashLeft -= bytes < m_hashLeft ? bytes : m_hashLeft; }
    /// In the run. seconds: nothing for what an earlier run had finished.
    void finished(Pair pair, std::uint64_t weights, std::optional<double> seconds);

    /// Nothing where a pair that is left was never measured.
    std::optional<Seconds> remaining() const;

private:
    struct Work {
        std::uint64_t left = 0;
        std::deque<double> before; ///< seconds for each weight, of blocks
        std::deque<double> seen; ///< of the last units
    };
    double slowdown() const;

    std::map<Pair, Work> m_work;
    std::uint64_t m_hashLeft = 0;
    double m_hashRate = 0;
    double m_seenSeconds = 0;
    double m_foreseenSeconds = 0; ///< for the same units, by the blocks
};

} // namespace headroom::quant
