// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: tokenizers ask what kind of character they see, and fold case and accents. utf8proc knows (Unicode 15); this is
// the one place that names it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace headroom::model {

enum class Category : std::uint8_t { Unassigned, Letter, Mark, Number, Punctuation, Symbol, Separator, Control };

Category categoryOf(std::uint32_t codePoint);
bool isMarkNonspacing(std::uint32_t codePoint); ///< Mn alone
bool isWhiteSpace(std::uint32_t codePoint); ///< the property White_Space
/// CJK ideographs as BERT counts them, in the ranges that its fast implementations use.
bool isIdeograph(std::uint32_t codePoint);
std::uint32_t lowerCase(std::uint32_t codePoint); ///< simple mapping: one for one
std::uint32_t upperCase(std::uint32_t codePoint);
/// The first code point of the full canonical decomposition: "é" gives "e".
std::uint32_t decompositionBase(std::uint32_t codePoint);

enum class NormalForm : std::uint8_t { Nfc, Nfd, Nfkc, Nfkd };
/// Text that is no valid UTF-8 is made so first (U+FFFD).
std::string normalized(std::string_view text, NormalForm form);
/// Length of the first extended grapheme cluster; the text must be valid UTF-8 and not empty.
std::size_t graphemeLength(std::string_view text);

} // namespace headroom::model
