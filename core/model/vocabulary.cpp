// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/vocabulary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace headroom::model {

namespace {

using namespace std::string_view_literals;

/// Tokens that end a turn, known to llama.cpp by their text alone.
constexpr std::array kEndTexts{
    "<|eot_id|>"sv,
    "<|im_end|>"sv,
    "<|end|>"sv,
    "<|return|>"sv,
    "<|call|>"sv,
    "<|flush|>"sv,
    "<|calls|>"sv,
    "<end_of_turn>"sv,
    "<|endoftext|>"sv,
    "</s>"sv,
    "<|eom_id|>"sv,
    "<EOT>"sv,
    "_<EOT>"sv,
    "[EOT]"sv,
    "[EOS]"sv,
    "<|end_of_text|>"sv,
    "<end_of_utterance>"sv,
    "<eos>"sv,
    "<｜end▁of▁sentence｜>"sv,
    "<|fim_pad|>"sv,
    "<fim-pad>"sv,
    "<fim_pad>"sv,
    "<|fim_repo|>"sv,
    "<|repo_name|>"sv,
    "<fim-repo>"sv,
    "<|file_sep|>"sv,
};
/// Fill-in-the-middle markers: control tokens whatever the file says, but they end nothing.
constexpr std::array kInfillTexts{
    "<|fim_prefix|>"sv, "<fim-prefix>"sv, "<fim_prefix>"sv, "<｜fim▁begin｜>"sv, "<PRE>"sv, "▁<PRE>"sv,
    "<|fim_suffix|>"sv, "<fim-suffix>"sv, "<fim_suffix>"sv, "<｜fim▁hole｜>"sv,  "<SUF>"sv, "▁<SUF>"sv,
    "<|fim_middle|>"sv, "<fim-middle>"sv, "<fim_middle>"sv, "<｜fim▁end｜>"sv,   "<MID>"sv, "▁<MID>"sv,
};
/// Structure of the "harmony" chat format: always shown and always cut out.
constexpr std::array kVisibleTexts{"<|channel|>"sv, "<|message|>"sv, "<|start|>"sv, "<|constrain|>"sv};

std::uint8_t kindOf(std::uint64_t stored)
{
    constexpr std::array<std::uint8_t, 7> kKinds{0, kNormal, kUnknown, kControl, kUserDefined, kUnused, kByte};
    return stored < kKinds.size() ? kKinds[stored] : 0;
}

std::string keyPlace(const GgufFile& file, std::string_view key)
{
    return fmt::format("{}, key \"{}\"", file.path().string(), key);
}

/// The array under `key`, if present with at least as many items as there are tokens.
Result<const Array*> perToken(const GgufFile& file, std::string_view key, std::size_t tokens)
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
void cutAt(std::string_view text, std::string_view special, Token token, bool stripRight, std::vector<Fragment>& out)
{
    while (!text.empty()) {
        const std::size_t found = text.find(special);
        if (found != 0)
            out.push_back({text.substr(0, found)});
        if (found == std::string_view::npos)
            return;
        out.push_back({{}, token});
        text.remove_prefix(found + special.size());
        while (stripRight && !text.empty() && isSpace(text.front()))
            text.remove_prefix(1);
    }
}

} // namespace

Result<Vocabulary> Vocabulary::read(const GgufFile& file)
{
    Vocabulary vocabulary;
    HEADROOM_TRY(vocabulary.readTokens(file));
    HEADROOM_TRY(vocabulary.readScores(file));
    HEADROOM_TRY(vocabulary.readKinds(file));
    vocabulary.m_ends.resize(vocabulary.size());
    vocabulary.applyKnownNames(file.metadata());
    vocabulary.collectSpecials();
    vocabulary.applyStripping(file.metadata());
    return vocabulary;
}

Status Vocabulary::readTokens(const GgufFile& file)
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
    m_ids.reserve(m_texts.size());
    for (std::size_t i = 0; i < m_texts.size(); ++i)
        m_ids[m_texts[i]] = static_cast<Token>(i);
    return {};
}

