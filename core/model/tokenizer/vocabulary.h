// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the token list of a GGUF file with what each token is, and the cutting of text at special tokens, which all
// tokenizers share. Some of what llama.cpp knows stands in no file; it is in tables in vocabulary.cpp.
#pragma once

#include "core/model/tokenizer/trie.h"

#include <unordered_map>

namespace headroom::model {

/// Bits: the reference turns some tokens into control tokens without taking away what they were.
enum TokenKind : std::uint8_t {
    kNormal = 1,
    kUnknown = 2,
    kControl = 4,
    kUserDefined = 8,
    kByte = 16,
    kUnused = 32,
    kStripRight = 64, ///< swallows the whitespace that follows it
    kStripLeft = 128, ///< and the one before it
};

/// A stretch of text, or a token that was found in it.
struct Fragment {
    std::string_view text;
    Token token = -1;
};

class Vocabulary {
public:
    static Result<Vocabulary> read(const ModelFile& file);
    /// From another source, with kinds (TokenKind bits) and scores per token; nothing is known of it by name.
    static Vocabulary make(std::vector<std::string> texts, std::vector<std::uint8_t> kinds, std::vector<float> scores);
    Vocabulary(Vocabulary&&) = default; // moving keeps the strings where the views expect them, copying would not
    Vocabulary& operator=(Vocabulary&&) = default;

    std::size_t size() const { return m_texts.size(); }
    const std::string& text(Token token) const { return m_texts[static_cast<std::size_t>(token)]; }
    std::uint8_t kind(Token token) const { return m_kinds[static_cast<std::size_t>(token)]; }
    float score(Token token) const { return m_scores[static_cast<std::size_t>(token)]; }
    bool contains(Token token) const { return token >= 0 && static_cast<std::size_t>(token) < size(); }
    /// -1 when there is none.
    Token find(std::string_view text) const;
    /// A special token id of the file ("bos"), or `absent`; ids beyond the vocabulary count as absent.
    static Token specialId(const Metadata& metadata, std::string_view name, Token absent, std::size_t size);

    bool endsGeneration(Token token) const { return contains(token) && m_ends[static_cast<std::size_t>(token)]; }
    void markEnd(Token token);
    /// User-defined tokens are always cut out, control tokens only when parseSpecial; longer ones first.
    std::vector<Fragment> cut(std::string_view text, bool parseSpecial) const;

private:
    Vocabulary() = default;
    Status readTokens(const ModelFile& file);
    Status readScores(const ModelFile& file);
    Status readKinds(const ModelFile& file);
    Status checkIds(const ModelFile& file) const;
    void indexTexts();
    void applyKnownNames(const Metadata& metadata);
    void collectSpecials();
    void applyStripping(const Metadata& metadata);
    void unmarkEnd(std::string_view text, std::uint8_t kind);
    std::vector<bool> present(std::string_view text) const;

    std::vector<std::string> m_texts;
    std::vector<std::uint8_t> m_kinds;
    std::vector<float> m_scores;
    std::vector<bool> m_ends;
    Trie m_specialTrie; ///< which of m_specials a text contains at all
    std::vector<Token> m_specials; ///< longest text first
    std::unordered_map<std::string_view, Token> m_ids; ///< views into m_texts
};

} // namespace headroom::model
