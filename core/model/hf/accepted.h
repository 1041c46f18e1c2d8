// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a value of config.json can name another function than the one that is computed, and nothing in the weights
// shows it. What each family is computed with stands here as one table; anything else is refused by key and value.
#pragma once

#include "core/model/hf/family.h"

namespace headroom::model::hf {

struct Accepted {
    std::string_view names; ///< architectures, or model types where one of its classes differs; separated by spaces
    std::string_view key; ///< in config.json; left out or null, it means what the class computes, as we do
    std::string_view values; ///< a JSON array
};
std::span<const Accepted> acceptedValues();

/// Of the completed description of the text model. Errors: Unsupported, or Corrupt where no model has such a value;
/// each names the key and its value.
Status checkAccepted(const Json& config, const Family& family, std::string_view modelType);
/// Whether the feed-forward's function is GELU in its exact form.
bool saysExactGelu(const Json& config, const Family& family);
/// A number that has to be larger than zero: `where` is its place in config.json. Errors: Corrupt.
Status checkPositive(const Json& value, std::string_view where);

} // namespace headroom::model::hf
