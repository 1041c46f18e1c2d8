// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: tokens that were added to a vocabulary are cut out of a text before anything else sees it.
#pragma once

#include "core/model/tokenizer/vocabulary.h"

namespace headroom::model::pipeline {

struct AddedToken {
    Token id = -1;
    std::string text;
    bool special = false; ///< only cut out on request
    bool stripLeft = false, stripRight = false; ///< takes the white space beside it along
    bool singleWord = false; ///< not inside of a word
    bool normalized = false; ///< looked for behind all others, in the normalized text
};

class AddedTokens {
public:
    AddedTokens() = default;
    explicit AddedTokens(std::vector<AddedToken> tokens);
    /// The longest token at the leftmost place, again and again. Views into `text`.
    std::vector<Fragment> cut(std::string_view text, bool parseSpecial) const;

private:
    /// The token that begins at `at`, by index; -1 when there is none.
    Token startingAt(std::string_view text, std::size_t at, bool parseSpecial) const;

    std::vector<AddedToken> m_tokens;
    Trie m_trie; ///< its tokens are indices into m_tokens
};

} // namespace headroom::model::pipeline
