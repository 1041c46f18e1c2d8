// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a line of a JSONL file of prompts or of logged traffic says: {"text"}, {"prompt"}, {"content"}, a bare
// string, {"messages": [{"role", "content"}], "tools"}, or a line of an OpenAI-style log: {"request": {"messages",
// "tools"}, "response": {"choices": [{"message"}]}}. Conversations get the form that the model was trained on, by its
// own chat template (as if it were the first of January 2025); without one, or where it refuses them, the texts of
// their messages are joined.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/jinja/modeltemplate.h"

namespace headroom::quant {

struct Prompt {
    std::string text;
    bool rendered = false; ///< by the chat template: the names of special tokens in it are meant
};

struct Prompts {
    std::vector<Prompt> texts;
    std::size_t rendered = 0, joined = 0; ///< conversations
    std::string whyJoined; ///< of the first that the template refused
};

/// The lines of `content`, named `where`, added to out. chat may be null.
/// Errors: Corrupt (no JSON, or none of these forms; the line is named).
Status appendPrompts(std::string_view content, const std::string& where, const jinja::ModelTemplate* chat,
                     Prompts& out);

} // namespace headroom::quant
