// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: literals in a template are written as in Python.
#pragma once

#include <string>
#include <string_view>

namespace headroom::jinja {

/// A string literal without its quotes: \n, \x41, \u00e9, \U0001f600, octal. Throws Failure with `line`.
std::string unescaped(std::string_view text, int line);

struct NumberText {
    std::string digits; ///< decimal, as std::from_chars reads it
    std::size_t size = 0; ///< bytes of the source
    bool isFloat = false;
};
/// The number that the text begins with; it begins with a digit.
NumberText numberAt(std::string_view text);

} // namespace headroom::jinja
