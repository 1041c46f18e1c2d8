// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// SentencePiece unigram as GGUF stores it ("t5"): the text is normalized by the model's own table, spaces become "▁",
// and Unigram finds the tokens.
#include "core/model/tokenizer/charsmap.h"
#include "core/model/tokenizer/tokenizerbase.h"
#include "core/model/tokenizer/unigram.h"
#include "core/model/utf8.h"

#include <limits>

namespace headroom::model {

namespace {

struct SpaceRules {
    bool prefix = false; ///< a space is put in front of the text
    bool merge = false; ///< several spaces become one, those at the ends go
};

/// The pieces that take part, in their scores; a user-defined one always wins against its parts.
Unigram unigramOf(const Vocabulary& words, Token unknown)
{
    std::vector<Unigram::Piece> pieces;
    double lowest = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto token = static_cast<Token>(i);
        const std::uint8_t kind = words.kind(token);
        const double score = double{words.score(token)};
        if (kind & kNormal)
            lowest = std::min(lowest, score);
        if (kind & (kNormal | kUserDefined | kUnused))
            pieces.push_back({words.text(token), token, kind & kUserDefined ? 0 : score});
    }
    return {pieces, unknown, lowest};
}

Trie userDefined(const Vocabulary& words)
{
    std::vector<Trie::Word> found;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (words.kind(static_cast<Token>(i)) & kUserDefined)
            found.push_back({words.text(static_cast<Token>(i)), static_cast<Token>(i)});
    return Trie(std::move(found));
}

class UnigramTokenizer final : public TokenizerBase {
public:
    UnigramTokenizer(Vocabulary words, SpecialRules rules, CharsMap map, SpaceRules spaces, Token unknown)
        : TokenizerBase(std::move(words), std::move(rules))
        , m_map(std::move(map))
        , m_spaces(spaces)
        , m_unigram(unigramOf(vocabulary(), unknown))
        , m_userDefined(userDefined(vocabulary()))
    {
    }

    std::string_view kind() const override { return "SentencePiece unigram"; }

protected:
    void encodePlain(std::string_view text, bool /*afterSpecial*/, std::vector<Token>& out) const override
    {
        for (const Unigram::Part& part : m_unigram.cut(normalize(text)))
            if (part.token >= 0)
                out.push_back(part.token);
    }
    std::string plainPiece(Token token) const override
    {
        const std::string& text = vocabulary().text(token);
        if (const auto byte = vocabulary().kind(token) & kByte ? byteOfName(text) : std::nullopt)
            return {*byte};
        return vocabulary().kind(token) & kNormal ? replaceAll(text, kSpaceMark, " ") : std::string();
    }
    bool addsLeadingSpace() const override { return m_spaces.prefix; }

private:
    std::string normalize(std::string_view text) const;
    std::string_view replacement(std::string_view text, std::size_t& length) const;

    CharsMap m_map;
    SpaceRules m_spaces;
    Unigram m_unigram;
    Trie m_userDefined;
};

/// What the beginning of the text becomes; `length` bytes of it are used up.
std::string_view UnigramTokenizer::replacement(std::string_view text, std::size_t& length) const
{
    if (const auto kept = m_userDefined.longest(text)) {
        length = kept->first;
        return text.substr(0, length);
    }
    if (const auto mapped = m_map.find(text, CharsMap::Prefer::Longest)) {
        length = mapped->length;
        return mapped->text;
    }
    const bool replaced = nextCodePoint(text, length) == 0xfffd && length == 1;
    return replaced ? "\xef\xbf\xbd" : text.substr(0, length);
}

std::string UnigramTokenizer::normalize(std::string_view text) const
{
    std::string result;
    result.reserve(text.size() + text.size() / 4 + kSpaceMark.size());
    bool inWord = false, prefixed = false;
    while (!text.empty()) {
        std::size_t length = 0;
        for (const char c : replacement(text, length)) {
            const bool begins = c != ' ' && !inWord;
            inWord = c != ' ';
            if (begins && ((m_spaces.prefix && !prefixed) || m_spaces.merge)) {
                result += kSpaceMark;
                prefixed = true;
            }
            if (inWord)
                result += c;
            else if (!m_spaces.merge)
                result += kSpaceMark;
        }
        text.remove_prefix(length);
    }
    return result;
}

/// The normalization table, an array of bytes of either sign.
Result<CharsMap> readCharsMap(const ModelFile& file)
{
    constexpr std::string_view kKey = "tokenizer.ggml.precompiled_charsmap";
    const std::string where = file.path().string() + ", key \"" + std::string(kKey) + "\"";
    if (!file.metadata().find(kKey))
        return CharsMap();
    const Array* array = file.metadata().array(kKey);
    std::string bytes;
    for (std::size_t i = 0; array && i < array->items.size(); ++i) {
        const auto& item = array->items[i].data;
        if (const auto* whole = std::get_if<std::uint8_t>(&item))
            bytes += static_cast<char>(*whole);
        else if (const auto* half = std::get_if<std::int8_t>(&item))
            bytes += static_cast<char>(*half);
        else
            return fail(ErrorCode::Corrupt, where, "is not an array of bytes");
    }
    if (!array)
        return fail(ErrorCode::Corrupt, where, "is not an array of bytes");
    return CharsMap::parse(bytes, where);
}

} // namespace

TokenizerResult createUnigram(const ModelFile& file)
{
    auto words = Vocabulary::read(file);
    if (!words)
        return tl::unexpected(std::move(words.error()));
    auto map = readCharsMap(file);
    if (!map)
        return tl::unexpected(std::move(map.error()));
    const Metadata& metadata = file.metadata();
    SpecialRules rules = readRules(metadata, {.eos = 1, .unknown = 2, .addEos = true}, words->size());
    words->markEnd(rules.eos);
    const SpaceRules spaces{metadata.boolean("tokenizer.ggml.add_space_prefix").value_or(false),
                            metadata.boolean("tokenizer.ggml.remove_extra_whitespaces").value_or(false)};
    const Token unknown = rules.unknown;
    return std::make_unique<const UnigramTokenizer>(std::move(*words), std::move(rules), std::move(*map), spaces,
                                                    unknown);
}

} // namespace headroom::model
