// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: byte-level BPE never merges across words, and what a word is each model family says by regular expressions that
// run one after the other: each cuts the pieces the one before it left, and what it does not match is a piece too.
// GGUF stores only the family's name (tokenizer.ggml.pre); the expressions are in pretokenizers.cpp.
#pragma once

#include "core/base/result.h"
#include "core/model/tokenizer/pretokenizers.h"
#include "core/model/tokenizer/regex.h"

#include <string_view>
#include <vector>

namespace headroom::model {

class PreTokenizer {
public:
    /// Errors: Unsupported (no such family).
    static Result<PreTokenizer> create(std::string_view family);

    const Family& family() const { return *m_family; }
    /// Words in order, together the whole text; views into it. The text must be what nextCodePoint() can decode. An
    /// expression that exceeds its limits leaves the rest of its piece whole.
    std::vector<std::string_view> split(std::string_view text) const;

private:
    struct Step {
        Regex expression;
        Family::Cut cut;
    };
    PreTokenizer() = default;
    const Family* m_family = nullptr;
    std::vector<Step> m_steps;
};

} // namespace headroom::model
