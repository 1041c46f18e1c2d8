// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: every number Headroom shows says where it comes from. The tooltip, the Inspector,
// `--explain` and the help read the same struct that carried the value.
#pragma once

#include "core/base/jsonfwd.h"

#include <string>
#include <string_view>
#include <vector>

namespace headroom {

enum class Provenance {
    Measured, ///< measured here; source says when and how often
    Computed, ///< follows from its inputs by its formula
    Quoted, ///< somebody published it; source says who
    Estimated, ///< a rule of thumb; source says which
    Entered, ///< the user said so
};
std::string_view provenanceName(Provenance provenance);

struct TermInput {
    std::string name; ///< as it stands in the formula
    double value = 0;
    std::string unit; ///< "B", "GB/s", "W", "tokens", "" for pure numbers
    Provenance provenance = Provenance::Computed;
    std::string source; ///< empty where the provenance says enough
};

/// An input that follows from others.
TermInput computed(std::string name, double value, std::string unit = {});

struct Term {
    std::string id; ///< stable, snake case with unit: "kv_cache_bytes"
    double value = 0; ///< bytes stay exact: below 2^53
    std::string unit;
    std::string formula; ///< "layers × kv_heads × (key_length + value_length) × …"
    std::vector<TermInput> inputs;
    Provenance provenance = Provenance::Computed;
    std::string source; ///< specification, paper, log, or "measured 2026-11-20 14:22, median of 5"
};

Json toJson(const Term& term);

} // namespace headroom