Status Vocabulary::readScores(const GgufFile& file)
{
    constexpr std::string_view kKey = "tokenizer.ggml.scores";
    const auto scores = perToken(file, kKey, size());
    if (!scores)
        return tl::unexpected(scores.error());
    m_scores.resize(size());
    for (std::size_t i = 0; *scores && i < size(); ++i) {
        const auto* score = std::get_if<float>(&(*scores)->items[i].data);
        if (!score || std::isnan(*score))
            return fail(ErrorCode::Corrupt, keyPlace(file, kKey), fmt::format("entry {} is not a number", i));
        m_scores[i] = *score;
    }
    return {};
}

Status Vocabulary::readKinds(const GgufFile& file)
{
    constexpr std::string_view kKey = "tokenizer.ggml.token_type";
    const auto kinds = perToken(file, kKey, size());
    if (!kinds)
        return tl::unexpected(kinds.error());
    m_kinds.assign(size(), kNormal);
    for (std::size_t i = 0; *kinds && i < size(); ++i) {
        const Value& item = (*kinds)->items[i];
        if (const auto* asSigned = std::get_if<std::int32_t>(&item.data))
            m_kinds[i] = *asSigned < 0 ? 0 : kindOf(static_cast<std::uint64_t>(*asSigned));
        else if (const auto* asUnsigned = std::get_if<std::uint32_t>(&item.data))
            m_kinds[i] = kindOf(*asUnsigned);
        else
            return fail(ErrorCode::Corrupt, keyPlace(file, kKey), "is not an array of 32-bit integers");
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
    const auto each = [this](const auto& texts, const auto& action) {
        for (const std::string_view text : texts)
            if (const Token token = find(text); token >= 0)
                action(static_cast<std::size_t>(token));
    };
    each(kEndTexts, [this](std::size_t i) {
        m_ends[i] = true;
        m_kinds[i] |= kControl;
    });
    each(kInfillTexts, [this](std::size_t i) { m_kinds[i] |= kControl; });
    each(kVisibleTexts, [this](std::size_t i) { m_kinds[i] = kUserDefined; });
    for (const char* name : {"eos", "eot", "eom"})
        markEnd(specialId(metadata, name, -1, size()));
    // In the harmony format "<|end|>" only ends a message; "<|return|>" and "<|call|>" end the turn.
    if (const Token end = find("<|end|>"); end >= 0 && find("<|return|>") >= 0 && find("<|call|>") >= 0) {
        m_ends[static_cast<std::size_t>(end)] = false;
        m_kinds[static_cast<std::size_t>(end)] = kUserDefined;
    }
}

void Vocabulary::collectSpecials()
{
    for (std::size_t i = 0; i < size(); ++i)
        if (m_kinds[i] & (kControl | kUserDefined | kUnknown))
            m_specials.push_back(static_cast<Token>(i));
    std::stable_sort(m_specials.begin(), m_specials.end(),
                     [this](Token a, Token b) { return text(a).size() > text(b).size(); });
}

/// No key says which tokens swallow whitespace; like llama.cpp we know it of Phi-3 by the model's name.
void Vocabulary::applyStripping(const Metadata& metadata)
{
    std::string name(metadata.text("general.name").value_or(""));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (name.find("phi-3") == std::string::npos && name.find("phi3") == std::string::npos)
        return;
    for (const Token token : m_specials)
        if (const auto& own = text(token); own != "<unk>" && own != "<s>" && own != "<|endoftext|>")
            m_kinds[static_cast<std::size_t>(token)] |= kStripRight;
}

std::vector<Fragment> Vocabulary::cut(std::string_view text, bool parseSpecial) const
{
    std::vector<Fragment> fragments;
    if (!text.empty())
        fragments.push_back({text});
    for (const Token token : m_specials) {
        if (!parseSpecial && (kind(token) & (kControl | kUnknown)))
            continue;
        if (text.find(this->text(token)) == std::string_view::npos)
            continue;
        std::vector<Fragment> finer;
        for (const Fragment& fragment : fragments)
            if (fragment.token >= 0)
                finer.push_back(fragment);
            else
                cutAt(fragment.text, this->text(token), token, kind(token) & kStripRight, finer);
        fragments = std::move(finer);
    }
    return fragments;
}

} // namespace headroom::model
