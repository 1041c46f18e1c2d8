// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a Jinja template is text with {{ expressions }}, {% statements %} and {# comments #} in it, and which white
// space around them survives is half of what a chat template says. trim_blocks and lstrip_blocks are on, as in
// Hugging Face's renderer: a line feed after a block, and spaces before one on its line, go.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headroom::jinja {

struct Lexeme {
    enum class Kind : unsigned char {
        Text, ///< literal, between the tags
        OutputBegin, ///< {{
        OutputEnd,
        BlockBegin, ///< {%
        BlockEnd,
        Name,
        String, ///< decoded
        Integer,
        Float,
        Operator,
        End, ///< of the template
    };
    Kind kind = Kind::End;
    std::string text;
    int line = 1;
};

/// Throws Failure with the line.
std::vector<Lexeme> lex(std::string_view source);

} // namespace headroom::jinja
