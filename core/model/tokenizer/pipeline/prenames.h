// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: tokenizer.json spells out how words are cut, GGUF names it. This recognizes the spellings, and
// writes them.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/model/tokenizer/pretokenizers.h"

#include <optional>
#include <string>
#include <string_view>

namespace headroom::model::pipeline {

/// The value of tokenizer.ggml.pre for a byte-level tokenizer; nothing when no name means the same.
std::optional<std::string_view> preTokenizerName(const Json& tokenizer);
/// The "pre_tokenizer" of such a family, ending in GPT-2's byte alphabet: as its models publish it where that is known
/// (it may then know the case of letters beyond ASCII, which llama.cpp does not), else by the family's own expressions.
Json preTokenizerOf(const Family& family);
std::string fromBase64(std::string_view text);

} // namespace headroom::model::pipeline
