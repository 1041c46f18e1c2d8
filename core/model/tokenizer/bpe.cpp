// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/bpe.h"

#include "core/model/tokenizer/tokenizerbase.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

namespace headroom::model {

Bpe::Bpe(const Vocabulary& words, Merges merges, const Options& options)
    : m_merges(std::move(merges)), m_options(options)
{
    m_merges.nameTokens(words);
    const bool bytes = options.alphabet == Alphabet::Bytes;
    for (std::size_t byte = 0; byte < 256; ++byte) {
        m_byteText[byte] = m_byteLevel.encode(static_cast<std::uint8_t>(byte));
        m_byteNumber[byte] = m_merges.number(m_byteText[byte]);
        m_byteToken[byte] = words.find(bytes ? m_byteText[byte] : fmt::format("<0x{:02X}>", byte));
    }
}

Token Bpe::wholeWord(const Vocabulary& words, std::string_view word) const
{
    if (m_options.alphabet == Alphabet::Characters)
        return words.find(word);
    std::string text;
    for (const char c : word)
        text += m_byteText[static_cast<unsigned char>(c)];
    return words.find(text);
}

void Bpe::addSymbols(std::string_view word, Workspace& symbols) const
{
    symbols.clear();
    const bool bytes = m_options.alphabet == Alphabet::Bytes;
    for (std::size_t i = 0; i < word.size();) {
        const std::size_t size = bytes ? 1 : std::min(announcedLength(word[i]), word.size() - i);
        symbols.push_back(
            {i, size,
             bytes ? m_byteNumber[static_cast<unsigned char>(word[i])] : m_merges.number(word.substr(i, size))});
        i += size;
    }
}

void Bpe::encode(const Vocabulary& words, std::string_view word, Workspace& symbols, std::vector<Token>& out) const
{
    if (m_options.ignoreMerges)
        if (const Token token = wholeWord(words, word); token >= 0) {
            out.push_back(token);
            return;
        }
    addSymbols(word, symbols);
    const auto join = [this](const Symbol& left, const Symbol& right) { return m_merges.join(left.id, right.id); };
    PairMerger(symbols, join).run();
    bool afterUnknown = false;
    for (const Symbol& symbol : symbols) {
        if (symbol.size == 0)
            continue;
        const std::string_view piece = word.substr(symbol.begin, symbol.size);
        // A character that takes part in no merge may still be a token.
        const Token token = symbol.id >= 0 ? m_merges.token(symbol.id) : wholeWord(words, piece);
        const std::size_t before = out.size();
        if (token >= 0)
            out.push_back(token);
        else
            fallBack(piece, out);
        const bool unknown = out.size() == before;
        if (unknown && m_options.unknown >= 0 && !(afterUnknown && m_options.fuseUnknown))
            out.push_back(m_options.unknown);
        afterUnknown = unknown;
    }
}

/// Bytes as far as they are tokens; in tokenizer.json's way (with an unknown token) all of them or none.
void Bpe::fallBack(std::string_view piece, std::vector<Token>& out) const
{
    if (!m_options.byteFallback)
        return;
    const std::size_t before = out.size();
    for (const char c : piece) {
        const Token token = m_byteToken[static_cast<unsigned char>(c)];
        if (token >= 0)
            out.push_back(token);
        else if (m_options.unknown >= 0)
            return out.resize(before);
    }
}

std::string Bpe::bytesOf(std::string_view text) const
{
    if (m_options.alphabet == Alphabet::Bytes)
        return m_byteLevel.decode(text).value_or(std::string(text));
    return replaceAll(text, kSpaceMark, " ");
}

} // namespace headroom::model
