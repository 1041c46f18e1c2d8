// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Byte-level BPE ("gpt2"): text is cut into words, a word is its bytes, and adjacent pairs are merged in the order of
// the merge list. Pieces are numbered once, so that encoding looks up pairs of numbers and builds no strings.
// Example: "Hello" → H e l l o → … → 15496 in GPT-2's vocabulary.
#include "core/model/bytelevel.h"
#include "core/model/ggufcursor.h"
#include "core/model/mergepairs.h"
#include "core/model/pretokenizer.h"
#include "core/model/tokenizerbase.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

#include <array>

namespace headroom::model {

namespace {

/// Pieces that merging can produce, numbered; a vocabulary need not contain all of them.
class Merges {
public:
    /// "left right" per entry, best first.
    Status read(const GgufFile& file);
    void nameTokens(const Vocabulary& words);

    std::int32_t number(std::string_view piece) const
    {
        const auto found = m_numbers.find(std::string(piece));
        return found == m_numbers.end() ? -1 : found->second;
    }
    std::optional<Joined> join(std::int32_t left, std::int32_t right) const
    {
        const auto found = left < 0 || right < 0 ? m_joins.end() : m_joins.find(pair(left, right));
        return found == m_joins.end() ? std::nullopt : std::optional(found->second);
    }
    Token token(std::int32_t number) const { return number < 0 ? -1 : m_tokens[static_cast<std::size_t>(number)]; }

private:
    static std::uint64_t pair(std::int32_t left, std::int32_t right)
    {
        return std::uint64_t{static_cast<std::uint32_t>(left)} << 32U | static_cast<std::uint32_t>(right);
    }
    std::int32_t intern(std::string piece)
    {
        return m_numbers.emplace(std::move(piece), static_cast<std::int32_t>(m_numbers.size())).first->second;
    }

    std::unordered_map<std::string, std::int32_t> m_numbers;
    std::unordered_map<std::uint64_t, Joined> m_joins;
    std::vector<Token> m_tokens;
};

Status Merges::read(const GgufFile& file)
{
    constexpr std::string_view kKey = "tokenizer.ggml.merges";
    const std::string where = fmt::format("{}, key \"{}\"", file.path().string(), kKey);
    const Array* merges = file.metadata().array(kKey);
    if (!merges)
        return fail(ErrorCode::Corrupt, where, "is missing");
    m_joins.reserve(merges->items.size());
    m_numbers.reserve(merges->items.size() + 256);
    for (std::size_t i = 0; i < merges->items.size(); ++i) {
        const auto* line = std::get_if<std::string>(&merges->items[i].data);
        const std::size_t space = line ? line->find(' ', 1) : std::string::npos;
        if (space == std::string::npos)
            return fail(ErrorCode::Corrupt, where, fmt::format("entry {} is no pair of pieces", i));
        std::string left = line->substr(0, space), right = line->substr(space + 1);
        const std::int32_t whole = intern(left + right);
        const std::uint64_t key = pair(intern(std::move(left)), intern(std::move(right)));
        m_joins.emplace(key, Joined{static_cast<double>(i), whole});
    }
    return {};
}

void Merges::nameTokens(const Vocabulary& words)
{
    m_tokens.assign(m_numbers.size(), -1);
    for (const auto& [piece, number] : m_numbers)
        m_tokens[static_cast<std::size_t>(number)] = words.find(piece);
}

class ByteLevelTokenizer final : public TokenizerBase {
public:
    ByteLevelTokenizer(Vocabulary words, SpecialRules rules, Merges merges, PreTokenizer preTokenizer)
        : TokenizerBase(std::move(words), rules), m_merges(std::move(merges)), m_preTokenizer(std::move(preTokenizer))
    {
        m_merges.nameTokens(vocabulary());
        for (std::size_t byte = 0; byte < 256; ++byte) {
            const std::string text = m_byteLevel.encode(static_cast<std::uint8_t>(byte));
            m_byteText[byte] = text;
            m_byteNumber[byte] = m_merges.number(text);
            m_byteToken[byte] = vocabulary().find(text);
        }
    }

