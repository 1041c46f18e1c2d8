// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/unicode.h"

#include "core/model/utf8.h"

#include <utf8proc.h>

#include <array>
#include <cstdlib>
#include <memory>

namespace headroom::model {

namespace {

bool isSurrogate(std::uint32_t codePoint)
{
    return codePoint >= 0xd800 && codePoint < 0xe000;
}

utf8proc_category_t fineCategory(std::uint32_t codePoint)
{
    return utf8proc_category(static_cast<utf8proc_int32_t>(codePoint));
}

} // namespace

Category categoryOf(std::uint32_t codePoint)
{
    const utf8proc_category_t fine = fineCategory(codePoint);
    if (fine == UTF8PROC_CATEGORY_CN)
        return Category::Unassigned;
    if (fine <= UTF8PROC_CATEGORY_LO)
        return Category::Letter;
    if (fine <= UTF8PROC_CATEGORY_ME)
        return Category::Mark;
    if (fine <= UTF8PROC_CATEGORY_NO)
        return Category::Number;
    if (fine <= UTF8PROC_CATEGORY_PO)
        return Category::Punctuation;
    if (fine <= UTF8PROC_CATEGORY_SO)
        return Category::Symbol;
    return fine <= UTF8PROC_CATEGORY_ZP ? Category::Separator : Category::Control;
}

bool isMarkNonspacing(std::uint32_t codePoint)
{
    return fineCategory(codePoint) == UTF8PROC_CATEGORY_MN;
}

bool isWhiteSpace(std::uint32_t codePoint)
{
    if (codePoint < 0x80)
        return codePoint == ' ' || (codePoint >= '\t' && codePoint <= '\r');
    return codePoint == 0x85 || categoryOf(codePoint) == Category::Separator;
}

bool isIdeograph(std::uint32_t c)
{
    struct Range {
        std::uint32_t first, last;
    };
    // The range after U+2B81F begins at U+2B920 in the tokenizers library, and ids depend on it.
    constexpr std::array kRanges{Range{0x4e00, 0x9fff},   Range{0x3400, 0x4dbf},   Range{0x20000, 0x2a6df},
                                 Range{0x2a700, 0x2b73f}, Range{0x2b740, 0x2b81f}, Range{0x2b920, 0x2ceaf},
                                 Range{0xf900, 0xfaff},   Range{0x2f800, 0x2fa1f}};
    for (const Range& range : kRanges)
        if (c >= range.first && c <= range.last)
            return true;
    return false;
}

std::uint32_t lowerCase(std::uint32_t codePoint)
{
    if (codePoint == 0x130) // its lower case is two characters, which no simple mapping can give
        return codePoint;
    return static_cast<std::uint32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(codePoint)));
}

std::uint32_t upperCase(std::uint32_t codePoint)
{
    return static_cast<std::uint32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(codePoint)));
}

std::uint32_t decompositionBase(std::uint32_t codePoint)
{
    if (codePoint < 0xc0 || isSurrogate(codePoint))
        return codePoint;
    std::array<utf8proc_int32_t, 8> parts{};
    int boundary = 0;
    const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(codePoint), parts.data(), parts.size(),
                                               UTF8PROC_DECOMPOSE, &boundary);
    return count > 0 ? static_cast<std::uint32_t>(parts[0]) : codePoint;
}

std::string normalized(std::string_view text, NormalForm form)
{
    constexpr std::array<int, 4> kOptions{UTF8PROC_STABLE | UTF8PROC_COMPOSE, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE,
                                          UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT,
                                          UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT};
    std::string valid;
    valid.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const std::uint32_t c = nextCodePoint(text, i);
        appendCodePoint(valid, isSurrogate(c) ? 0xfffd : c);
    }
    utf8proc_uint8_t* mapped = nullptr;
    const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(valid.data()),
                                   static_cast<utf8proc_ssize_t>(valid.size()), &mapped,
                                   static_cast<utf8proc_option_t>(kOptions[static_cast<std::size_t>(form)]));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(mapped, &std::free);
    return size < 0 ? valid : std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
}

std::size_t graphemeLength(std::string_view text)
{
    std::size_t offset = 0;
    auto previous = static_cast<utf8proc_int32_t>(nextCodePoint(text, offset));
    utf8proc_int32_t state = 0;
    while (offset < text.size()) {
        std::size_t next = offset;
        const auto current = static_cast<utf8proc_int32_t>(nextCodePoint(text, next));
        if (utf8proc_grapheme_break_stateful(previous, current, &state))
            break;
        previous = current;
        offset = next;
    }
    return offset;
}

} // namespace headroom::model
