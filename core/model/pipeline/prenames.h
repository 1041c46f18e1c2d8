// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: tokenizer.json spells out how words are cut, GGUF names it. This recognizes the spellings.
#pragma once

#include "core/base/jsonfwd.h"

#include <optional>
#include <string>
#include <string_view>

namespace headroom::model::pipeline {

/// The value of tokenizer.ggml.pre for a byte-level tokenizer; nothing when no name means the same.
std::optional<std::string_view> preTokenizerName(const Json& tokenizer);
std::string fromBase64(std::string_view text);

} // namespace headroom::model::pipeline
