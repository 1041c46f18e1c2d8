// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/ggufcursor.h"

#include <fmt/format.h>

namespace headroom::model {

std::string printable(std::string_view text)
{
    constexpr std::size_t kShown = 80;
    std::string result;
    for (const char c : text.substr(0, kShown)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f)
            result += fmt::format("\\x{:02x}", byte);
        else
            result += c;
    }
    if (text.size() > kShown)
        result += "…";
    return result;
}

void GgufCursor::fail(ErrorCode code, std::uint64_t offset, std::string_view field, std::string detail)
{
    if (!m_error)
        m_error = Error{code, fmt::format("{}, byte {}, {}", m_name, offset, field), std::move(detail)};
}

bool GgufCursor::take(std::uint64_t size, std::string_view field)
{
    if (!ok())
        return false;
    if (size > remaining()) {
        fail(ErrorCode::Truncated, m_offset, field,
             fmt::format("needs {} bytes, the file ends after {}", size, remaining()));
        return false;
    }
    m_offset += size;
    return true;
}

std::string GgufCursor::text(std::string_view field, std::uint64_t maxLength)
{
    const std::uint64_t start = m_offset;
    const std::uint64_t length = count(field);
    if (ok() && length > maxLength)
        fail(ErrorCode::Corrupt, start, field, fmt::format("length {} exceeds the limit of {}", length, maxLength));
    if (!take(length, field))
        return {};
    return {reinterpret_cast<const char*>(m_bytes.data()) + m_offset - length, length};
}

} // namespace headroom::model
