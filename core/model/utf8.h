// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: text from outside is not always UTF-8. The reference decodes leniently (overlong forms and surrogates pass, any
// other byte becomes U+FFFD), and token ids depend on exactly that.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace headroom::model {

/// The code point at `offset`, which moves past it; an invalid byte gives U+FFFD and moves by one.
std::uint32_t nextCodePoint(std::string_view text, std::size_t& offset);
void appendCodePoint(std::string& text, std::uint32_t codePoint);
/// Length that the first byte announces, without looking at the others.
std::size_t announcedLength(char first);

} // namespace headroom::model
