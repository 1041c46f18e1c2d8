// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// SentencePiece BPE ("llama"): spaces become "▁" (U+2581), one is put in front, characters are merged by the score of
// the token they form, highest first, and what is no token falls back to its bytes, "<0x00>" … "<0xFF>".
// Example: "Hello" → "▁Hello" → 15043 in Llama 2's vocabulary.
#include "core/model/mergepairs.h"
#include "core/model/tokenizerbase.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace headroom::model {

namespace {

constexpr std::string_view kSpace = "\xe2\x96\x81";

std::string replaceAll(std::string_view text, std::string_view from, std::string_view to)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t found = text.find(from); found != std::string_view::npos; found = text.find(from)) {
        result.append(text.substr(0, found)).append(to);
        text.remove_prefix(found + from.size());
    }
    return result.append(text);
}

class SentencePieceTokenizer final : public TokenizerBase {
public:
    SentencePieceTokenizer(Vocabulary words, SpecialRules rules, bool leadingSpace, Token unknown)
        : TokenizerBase(std::move(words), rules), m_leadingSpace(leadingSpace)
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
    void emit(std::string_view piece, std::vector<Token>& out) const;

    bool m_leadingSpace;
    std::array<Token, 256> m_bytes{};
};

void SentencePieceTokenizer::encodePlain(std::string_view text, bool afterSpecial, std::vector<Token>& out) const
{
    const std::string escaped
        = (m_leadingSpace && afterSpecial ? std::string(kSpace) : std::string()) + replaceAll(text, " ", kSpace);
    const std::string_view view = escaped;
    std::vector<Symbol> symbols;
    symbols.reserve(escaped.size());
    for (std::size_t i = 0; i < view.size();) {
        const std::size_t size = std::min(announcedLength(view[i]), view.size() - i);
        symbols.push_back({i, size});
        i += size;
    }
    const auto join = [&](const Symbol& left, const Symbol& right) -> std::optional<Joined> {
        const Token token = vocabulary().find(view.substr(left.begin, left.size + right.size));
        return token < 0 ? std::nullopt : std::optional(Joined{-double{vocabulary().score(token)}, token});
    };
    PairMerger(symbols, join).run();
    for (const Symbol& symbol : symbols)
        if (symbol.size > 0)
            emit(view.substr(symbol.begin, symbol.size), out);
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
    if (kind & kByte && text.size() == 6 && text.starts_with("<0x")) {
        unsigned byte = 0;
        std::from_chars(text.data() + 3, text.data() + 5, byte, 16);
        return {static_cast<char>(byte)};
    }
    return kind & (kNormal | kByte) ? replaceAll(text, kSpace, " ") : std::string();
}

} // namespace

Result<std::unique_ptr<const Tokenizer>> createSentencePiece(const GgufFile& file)
{
    auto words = Vocabulary::read(file);
    if (!words)
        return tl::unexpected(std::move(words.error()));
    const Metadata& metadata = file.metadata();
    const std::size_t size = words->size();
    const SpecialRules rules = readRules(metadata, {.bos = 1, .eos = 2, .addBos = true, .addEos = false}, size);
    words->markEnd(rules.eos);
    const bool leadingSpace = metadata.boolean("tokenizer.ggml.add_space_prefix").value_or(true);
    const Token unknown = Vocabulary::specialId(metadata, "unknown", 0, size);
    return std::make_unique<const SentencePieceTokenizer>(std::move(*words), rules, leadingSpace, unknown);
}

} // namespace headroom::model
