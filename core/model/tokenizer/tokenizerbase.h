// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what all tokenizers have in common: the vocabulary, the special ids and what goes around a text. Each kind adds
// how plain text becomes tokens, and what bytes a token stands for.
#pragma once

#include "core/model/tokenizer/vocabulary.h"

namespace headroom::model {

struct SpecialRules {
    Token bos = -1;
    Token eos = -1;
    Token unknown = -1;
    std::vector<Token> before, after; ///< what addSpecial puts around a text
};
/// What a kind of tokenizer does when the file does not say otherwise.
struct RuleDefaults {
    Token bos = -1;
    Token eos = -1;
    Token unknown = -1;
    bool addBos = false;
    bool addEos = false;
};

class TokenizerBase : public Tokenizer {
public:
    TokenizerBase(Vocabulary vocabulary, SpecialRules rules)
        : m_vocabulary(std::move(vocabulary)), m_rules(std::move(rules))
    {
    }

    std::vector<Token> encode(std::string_view text, EncodeOptions options) const override;
    std::string piece(Token token) const override;
    std::string decode(std::span<const Token> tokens) const override;
    std::uint32_t vocabularySize() const override { return static_cast<std::uint32_t>(m_vocabulary.size()); }
    bool addsBos() const override { return m_rules.bos >= 0 && !m_rules.before.empty(); }
    Token bos() const override { return m_rules.bos; }
    Token eos() const override { return m_rules.eos; }
    Token unknown() const override { return m_rules.unknown; }
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

/// The file's special tokens.
SpecialRules readRules(const Metadata& metadata, const RuleDefaults& defaults, std::size_t vocabularySize);

constexpr std::string_view kSpaceMark = "\xe2\x96\x81"; ///< "▁", U+2581: how SentencePiece writes a space
std::string replaceAll(std::string_view text, std::string_view from, std::string_view to);
/// The byte that "<0x0A>" stands for.
std::optional<char> byteOfName(std::string_view text);

using TokenizerResult = Result<std::unique_ptr<const Tokenizer>>;
TokenizerResult createSentencePiece(const ModelFile& file);
TokenizerResult createUnigram(const ModelFile& file);
TokenizerResult createByteLevel(const ModelFile& file);
TokenizerResult createWordPiece(const ModelFile& file);

} // namespace headroom::model
