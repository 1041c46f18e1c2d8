// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: SentencePiece's unigram model (Kudo 2018, arXiv:1804.10959): of all ways to cut a text into tokens the one with
// the highest sum of scores (log probabilities), found by Viterbi's algorithm in one pass.
#pragma once

#include "core/model/tokenizer/trie.h"

namespace headroom::model {

class Unigram {
public:
    struct Piece {
        std::string_view text; ///< only read during construction
        Token token = -1;
        double score = 0;
    };
    /// unknown stands for a character that no piece covers; its score is 10 below lowestScore.
    Unigram(const std::vector<Piece>& pieces, Token unknown, double lowestScore);

    /// A part of the text: a token, or characters that no piece covers (token = unknown), neighbours joined.
    struct Part {
        std::size_t begin = 0, size = 0;
        Token token = -1;
    };
    std::vector<Part> cut(std::string_view text) const;

private:
    Trie m_trie; ///< its tokens are indices into m_pieces
    struct Scored {
        Token token;
        double score;
    };
    std::vector<Scored> m_pieces;
    Token m_unknown;
    double m_unknownScore;
};

} // namespace headroom::model
