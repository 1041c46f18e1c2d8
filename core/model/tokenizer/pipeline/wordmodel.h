// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the model in the middle of tokenizer.json's pipeline: a word in, tokens out.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/model/tokenizer/vocabulary.h"

namespace headroom::model::pipeline {

class WordModel {
public:
    virtual ~WordModel() = default;
    virtual void encode(std::string_view word, std::vector<Token>& out) const = 0;
    virtual std::string_view name() const = 0; ///< "BPE", "Unigram", …

    /// words must outlive the model. json: the "model" of tokenizer.json. Errors: Unsupported, Corrupt.
    static Result<std::unique_ptr<const WordModel>> read(const Json& json, const Vocabulary& words,
                                                         const std::string& where);
};

constexpr std::int64_t kMostTokens = 1 << 24;
/// The entries of "vocab" where it is an object, in no order.
using VocabularyEntries = std::vector<std::pair<std::string, std::int64_t>>;
/// The model's own tokens by id, from `entries` or from a list in `model`; ids left out have empty texts.
/// Errors: Corrupt (an id out of range or of two tokens, a token twice, no vocabulary).
Result<std::vector<std::string>> tokenTexts(const Json& model, const VocabularyEntries& entries,
                                            const std::string& where);
/// A pair of "merges", written "a b", with exactly one space, or ["a", "b"].
std::optional<std::pair<std::string, std::string>> mergePair(const Json& merge);

} // namespace headroom::model::pipeline
