// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: several tokens may end a text. Hugging Face folders list them in generation_config.json (config.json where there
// is none) as "eos_token_id"; GGUF has a key each for the end of a text, of a turn and of a message, and an array that
// some programs write and read for all of them. Ids beyond the vocabulary count as absent.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/model/tokenizer/tokenizer.h"

#include <functional>

namespace headroom::model {

inline constexpr const char* kEndIdsKey = "tokenizer.ggml.eos_token_ids";

/// One id or a list of them; what is neither is left out, and each stands once.
std::vector<Token> endIds(const Json& given, std::size_t vocabularySize);
/// As a folder says it; empty where it does not.
std::vector<Token> endIds(const std::filesystem::path& folder, std::size_t vocabularySize);
/// Of the array; empty where there is none.
std::vector<Token> endIds(const Metadata& metadata, std::size_t vocabularySize);

/// Sets the keys of the end of a turn and of a message by the tokens' texts, or as they come, and the array where there
/// is more than one end. eos: what the file has as the end of a text; -1: the first of `ends` becomes it.
void setEndIds(Metadata& metadata, Token eos, std::span<const Token> ends,
               const std::function<std::string(Token)>& text);

/// generation_config.json of a model: all tokens at which generating ends here, the end of a text first.
Json generationConfig(const ModelFile& file);

} // namespace headroom::model
