// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: both tokenizers join the best adjacent pair until none is left; they differ in what "best" means. A heap of
// candidates makes it n·log n; one that refers to pieces which have grown since is recognised by its size and dropped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <queue>
#include <vector>

namespace headroom::model {

struct Symbol {
    std::size_t begin = 0; ///< in the text being encoded
    std::size_t size = 0; ///< 0 once it has been joined to its left neighbour
    std::int32_t id = -1; ///< whatever the joiner makes of it
    std::ptrdiff_t previous = -1, next = -1;
};

struct Joined {
    double rank = 0; ///< smallest first, then leftmost
    std::int32_t id = -1;
};

/// join(left, right) gives an optional Joined. Afterwards symbols of size > 0 are the result, in order.
template <class Join> class PairMerger {
public:
    PairMerger(std::vector<Symbol>& symbols, const Join& join) : m_symbols(symbols), m_join(join) { }

    void run()
    {
        for (std::size_t i = 0; i < m_symbols.size(); ++i) {
            m_symbols[i].previous = static_cast<std::ptrdiff_t>(i) - 1;
            m_symbols[i].next = i + 1 < m_symbols.size() ? static_cast<std::ptrdiff_t>(i) + 1 : -1;
        }
        for (std::size_t i = 1; i < m_symbols.size(); ++i)
            consider(static_cast<std::ptrdiff_t>(i) - 1);
        while (!m_queue.empty()) {
            const Candidate best = m_queue.top();
            m_queue.pop();
            apply(best);
        }
    }

private:
    struct Candidate {
        double rank;
        std::ptrdiff_t left, right;
        std::size_t size; ///< of both together when it was proposed
        std::int32_t id;
        bool operator<(const Candidate& other) const
        {
            return rank > other.rank || (rank == other.rank && left > other.left);
        }
    };

    Symbol& at(std::ptrdiff_t index) { return m_symbols[static_cast<std::size_t>(index)]; }

    /// Proposes joining the symbol at `index` with its right neighbour.
    void consider(std::ptrdiff_t index)
    {
        if (index < 0 || at(index).next < 0)
            return;
        const Symbol& left = at(index);
        const Symbol& right = at(left.next);
        if (const std::optional<Joined> joined = m_join(left, right))
            m_queue.push({joined->rank, index, left.next, left.size + right.size, joined->id});
    }

    void apply(const Candidate& candidate)
    {
        Symbol& left = at(candidate.left);
        Symbol& right = at(candidate.right);
        if (left.size == 0 || right.size == 0 || left.size + right.size != candidate.size)
            return;
        left.size = candidate.size;
        left.id = candidate.id;
        left.next = right.next;
        right.size = 0;
        if (right.next >= 0)
            at(right.next).previous = candidate.left;
        consider(left.previous);
        consider(candidate.left);
    }

    std::vector<Symbol>& m_symbols;
    const Join& m_join;
    std::priority_queue<Candidate> m_queue;
};

} // namespace headroom::model
