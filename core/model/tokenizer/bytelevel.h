// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: byte-level vocabularies write each byte as one printable character (GPT-2, bytes_to_unicode): the printable
// ones of Latin-1 stand for themselves, the other 68 are U+0100, U+0101, … in order. Space is "Ġ" (U+0120).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace headroom::model {

class ByteLevel {
public:
    ByteLevel();
    std::string encode(std::uint8_t byte) const;
    /// Nothing when the text contains a character that stands for no byte.
    std::optional<std::string> decode(std::string_view text) const;

private:
    std::array<std::uint16_t, 256> m_codePoints{};
    std::array<std::int16_t, 0x144> m_bytes{}; ///< by code point; -1: none
};

} // namespace headroom::model
