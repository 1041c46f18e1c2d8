// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what both tokenizers have in common: the vocabulary, the special ids and where BOS and EOS go. Each kind adds
// how plain text becomes tokens, and what bytes a token stands for.
#pragma once

#include "core/model/vocabulary.h"

namespace headroom::model {

struct SpecialRules {
    Token bos = -1;
    Token eos = -1;
    bool addBos = false;
    bool addEos = false;
};

class TokenizerBase : public Tokenizer {
public:
    TokenizerBase(Vocabulary vocabulary, SpecialRules rules) : m_vocabulary(std::move(vocabulary)), m_rules(rules) { }

    std::vector<Token> encode(std::string_view text, EncodeOptions options) const override;
    std::string piece(Token token) const override;
    std::string decode(std::span<const Token> tokens) const override;
    std::uint32_t vocabularySize() const override { return static_cast<std::uint32_t>(m_vocabulary.size()); }
    bool addsBos() const override { return m_rules.addBos; }
    Token bos() const override { return m_rules.bos; }
    Token eos() const override { return m_rules.eos; }
    bool endsGeneration(Token token) const override { return m_vocabulary.endsGeneration(token); }

protected:
    /// afterSpecial: at the beginning, or right after a token that was cut out.
    virtual void encodePlain(std::string_view text, bool afterSpecial, std::vector<Token>& out) const = 0;
    /// Bytes of a token that is neither control nor user-defined.
    virtual std::string plainPiece(Token token) const = 0;
    virtual bool addsLeadingSpace() const { return false; }
    const Vocabulary& vocabulary() const { return m_vocabulary; }

private:
    Vocabulary m_vocabulary;
    SpecialRules m_rules;
};

/// The file's special tokens; the defaults are those of the tokenizer's kind.
SpecialRules readRules(const Metadata& metadata, SpecialRules defaults, std::size_t vocabularySize);

Result<std::unique_ptr<const Tokenizer>> createSentencePiece(const GgufFile& file);
Result<std::unique_ptr<const Tokenizer>> createByteLevel(const GgufFile& file);

} // namespace headroom::model
