// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: figures are worth what they were measured on: which text, which of its windows, how many tokens. Every result
// has this beside it.
#pragma once

#include "core/base/remark.h"
#include "core/model/tokenizer/tokenizer.h"

#include <optional>

namespace headroom::eval {

/// Which windows of a text.
struct TextPart {
    std::size_t of = 0; ///< windows that the text has; 0: not recorded
    std::size_t first = 0; ///< place of the first that was measured
    std::size_t step = 1; ///< from each to the next

    /// Nothing where so many windows are all of them.
    Remark remark(std::size_t windows) const;
};

struct Conditions {
    std::string textSha256; ///< empty: not measured
    std::optional<model::Token> bos; ///< that every window begins with, -1: none; absent: not recorded
    std::uint32_t context = 0;
    std::size_t windows = 0, tokensScored = 0;
    TextPart part;
    std::string modelSha256 = {}; ///< of the model, or the baseline; empty: not hashed, or said elsewhere

    /// Too little to say much.
    Remarks warnings() const;
};
/// "model_sha256" where there is one; "text_sha256", "begins_with_bos", "bos_token", "context", "windows",
/// "tokens_scored", "text_windows", "skip_windows", "window_step"; "measured_windows", in words, where those are not
/// all of the text.
void addConditions(Json& json, const Conditions& conditions);
/// Of results that have it; those of earlier versions have less.
TextPart partFromJson(const Json& json);

} // namespace headroom::eval
