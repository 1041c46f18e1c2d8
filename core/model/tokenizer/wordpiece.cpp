// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// WordPiece ("bert") as GGUF stores it: a token that begins a word is written with "▁" in front, one that continues a
// word without "##". Each word is cut from its beginning into the longest tokens; a word that cannot be is unknown.
// Example: "unaffable" → "▁una", "ffa", "ble".
#include "core/model/tokenizer/wordpiece.h"

#include "core/model/tokenizer/tokenizerbase.h"
#include "core/model/unicode.h"
#include "core/model/utf8.h"

namespace headroom::model {

namespace {

constexpr Token kClassify = 101, kSeparate = 102, kUnknownWord = 100; ///< where BERT's vocabulary has them

bool standsAlone(std::uint32_t c)
{
    const Category category = categoryOf(c);
    return category == Category::Punctuation || (c < 0x7f && category == Category::Symbol) || isIdeograph(c);
}

class WordPieceTokenizer final : public TokenizerBase {
public:
    WordPieceTokenizer(Vocabulary words, SpecialRules special, BertRules rules)
        : TokenizerBase(std::move(words), std::move(special)), m_rules(rules)
    {
        std::vector<Trie::Word> all;
        all.reserve(vocabulary().size());
        for (std::size_t i = 0; i < vocabulary().size(); ++i)
            all.push_back({vocabulary().text(static_cast<Token>(i)), static_cast<Token>(i)});
        m_trie = Trie(std::move(all));
    }

    std::string_view kind() const override { return "WordPiece"; }
    /// The unknown token is shown: it says that a word was lost.
    std::string piece(Token token) const override
    {
        return token == unknown() && token >= 0 ? vocabulary().text(token) : TokenizerBase::piece(token);
    }
    std::string decode(std::span<const Token> tokens) const override
    {
        std::string text;
        for (const Token token : tokens)
            text += piece(token);
        return tidied(text);
    }

protected:
    void encodePlain(std::string_view text, bool /*afterSpecial*/, std::vector<Token>& out) const override
    {
        for (const std::string& word : bertWords(text, m_rules))
            encodeWord(std::string(kSpaceMark) + word, out);
    }
    std::string plainPiece(Token token) const override
    {
        const bool known = vocabulary().kind(token) & kNormal;
        return known ? replaceAll(vocabulary().text(token), kSpaceMark, " ") : std::string();
    }

private:
    void encodeWord(std::string_view word, std::vector<Token>& out) const
    {
        const std::size_t before = out.size();
        while (!word.empty()) {
            const auto found = m_trie.longest(word);
            if (!found) {
                out.resize(before);
                break;
            }
            out.push_back(found->second);
            word.remove_prefix(found->first);
        }
        if (out.size() == before && unknown() >= 0)
            out.push_back(unknown());
    }

    BertRules m_rules;
    Trie m_trie;
};

} // namespace

std::vector<std::string> bertWords(std::string_view text, const BertRules& rules)
{
    std::vector<std::string> words;
    bool inWord = false;
    for (std::size_t i = 0; i < text.size();) {
        const std::uint32_t read = nextCodePoint(text, i);
        const std::uint32_t c = rules.stripAccents ? decompositionBase(read) : read;
        if (isWhiteSpace(c)) {
            inWord = false;
            continue;
        }
        const Category category = categoryOf(c);
        if (c == 0 || c == 0xfffd || category == Category::Control
            || (rules.stripAccents && category == Category::Mark))
            continue;
        const bool alone = standsAlone(c);
        if (!inWord || alone)
            words.emplace_back();
        appendCodePoint(words.back(), rules.lowerCase ? lowerCase(c) : c);
        inWord = !alone;
    }
    return words;
}

TokenizerResult createWordPiece(const ModelFile& file)
{
    auto words = Vocabulary::read(file);
    if (!words)
        return tl::unexpected(std::move(words.error()));
    const Metadata& metadata = file.metadata();
    SpecialRules special = readRules(metadata, {.bos = kClassify, .unknown = kUnknownWord}, words->size());
    special.before = special.after = {};
    if (special.bos >= 0)
        special.before = {special.bos};
    if (const Token end = Vocabulary::specialId(metadata, "seperator", kSeparate, words->size()); end >= 0)
        special.after = {end}; // the key is spelled so
    words->markEnd(special.eos);
    BertRules rules;
    rules.lowerCase = metadata.boolean("tokenizer.ggml.normalizer.lowercase").value_or(true);
    rules.stripAccents = metadata.boolean("tokenizer.ggml.normalizer.strip_accents").value_or(rules.lowerCase);
    return std::make_unique<const WordPieceTokenizer>(std::move(*words), std::move(special), rules);
}

} // namespace headroom::model
