// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: byte-level BPE never merges across words, and what a word is each model family says by a regular expression.
// GGUF stores only the family's name (tokenizer.ggml.pre); the expressions are one table, run by PCRE2.
#pragma once

#include "core/base/result.h"

#include <memory>
#include <string_view>
#include <vector>

namespace headroom::model {

class PreTokenizer {
public:
    /// Errors: Unsupported (no such family).
    static Result<PreTokenizer> create(std::string_view family);

    bool ignoresMerges() const { return m_ignoresMerges; } ///< a word that is a token is not merged from its bytes
    bool addsBos() const { return m_addsBos; } ///< unless the file says otherwise
    /// Words in order, together the whole text; views into it. The text must be what nextCodePoint() can decode.
    std::vector<std::string_view> split(std::string_view text) const;

private:
    struct Compiled;
    PreTokenizer() = default;
    std::vector<std::shared_ptr<const Compiled>> m_expressions;
    bool m_ignoresMerges = false;
    bool m_addsBos = false;
};

} // namespace headroom::model
