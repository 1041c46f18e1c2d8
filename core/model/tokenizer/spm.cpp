// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// SentencePiece BPE ("llama"): spaces become "▁" (U+2581), one is put in front, characters are merged by the score of
// the token they form, highest first, and what is no token falls back to its bytes, "<0x00>" … "<0xFF>".
// Example: "Hello" → "▁Hello" → 15043 in Llama 2's vocabulary.
#include "core/model/tokenizer/mergepairs.h"
#include "core/model/tokenizer/tokenizerbase.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

#include <array>

namespace headroom::model {

namespace {

/// Whether a piece reaches over a "▁" from a character before it. If none does, words can be merged one by one.
bool spansWords(const Vocabulary& words)
{
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view text = words.text(static_cast<Token>(i));
        for (std::size_t at = text.find(kSpaceMark, 1); at != std::string_view::npos;
             at = text.find(kSpaceMark, at + 1))
            if (!text.substr(0, at).ends_with(kSpaceMark))
                return true;
    }
    return false;
}

/// Length of the word at the beginning: spaces, then everything up to the next space.
std::size_t wordLength(std::string_view text)
{
    std::size_t end = 0;
    while (text.substr(end).starts_with(kSpaceMark))
        end += kSpaceMark.size();
    return std::min(text.find(kSpaceMark, end), text.size());
}

class SentencePieceTokenizer final : public TokenizerBase {
public:
    SentencePieceTokenizer(Vocabulary words, SpecialRules rules, bool leadingSpace, Token unknown)
        : TokenizerBase(std::move(words), std::move(rules))
        , m_leadingSpace(leadingSpace)
        , m_spansWords(spansWords(vocabulary()))
    {
        for (std::size_t byte = 0; byte < m_bytes.size(); ++byte) {
            const Token named = vocabulary().find(fmt::format("<0x{:02X}>", byte));
            const Token plain = vocabulary().find(std::string(1, static_cast<char>(byte)));
            m_bytes[byte] = named >= 0 ? named : plain >= 0 ? plain : unknown;
        }
    }

    std::string_view kind() const override { return "SentencePiece BPE"; }

protected:
    void encodePlain(std::string_view text, bool afterSpecial, std::vector<Token>& out) const override;
    std::string plainPiece(Token token) const override;
    bool addsLeadingSpace() const override { return m_leadingSpace; }

private:
    void encodeWord(std::string_view word, std::vector<Symbol>& symbols, std::vector<Token>& out) const;
    void emit(std::string_view piece, std::vector<Token>& out) const;

    bool m_leadingSpace;
    bool m_spansWords;
    std::array<Token, 256> m_bytes{};
};

void SentencePieceTokenizer::encodePlain(std::string_view text, bool afterSpecial, std::vector<Token>& out) const
{
    const std::string escaped = (m_leadingSpace && afterSpecial ? std::string(kSpaceMark) : std::string())
        + replaceAll(text, " ", kSpaceMark);
    std::vector<Symbol> symbols;
    for (std::string_view rest = escaped; !rest.empty();) {
        const std::size_t size = m_spansWords ? rest.size() : wordLength(rest);
        encodeWord(rest.substr(0, size), symbols, out);
        rest.remove_prefix(size);
    }
}

void SentencePieceTokenizer::encodeWord(std::string_view word, std::vector<Symbol>& symbols,
                                        std::vector<Token>& out) const
{
    symbols.clear();
    for (std::size_t i = 0; i < word.size();) {
        const std::size_t size = std::min(announcedLength(word[i]), word.size() - i);
        symbols.push_back({i, size});
        i += size;
    }
    const auto join = [&](const Symbol& left, const Symbol& right) -> std::optional<Joined> {
        const Token token = vocabulary().find(word.substr(left.begin, left.size + right.size));
        return token < 0 ? std::nullopt : std::optional(Joined{-double{vocabulary().score(token)}, token});
    };
    PairMerger(symbols, join).run();
    for (const Symbol& symbol : symbols)
        if (symbol.size > 0)
            emit(word.substr(symbol.begin, symbol.size), out);
}

void SentencePieceTokenizer::emit(std::string_view piece, std::vector<Token>& out) const
{
    if (const Token token = vocabulary().find(piece); token >= 0) {
        out.push_back(token);
        return;
    }
    for (const char c : piece)
        if (const Token token = m_bytes[static_cast<unsigned char>(c)]; token >= 0)
            out.push_back(token);
}

std::string SentencePieceTokenizer::plainPiece(Token token) const
{
    const std::string& text = vocabulary().text(token);
    const auto kind = vocabulary().kind(token);
    if (const auto byte = kind & kByte ? byteOfName(text) : std::nullopt)
        return {*byte};
    return kind & (kNormal | kByte) ? replaceAll(text, kSpaceMark, " ") : std::string();
}

} // namespace

TokenizerResult createSentencePiece(const ModelFile& file)
{
    auto words = Vocabulary::read(file);
    if (!words)
        return tl::unexpected(std::move(words.error()));
    const Metadata& metadata = file.metadata();
    const std::size_t size = words->size();
    SpecialRules rules = readRules(metadata, {.bos = 1, .eos = 2, .unknown = 0, .addBos = true, .addEos = false}, size);
    words->markEnd(rules.eos);
    const bool leadingSpace = metadata.boolean("tokenizer.ggml.add_space_prefix").value_or(true);
    const Token unknown = rules.unknown;
    return std::make_unique<const SentencePieceTokenizer>(std::move(*words), std::move(rules), leadingSpace, unknown);
}

} // namespace headroom::model
