// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: Python's texts: code points, its idea of white space, how values are printed (str, repr), and JSON as
// json.dumps writes it without ASCII escapes.
#pragma once

#include "core/jinja/value.h"

namespace headroom::jinja {

/// Each code point as a view into `text`; a byte that belongs to none is one of its own.
std::vector<std::string_view> characters(std::string_view text);
std::size_t length(std::string_view text); ///< in code points
bool isSpace(std::string_view character); ///< str.isspace()

enum class Side { Both, Left, Right };
/// Without the characters of `set` at its ends; an empty optional means white space.
std::string_view stripped(std::string_view text, Side side, const std::string* set = nullptr);
std::string upper(std::string_view text);
std::string lower(std::string_view text);
std::string capitalized(std::string_view text);

std::string printed(const Value& value); ///< str()
std::string represented(const Value& value); ///< repr()

struct JsonStyle {
    std::string indent; ///< of one level
    bool pretty = false; ///< one item per line
    bool sortKeys = false;
    bool ascii = false; ///< other characters as \uXXXX
    std::string comma = ", ", colon = ": ";
};
/// Throws Failure for what JSON has no form for.
std::string json(const Value& value, const JsonStyle& style);

} // namespace headroom::jinja
