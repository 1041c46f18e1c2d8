// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/plaintext.h"

#include "core/base/file.h"
#include "core/model/utf8.h"

#include <fmt/format.h>

namespace headroom::model {

namespace {

Status checkUtf8(std::string_view text, const std::string& where)
{
    for (std::size_t offset = 0; offset < text.size();) {
        const std::size_t at = offset;
        const std::uint32_t codePoint = nextCodePoint(text, offset);
        const auto refuse
            = [&](const char* why) { return fail(ErrorCode::Corrupt, fmt::format("{}, byte {}", where, at), why); };
        if (codePoint == 0)
            return refuse("is zero, as in binary files and UTF-16; the text must be UTF-8");
        if (codePoint == 0xFFFD && !text.substr(at).starts_with("\xEF\xBF\xBD"))
            return refuse("is no UTF-8; the text must be UTF-8");
    }
    return {};
}

} // namespace

Status refuseUtf16(std::string_view text, const std::string& where)
{
    constexpr std::string_view kUtf32Big("\0\0\xFE\xFF", 4);
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") || text.starts_with(kUtf32Big))
        return fail(ErrorCode::Corrupt, where, "is UTF-16 or UTF-32; the text must be UTF-8");
    return {};
}

Result<std::string> readPlainText(const std::filesystem::path& path)
{
    auto text = readTextFile(path);
    if (!text)
        return text;
    HEADROOM_TRY(refuseUtf16(*text, path.string()));
    HEADROOM_TRY(checkUtf8(*text, path.string()));
    return text;
}

} // namespace headroom::model
