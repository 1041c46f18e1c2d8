// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/pipeline/addedtokens.h"

#include "core/model/unicode.h"
#include "core/model/utf8.h"

namespace headroom::model::pipeline {

namespace {

bool isWordCharacter(std::uint32_t c)
{
    const Category category = categoryOf(c);
    return c == '_' || category == Category::Letter || category == Category::Number || category == Category::Mark;
}

/// The beginning of the character that ends at `end`.
std::size_t before(std::string_view text, std::size_t end)
{
    std::size_t begin = end - 1;
    while (begin > 0 && (static_cast<unsigned char>(text[begin]) & 0xc0U) == 0x80)
        --begin;
    return begin;
}

bool standsAlone(std::string_view text, std::size_t begin, std::size_t end)
{
    std::size_t left = begin > 0 ? before(text, begin) : 0;
    return !(begin > 0 && isWordCharacter(nextCodePoint(text, left)))
        && !(end < text.size() && isWordCharacter(nextCodePoint(text, end)));
}

} // namespace

AddedTokens::AddedTokens(std::vector<AddedToken> tokens) : m_tokens(std::move(tokens))
{
    std::vector<Trie::Word> words;
    for (std::size_t i = 0; i < m_tokens.size(); ++i)
        words.push_back({m_tokens[i].text, static_cast<Token>(i)});
    m_trie = Trie(std::move(words));
}

Token AddedTokens::startingAt(std::string_view text, std::size_t at, bool parseSpecial) const
{
    Token best = -1;
    m_trie.prefixes(text.substr(at), [&](std::size_t size, Token index) {
        const AddedToken& token = m_tokens[static_cast<std::size_t>(index)];
        if ((parseSpecial || !token.special) && (!token.singleWord || standsAlone(text, at, at + size)))
            best = index;
    });
    return best;
}

std::vector<Fragment> AddedTokens::cut(std::string_view text, bool parseSpecial) const
{
    std::vector<Fragment> fragments;
    std::size_t done = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Token found = startingAt(text, at, parseSpecial);
        if (found < 0) {
            at += announcedLength(text[at]);
            continue;
        }
        const AddedToken& token = m_tokens[static_cast<std::size_t>(found)];
        std::size_t begin = at, end = at + token.text.size();
        for (std::size_t left = begin; token.stripLeft && left > done; begin = left) {
            std::size_t next = left = before(text, begin);
            if (!isWhiteSpace(nextCodePoint(text, next)))
                break;
        }
        for (std::size_t next = end; token.stripRight && end < text.size(); end = next)
            if (!isWhiteSpace(nextCodePoint(text, next)))
                break;
        if (begin > done)
            fragments.push_back({text.substr(done, begin - done)});
        fragments.push_back({{}, token.id});
        at = done = end;
    }
    if (done < text.size())
        fragments.push_back({text.substr(done)});
    return fragments;
}

} // namespace headroom::model::pipeline
