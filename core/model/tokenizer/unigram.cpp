// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/unigram.h"

#include "core/model/utf8.h"

namespace headroom::model {

namespace {

constexpr double kUnknownPenalty = 10;

std::vector<Trie::Word> numbered(const std::vector<Unigram::Piece>& pieces)
{
    std::vector<Trie::Word> words;
    words.reserve(pieces.size());
    for (std::size_t i = 0; i < pieces.size(); ++i)
        words.push_back({pieces[i].text, static_cast<Token>(i)});
    return words;
}

} // namespace

Unigram::Unigram(const std::vector<Piece>& pieces, Token unknown, double lowestScore)
    : m_trie(numbered(pieces)), m_unknown(unknown), m_unknownScore(lowestScore - kUnknownPenalty)
{
    m_pieces.reserve(pieces.size());
    for (const Piece& piece : pieces)
        m_pieces.push_back({piece.token, piece.score});
}

std::vector<Unigram::Part> Unigram::cut(std::string_view text) const
{
    struct Best { // of all ways to cut the text up to here: the last part and the sum
        std::size_t begin = std::string_view::npos; ///< not reached yet
        double score = 0;
        Token token = -1;
    };
    std::vector<Best> best(text.size() + 1);
    const auto propose = [&best](std::size_t end, const Best& candidate) {
        if (best[end].begin == std::string_view::npos || candidate.score > best[end].score)
            best[end] = candidate;
    };
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t character = std::min(announcedLength(text[i]), text.size() - i);
        bool covered = false;
        m_trie.prefixes(text.substr(i), [&](std::size_t length, Token index) {
            const Scored& piece = m_pieces[static_cast<std::size_t>(index)];
            covered = covered || length == character;
            propose(i + length, {i, best[i].score + piece.score, piece.token});
        });
        if (!covered)
            propose(i + character, {i, best[i].score + m_unknownScore, m_unknown});
        i += character;
    }
    std::vector<Part> parts;
    for (std::size_t end = text.size(); end > 0; end = best[end].begin) {
        const std::size_t begin = best[end].begin;
        if (!parts.empty() && parts.back().token == m_unknown && best[end].token == m_unknown)
            parts.back() = {begin, parts.back().size + end - begin, m_unknown};
        else
            parts.push_back({begin, end - begin, best[end].token});
    }
    std::reverse(parts.begin(), parts.end());
    return parts;
}

} // namespace headroom::model
