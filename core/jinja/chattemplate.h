// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: instruction models are trained on conversations written in one exact form, which their files describe by a Jinja
// template. This renders it as Hugging Face's apply_chat_template does (Jinja2 with trim_blocks, lstrip_blocks and loop
// controls, tojson without escapes, raise_exception, strftime_now). Not supported, and refused by name and line:
// include, import, extends, block, autoescape, trans, whole numbers beyond 64 bits, and a few filters nobody uses.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/result.h"

#include <ctime>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace headroom::jinja {

class ChatTemplate {
public:
    /// where names the source in errors. Errors: Corrupt (with the line).
    static Result<ChatTemplate> parse(std::string_view source, std::string where);

    struct Options {
        std::optional<std::tm> now; ///< for strftime_now; the local time if absent
        std::size_t work = 500'000'000; ///< after so much, about a byte made or a fiftieth of a step each, it gives up
    };
    /// input: an object whose entries are the template's variables: messages, tools, add_generation_prompt, bos_token,
    /// eos_token, … What is absent of tools and documents is None, add_generation_prompt False. Thread-safe.
    /// Errors: InvalidArgument (the template refuses the input, or fails on it, with the line); a template that runs
    /// away ends so, too.
    Result<std::string> render(const Json& input, const Options& options) const;
    Result<std::string> render(const Json& input) const { return render(input, Options()); }

private:
    struct Parsed;
    ChatTemplate() = default;
    std::shared_ptr<const Parsed> m_parsed;
};

} // namespace headroom::jinja
