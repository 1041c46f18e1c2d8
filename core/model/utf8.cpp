// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/utf8.h"

namespace headroom::model {

namespace {

constexpr std::uint32_t kReplacement = 0xfffd;
constexpr std::uint32_t kLast = 0x10ffff;

std::uint32_t byteAt(std::string_view text, std::size_t index)
{
    return static_cast<unsigned char>(text[index]);
}

} // namespace

std::size_t announcedLength(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

std::uint32_t nextCodePoint(std::string_view text, std::size_t& offset)
{
    const std::uint32_t first = byteAt(text, offset);
    if (first < 0x80) {
        ++offset;
        return first;
    }
    const std::size_t length = announcedLength(text[offset]);
    if (length == 1 || first >= 0xf8 || length > text.size() - offset) {
        ++offset;
        return kReplacement;
    }
    std::uint32_t value = first & (0x7fU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const std::uint32_t byte = byteAt(text, offset + i);
        if ((byte & 0xc0U) != 0x80) {
            ++offset;
            return kReplacement;
        }
        value = value << 6U | (byte & 0x3fU);
    }
    offset += value > kLast ? 1 : length;
    return value > kLast ? kReplacement : value;
}

void appendCodePoint(std::string& text, std::uint32_t codePoint)
{
    const auto put = [&text](std::uint32_t byte) { text += static_cast<char>(byte); };
    const auto tail = [&put](std::uint32_t bits) { put(0x80U | (bits & 0x3fU)); };
    if (codePoint < 0x80) {
        put(codePoint);
    } else if (codePoint < 0x800) {
        put(0xc0U | codePoint >> 6U);
        tail(codePoint);
    } else if (codePoint < 0x10000) {
        put(0xe0U | codePoint >> 12U);
        tail(codePoint >> 6U);
        tail(codePoint);
    } else {
        put(0xf0U | codePoint >> 18U);
        tail(codePoint >> 12U);
        tail(codePoint >> 6U);
        tail(codePoint);
    }
}

} // namespace headroom::model
