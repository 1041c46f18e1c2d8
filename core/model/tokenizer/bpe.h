// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a word into tokens by merging, as byte-level vocabularies and SentencePiece-like ones with a merge list do it,
// whether they come from GGUF or tokenizer.json. They differ in the alphabet: bytes, or characters with a fallback.
#pragma once

#include "core/model/tokenizer/bytelevel.h"
#include "core/model/tokenizer/merges.h"

namespace headroom::model {

class Bpe {
public:
    enum class Alphabet : std::uint8_t {
        Bytes, ///< GPT-2: each byte is one character of ByteLevel
        Characters, ///< UTF-8 as it is; what is no token falls back to "<0x00>" … "<0xFF>"
    };
    struct Options {
        Alphabet alphabet = Alphabet::Bytes;
        bool ignoreMerges = false; ///< a word that is a token is not merged from its parts
        bool byteFallback = true; ///< in Characters only
        bool fuseUnknown = false; ///< neighbouring characters that are no token give one unknown token
        Token unknown = -1;
    };
    Bpe(const Vocabulary& words, Merges merges, const Options& options);

    /// Reuses one vector from word to word.
    using Workspace = std::vector<Symbol>;
    void encode(const Vocabulary& words, std::string_view word, Workspace& symbols, std::vector<Token>& out) const;
    /// What a token's text stands for; its own text when it is not written in the alphabet.
    std::string bytesOf(std::string_view text) const;
    /// The token of a whole word, or -1.
    Token wholeWord(const Vocabulary& words, std::string_view word) const;

private:
    void addSymbols(std::string_view word, Workspace& symbols) const;
    void fallBack(std::string_view piece, std::vector<Token>& out) const;

    ByteLevel m_byteLevel;
    Merges m_merges;
    Options m_options;
    std::array<std::string, 256> m_byteText;
    std::array<std::int32_t, 256> m_byteNumber{};
    std::array<Token, 256> m_byteToken{};
};

} // namespace headroom::model
