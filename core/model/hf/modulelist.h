// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: which modules a quantization leaves as they are, or is for, stands in lists of names, of which each tool has its
// own form.
#pragma once

#include "core/base/json.h"

#include <string_view>

namespace headroom::model::hf {

/// Whether one of the list's texts names the module. "re:…" is an expression that has to match from the beginning
/// (compressed-tensors), "*" stands for any characters (ModelOpt), anything else is the module's name, or whole
/// parts of it ("lm_head", "layers.0", "mlp.gate"; transformers). prefix: what stands before module in a folder
/// ("model."); a list may name wrapped models with another. No list, no text: false.
bool isListed(const Json& list, std::string_view prefix, std::string_view module);

} // namespace headroom::model::hf
