// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: a finished search as the window needs it: the mixture for any budget along the front, what other presets would
// come to by the same prediction, and what was measured. The front of a large model takes a moment to build: meant for
// a background thread. Shared and never changed once it is there.
#pragma once

#include "app/models/tensorgrid.h"
#include "core/base/remark.h"
#include "core/quant/preset/preset.h"
#include "core/search/allocate.h"

#include <memory>
#include <unordered_map>

namespace headroom::app {

struct MeasuredMixture {
    std::string preset; ///< empty: the mixture that was searched for
    double meanKld = 0; ///< nat
    double standardError = 0;
};

class SearchFront {
public:
    /// What eval::toJson(SearchResult) wrote. Errors: Corrupt naming the key; results of older versions have too
    /// little.
    static Result<std::shared_ptr<const SearchFront>> read(const Json& result);

    /// Damage is mean KLD in nat; else noise to signal, summed over the tensors.
    bool isDivergence() const { return m_isDivergence; }
    std::span<const search::ParetoFront::Point> points() const { return m_front.points(); }
    // Tensor bytes between which a budget makes a difference: every tensor in its least type, and in its largest beside
    // the one it has.
    std::uint64_t least() const { return m_front.points().front().bytes; }
    std::uint64_t most() const { return m_most; }
    std::uint64_t found() const { return m_found; } ///< of the mixture that was searched for
    /// The best within the budget, which is taken between least() and most().
    search::Allocation within(std::uint64_t tensorBytes) const;
    /// Of an allocation of this front. name: "mix-4.25bpw".
    /// Errors: as quant::mixturePreset.
    Result<quant::Preset> mixture(const search::Allocation& allocation, const std::string& name,
                                  const Remark& summary) const;
    /// What this assignment of types would cost; nothing where a tensor has a type that was not among the choices.
    std::optional<double> predicted(const std::vector<TensorRow>& rows) const;
    const std::vector<MeasuredMixture>& measured() const { return m_measured; }
    const Remarks& warnings() const { return m_warnings; }

private:
    explicit SearchFront(std::vector<search::Slot> table, search::ParetoFront front);
    void readFacts(const Json& result);
    void readMeasured(const Json& result);

    std::vector<search::Slot> m_slots;
    std::unordered_map<std::string, std::size_t> m_index; ///< tensor → slot
    search::ParetoFront m_front;
    std::uint64_t m_most = 0;
    std::uint64_t m_found = 0;
    bool m_isDivergence = false;
    std::vector<MeasuredMixture> m_measured;
    Remarks m_warnings;
};

} // namespace headroom::app
