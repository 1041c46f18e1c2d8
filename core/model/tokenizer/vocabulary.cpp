// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/vocabulary.h"

#include "core/model/tokenizer/endtokens.h"
#include "core/model/tokenizer/knowntokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::model {

namespace {

std::uint8_t tokenKind(std::uint64_t stored)
{
    constexpr std::array<std::uint8_t, 7> kByNumber{0, kNormal, kUnknown, kControl, kUserDefined, kUnused, kByte};
    return stored < kByNumber.size() ? kByNumber[stored] : 0;
}

std::string keyPlace(const ModelFile& file, std::string_view key)
{
    return fmt::format("{}, key \"{}\"", file.path().string(), key);
}

/// The array under `key`, if present with at least as many items as there are tokens.
Result<const Array*> perToken(const ModelFile& file, std::string_view key, std::size_t tokens)
{
    if (!file.metadata().find(key))
        return nullptr;
    const Array* array = file.metadata().array(key);
    if (!array || array->items.size() < tokens)
        return fail(ErrorCode::Corrupt, keyPlace(file, key),
                    array ? fmt::format("{} entries for {} tokens", array->items.size(), tokens)
                          : std::string("is not an array"));
    return array;
}

bool isSpace(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// Cuts one stretch of text at every occurrence of a token.
void cutAt(std::string_view text, std::string_view special, Token token, std::uint8_t kind, std::vector<Fragment>& out)
{
    while (!text.empty()) {
        const std::size_t found = text.find(special);
        std::string_view before = text.substr(0, found);
        if (found != std::string_view::npos && kind & kStripLeft)
            while (!before.empty() && isSpace(before.back()))
                before.remove_suffix(1);
        if (!before.empty())
            out.push_back({before});
        if (found == std::string_view::npos)
            return;
        out.push_back({{}, token});
        text.remove_prefix(found + special.size());
        while (kind & kStripRight && !text.empty() && isSpace(text.front()))
            text.remove_prefix(1);
    }
}

} // namespace

Result<Vocabulary> Vocabulary::read(const ModelFile& file)
{
    Vocabulary vocabulary;
    HEADROOM_TRY(vocabulary.readTokens(file));
    HEADROOM_TRY(vocabulary.readScores(file));
    HEADROOM_TRY(vocabulary.readKinds(file));
    HEADROOM_TRY(vocabulary.checkIds(file));
    vocabulary.indexTexts();
    vocabulary.applyKnownNames(file.metadata());
    vocabulary.collectSpecials();
    vocabulary.applyStripping(file.metadata());
    return vocabulary;
}

Vocabulary Vocabulary::make(std::vector<std::string> texts, std::vector<std::uint8_t> kinds, std::vector<float> scores)
{
    Vocabulary vocabulary;
    vocabulary.m_texts = std::move(texts);
    vocabulary.m_kinds = std::move(kinds);
    vocabulary.m_scores = std::move(scores);
    vocabulary.m_kinds.resize(vocabulary.size(), kNormal);
    vocabulary.m_scores.resize(vocabulary.size());
    vocabulary.indexTexts();
    vocabulary.collectSpecials();
    return vocabulary;
}

void Vocabulary::indexTexts()
{
    m_ends.resize(size());
    m_ids.reserve(size());
    for (std::size_t i = 0; i < size(); ++i)
        m_ids[m_texts[i]] = static_cast<Token>(i);
}

Status Vocabulary::readTokens(const ModelFile& file)
{
    constexpr std::string_view kKey = "tokenizer.ggml.tokens";
    const Array* tokens = file.metadata().array(kKey);
    if (!tokens || tokens->items.empty())
        return fail(ErrorCode::Corrupt, keyPlace(file, kKey), "is missing or empty");
    m_texts.reserve(tokens->items.size());
    for (const Value& item : tokens->items) {
        const auto* text = std::get_if<std::string>(&item.data);
        if (!text)
            return fail(ErrorCode::Corrupt, keyPlace(file, kKey), "is not an array of strings");
        m_texts.push_back(text->empty() ? fmt::format("[EMPTY_{}]", m_texts.size()) : *text);
    }
    return {};
}

Status Vocabulary::readScores(const ModelFile& file)
{
    constexpr std::string_view kKey = "tokenizer.ggml.scores";
    const auto scores = perToken(file, kKey, size());
    if (!scores)
        return tl::unexpected(scores.error());
    m_scores.resize(size());
    for (std::size_t i = 0; *scores && i < size(); ++i) {
        const Value& item = (*scores)->items[i];
        const auto* whole = std::get_if<std::int32_t>(&item.data);
        const auto* score = std::get_if<float>(&item.data);
        if (!whole && (!score || std::isnan(*score)))
            return fail(ErrorCode::Corrupt, keyPlace(file, kKey), fmt::format("entry {} is not a number", i));
        m_scores[i] = whole ? static_cast<float>(*whole) : *score;
    }
    return {};
}

Status Vocabulary::readKinds(const ModelFile& file)
{
    constexpr std::string_view kKey = "tokenizer.ggml.token_type";
    const auto kinds = perToken(file, kKey, size());
    if (!kinds)
        return tl::unexpected(kinds.error());
    m_kinds.assign(size(), kNormal);
    for (std::size_t i = 0; *kinds && i < size(); ++i) {
        const Value& item = (*kinds)->items[i];
        if (const auto* asSigned = std::get_if<std::int32_t>(&item.data))
            m_kinds[i] = *asSigned < 0 ? 0 : tokenKind(static_cast<std::uint64_t>(*asSigned));
        else if (const auto* asUnsigned = std::get_if<std::uint32_t>(&item.data))
            m_kinds[i] = tokenKind(*asUnsigned);
        else
            return fail(ErrorCode::Corrupt, keyPlace(file, kKey), "is not an array of 32-bit integers");
    }
    return {};
}

/// Those that decide what a text becomes. All bits set is how some programs write that there is none.
Status Vocabulary::checkIds(const ModelFile& file) const
{
    for (const std::string_view name : {"bos", "eos", "unknown", "seperator"}) {
        const std::string key = fmt::format("tokenizer.ggml.{}_token_id", name);
        const auto id = file.metadata().unsignedInteger(key);
        if (id && *id >= size() && *id != UINT32_MAX)
            return fail(ErrorCode::Corrupt, keyPlace(file, key),
                        fmt::format("is {}, beyond the {} tokens", *id, size()));
    }
    return {};
}

Token Vocabulary::find(std::string_view text) const
{
    const auto found = m_ids.find(text);
    return found == m_ids.end() ? -1 : found->second;
}

Token Vocabulary::specialId(const Metadata& metadata, std::string_view name, Token absent, std::size_t size)
{
    const auto id = metadata.unsignedInteger(fmt::format("tokenizer.ggml.{}_token_id", name));
    if (id && *id < size)
        return static_cast<Token>(*id);
    return absent >= 0 && static_cast<std::size_t>(absent) < size ? absent : -1;
}

void Vocabulary::markEnd(Token token)
{
    if (contains(token))
        m_ends[static_cast<std::size_t>(token)] = true;
}

void Vocabulary::applyKnownNames(const Metadata& metadata)
{
    const auto each = [this](KnownToken wanted, const auto& action) {
        for (const KnownText& known : knownTexts())
            if (const Token token = find(known.text); known.token == wanted && token >= 0)
                action(static_cast<std::size_t>(token));
    };
    const auto has = [this](std::string_view text) { return find(text) >= 0; };
    each(KnownToken::End, [this](std::size_t i) {
        m_ends[i] = true;
        m_kinds[i] |= kControl;
    });
    each(KnownToken::Infill, [this](std::size_t i) { m_kinds[i] |= kControl; });
    for (std::size_t i = 0; i < size(); ++i)
        if (m_kinds[i] & kControl && m_texts[i].find("unused") != std::string::npos)
            m_kinds[i] |= kUnused;
    each(KnownToken::Visible, [this](std::size_t i) { m_kinds[i] = kUserDefined; });
    for (const char* name : {"eos", "eot", "eom"})
        markEnd(specialId(metadata, name, -1, size()));
    const bool flushes = has("<|flush|>") && (has("<|call|>") || has("<|calls|>"));
    if (has("<|end|>") && (flushes || (has("<|return|>") && (has("<|call|>") || has("<|calls|>")))))
        unmarkEnd("<|end|>", kUserDefined); // there it only ends a message; "<|return|>" and "<|call|>" end the turn
    if (has("</s>") && has("<|tool_response>"))
        unmarkEnd("</s>", kNormal); // Gemma 4
    for (const Token token : endIds(metadata, size()))
        markEnd(token);
}

void Vocabulary::unmarkEnd(std::string_view text, std::uint8_t kind)
{
    const auto index = static_cast<std::size_t>(find(text));
    m_ends[index] = false;
    m_kinds[index] = kind;
}

void Vocabulary::collectSpecials()
{
    std::vector<Trie::Word> words;
    for (std::size_t i = 0; i < size(); ++i)
        if (m_kinds[i] & (kControl | kUserDefined | kUnknown) && !m_texts[i].empty())
            m_specials.push_back(static_cast<Token>(i));
    std::stable_sort(m_specials.begin(), m_specials.end(),
                     [this](Token a, Token b) { return text(a).size() > text(b).size(); });
    for (std::size_t i = 0; i < m_specials.size(); ++i)
        words.push_back({text(m_specials[i]), static_cast<Token>(i)});
    m_specialTrie = Trie(std::move(words));
}

/// No key says which tokens swallow whitespace; like llama.cpp we know it by names.
void Vocabulary::applyStripping(const Metadata& metadata)
{
    const auto lower = [&metadata](std::string_view key) {
        std::string value(metadata.text(key).value_or(""));
        std::transform(value.begin(), value.end(), value.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        return value;
    };
    const auto strip = [this](std::string_view text, TokenKind side) {
        if (const Token token = find(text); token >= 0)
            m_kinds[static_cast<std::size_t>(token)] |= side;
    };
    const std::string name = lower("general.name"), pre = lower("tokenizer.ggml.pre");
    const std::string architecture = lower("general.architecture");
    const auto contains
        = [](const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; };
    if (contains(pre, "jina-v2-") || contains(architecture, "nomic-bert-moe") || contains(architecture, "jina-bert-v3"))
        strip("<mask>", kStripLeft);
    else if (contains(name, "phi-3") || contains(name, "phi3")) {
        for (const Token token : m_specials)
            if (const auto& own = text(token); own != "<unk>" && own != "<s>" && own != "<|endoftext|>")
                m_kinds[static_cast<std::size_t>(token)] |= kStripRight;
        strip("</s>", kStripRight);
    } else if (contains(name, "modern-bert"))
        strip("[MASK]", kStripLeft);
}

/// Which of m_specials occur in the text. Those too long for the trie are taken to.
std::vector<bool> Vocabulary::present(std::string_view text) const
{
    std::vector<bool> found(m_specials.size());
    for (std::size_t i = 0; i < m_specials.size() && this->text(m_specials[i]).size() > Trie::kMaxLength; ++i)
        found[i] = true;
    for (std::size_t i = 0; i < text.size(); ++i)
        m_specialTrie.prefixes(text.substr(i),
                               [&found](std::size_t, Token index) { found[static_cast<std::size_t>(index)] = true; });
    return found;
}

std::vector<Fragment> Vocabulary::cut(std::string_view text, bool parseSpecial) const
{
    std::vector<Fragment> fragments;
    if (!text.empty())
        fragments.push_back({text});
    const std::vector<bool> found = present(text);
    for (std::size_t i = 0; i < m_specials.size(); ++i) {
        const Token token = m_specials[i];
        if (!found[i] || (!parseSpecial && (kind(token) & (kControl | kUnknown))))
            continue;
        std::vector<Fragment> finer;
        for (const Fragment& fragment : fragments)
            if (fragment.token >= 0)
                finer.push_back(fragment);
            else
                cutAt(fragment.text, this->text(token), token, kind(token), finer);
        fragments = std::move(finer);
    }
    return fragments;
}

} // namespace headroom::model