    std::string_view kind() const override { return "byte-level BPE"; }

protected:
    void encodePlain(std::string_view text, bool afterSpecial, std::vector<Token>& out) const override;
    std::string plainPiece(Token token) const override;

private:
    void encodeWord(std::string_view word, std::vector<Symbol>& symbols, std::vector<Token>& out) const;
    Token wholeWord(std::string_view word) const;

    ByteLevel m_byteLevel;
    Merges m_merges;
    PreTokenizer m_preTokenizer;
    std::array<std::string, 256> m_byteText;
    std::array<std::int32_t, 256> m_byteNumber{};
    std::array<Token, 256> m_byteToken{};
};

void ByteLevelTokenizer::encodePlain(std::string_view text, bool /*afterSpecial*/, std::vector<Token>& out) const
{
    std::string valid;
    valid.reserve(text.size());
    for (std::size_t i = 0; i < text.size();)
        appendCodePoint(valid, nextCodePoint(text, i));
    std::vector<Symbol> symbols;
    for (const std::string_view word : m_preTokenizer.split(valid))
        encodeWord(word, symbols, out);
}

Token ByteLevelTokenizer::wholeWord(std::string_view word) const
{
    std::string text;
    for (const char c : word)
        text += m_byteText[static_cast<unsigned char>(c)];
    return vocabulary().find(text);
}

void ByteLevelTokenizer::encodeWord(std::string_view word, std::vector<Symbol>& symbols, std::vector<Token>& out) const
{
    if (m_preTokenizer.ignoresMerges())
        if (const Token token = wholeWord(word); token >= 0) {
            out.push_back(token);
            return;
        }
    symbols.clear();
    for (std::size_t i = 0; i < word.size(); ++i)
        symbols.push_back({i, 1, m_byteNumber[static_cast<unsigned char>(word[i])]});
    const auto join = [this](const Symbol& left, const Symbol& right) { return m_merges.join(left.id, right.id); };
    PairMerger(symbols, join).run();
    for (const Symbol& symbol : symbols) {
        if (symbol.size == 0)
            continue;
        if (const Token token = m_merges.token(symbol.id); token >= 0) {
            out.push_back(token);
            continue;
        }
        for (const char c : word.substr(symbol.begin, symbol.size))
            if (const Token token = m_byteToken[static_cast<unsigned char>(c)]; token >= 0)
                out.push_back(token);
    }
}

std::string ByteLevelTokenizer::plainPiece(Token token) const
{
    if (!(vocabulary().kind(token) & kNormal))
        return {};
    return m_byteLevel.decode(vocabulary().text(token)).value_or(vocabulary().text(token));
}

} // namespace

Result<std::unique_ptr<const Tokenizer>> createByteLevel(const GgufFile& file)
{
    const Metadata& metadata = file.metadata();
    const std::string_view family = metadata.text("tokenizer.ggml.pre").value_or("default");
    auto preTokenizer = PreTokenizer::create(family);
    if (!preTokenizer)
        return fail(preTokenizer.error().code, file.path().string() + ", key \"tokenizer.ggml.pre\"",
                    fmt::format("pre-tokenizer \"{}\" is not supported", printable(family)));
    auto words = Vocabulary::read(file);
    if (!words)
        return tl::unexpected(std::move(words.error()));
    Merges merges;
    HEADROOM_TRY(merges.read(file));
    const SpecialRules rules = readRules(metadata, {.addBos = preTokenizer->addsBos()}, words->size());
    words->markEnd(rules.eos);
    return std::make_unique<const ByteLevelTokenizer>(std::move(*words), rules, std::move(merges),
                                                      std::move(*preTokenizer));
}

} // namespace headroom::model
