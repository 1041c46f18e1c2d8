// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/bytelevel.h"

#include "core/model/utf8.h"

namespace headroom::model {

ByteLevel::ByteLevel()
{
    m_bytes.fill(-1);
    std::uint16_t next = 0x100;
    for (std::uint16_t byte = 0; byte < 256; ++byte) {
        const bool printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte != 0xad);
        m_codePoints[byte] = printable ? byte : next++;
        m_bytes[m_codePoints[byte]] = static_cast<std::int16_t>(byte);
    }
}

std::string ByteLevel::encode(std::uint8_t byte) const
{
    std::string text;
    appendCodePoint(text, m_codePoints[byte]);
    return text;
}

std::optional<std::string> ByteLevel::decode(std::string_view text) const
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size();) {
        const std::uint32_t codePoint = nextCodePoint(text, i);
        if (codePoint >= m_bytes.size() || m_bytes[codePoint] < 0)
            return std::nullopt;
        bytes += static_cast<char>(m_bytes[codePoint]);
    }
    return bytes;
}

} // namespace headroom::model
