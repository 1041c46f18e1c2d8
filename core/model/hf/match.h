// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: finds the rules of a family that a tensor's name answers to, in either direction.
#pragma once

#include "core/model/hf/family.h"

namespace headroom::model::hf {

struct Match {
    const NameRule* rule = nullptr;
    std::size_t order = 0; ///< of the rule in its family
    std::uint64_t layer = 0;
    std::uint64_t item = 0; ///< second counter: which expert
    std::string suffix; ///< ".weight", ".bias", or nothing for whole names
};

/// All rules for a stored name: more than one where a tensor is cut. Prefixes ("model.") are tried in turn.
std::vector<Match> matchStored(const Family& family, std::string_view name);
/// The first rule for one of our names; none: null.
std::optional<Match> matchOurs(const Family& family, std::string_view name);
/// A name with its counters filled in.
std::string fill(std::string_view pattern, std::uint64_t layer, std::uint64_t item);
/// Whether stored tensors are counted by a second "{}".
bool stacks(const NameRule& rule);

} // namespace headroom::model::hf
