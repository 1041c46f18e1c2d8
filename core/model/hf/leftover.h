// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a GGUF file that goes out as a folder and comes back is the same model, also in what config.json has no words
// for: such keys stand in config.json under "headroom", with their types; such tensors are named "gguf.<name>".
#pragma once

#include "core/base/json.h"
#include "core/model/modelfile.h"

namespace headroom::model::hf {

inline constexpr std::string_view kOwnPrefix = "gguf.";

/// Sets what config.json keeps under "headroom". Errors: Corrupt.
Status addLeftovers(const Json& config, Metadata& metadata);
/// The keys of `wanted` that `derived` lacks or has otherwise, and those it has too many; without the tokenizer's.
Json leftovers(const Metadata& wanted, const Metadata& derived);

} // namespace headroom::model::hf
