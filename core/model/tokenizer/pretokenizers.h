// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a GGUF file leaves unsaid about a byte-level vocabulary beyond the name of its family
// (tokenizer.ggml.pre): the expressions that cut words, and how words become tokens. One table, one row per behaviour.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace headroom::model {

struct Family {
    enum class Cut : unsigned char {
        Matches, ///< each match is a piece
        TripledNumbers, ///< a match that is a number, in groups of three characters counted from its end
        BeforeTriples, ///< only before each such group of a match; what is left over stays with its neighbours
        AfterTriples, ///< only after each such group, and after what is left over
    };
    struct Step {
        std::string_view expression; ///< empty: no more steps
        Cut cut = Cut::Matches;
    };
    enum Flags : unsigned {
        kPlain = 0,
        kIgnoresMerges = 1, ///< a word that is a token is not merged from its parts
        kAddsBos = 2, ///< unless the file says otherwise
        kRawText = 4, ///< pieces are written in UTF-8 with "▁" for a space, not in GPT-2's byte alphabet
        kForcesBos = 8, ///< even if the file says otherwise
        kWholeNewlines = 16, ///< a word of line feeds only is one token if there is such a token
        kNeedsNoMerges = 32, ///< files without merges exist: words are tokens, or bytes
    };

    std::string_view names; ///< separated by spaces
    std::array<Step, 6> steps;
    unsigned flags = kPlain;

    bool has(Flags flag) const { return (flags & flag) != 0; }
};

std::span<const Family> families();
/// Null when no family has this name.
const Family* findFamily(std::string_view name);

} // namespace headroom::model
