// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what the files beside tokenizer.json add to it: which tokens begin and end a text, and the chat template.
#pragma once

#include "core/base/json.h"
#include "core/model/tokenizer/pipeline/addedtokens.h"
#include "core/model/tokenizer/pipeline/wordmodel.h"
#include "core/model/tokenizer/tokenizerbase.h"

#include <filesystem>

namespace headroom::model::pipeline {

class TokenizerFolder {
public:
    /// Errors: NotFound, Corrupt.
    static Result<TokenizerFolder> read(const std::filesystem::path& folder);

    /// tokenizer.json without the entries of its vocabulary.
    const Json& json() const { return m_json; }
    const std::string& where() const { return m_where; } ///< path of tokenizer.json, for errors
    /// The model's tokens and the added ones. Errors: Corrupt.
    Result<Vocabulary> vocabulary() const;
    const std::vector<AddedToken>& added() const { return m_added; }
    /// Beginning and end, and what the post-processor puts around a single text.
    SpecialRules rules(const Vocabulary& words) const;
    /// The tokens that end generation.
    std::vector<Token> ends(const Vocabulary& words) const;
    /// The id of a token that tokenizer_config.json names ("bos_token"); -1 when there is none.
    Token named(const Vocabulary& words, const char* key) const;
    std::optional<std::string> chatTemplate() const;
    const Json& config() const { return m_config; }

private:
    Status readJson(const std::filesystem::path& path);
    Status readAdded();
    Status readBeside(const std::filesystem::path& folder);
    void addTemplate(const Json& processor, SpecialRules& rules) const;

    Json m_json, m_config;
    std::vector<Token> m_ends; ///< as generation_config.json has them, not yet held against the vocabulary
    std::string m_where, m_template;
    VocabularyEntries m_entries;
    std::vector<AddedToken> m_added;
};

} // namespace headroom::model::pipeline
