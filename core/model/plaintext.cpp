// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/plaintext.h"

#include "core/base/ascii.h"
#include "core/base/file.h"
#include "core/base/lookslike.h"

#include <fmt/format.h>

#include <utf8proc.h>

#include <algorithm>

namespace headroom::model {

namespace {

/// utf8proc is strict where decoding for tokens is lenient: overlong forms and surrogates are errors (RFC 3629).
Status checkUtf8(std::string_view text, const std::string& where, Zeros zeros)
{
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data()); // NOLINT
    for (std::size_t at = 0; at < text.size();) {
        const auto refuse
            = [&](const char* why) { return fail(ErrorCode::Corrupt, fmt::format("{}, byte {}", where, at), why); };
        utf8proc_int32_t codePoint = 0;
        const auto most = static_cast<utf8proc_ssize_t>(std::min<std::size_t>(4, text.size() - at));
        const utf8proc_ssize_t length = utf8proc_iterate(bytes + at, most, &codePoint);
        if (length <= 0)
            return refuse("is no UTF-8; the text must be UTF-8");
        if (codePoint == 0 && zeros == Zeros::Refused)
            return refuse("is zero, as in binary files and UTF-16; the text must be UTF-8");
        at += static_cast<std::size_t>(length);
    }
    return {};
}

/// A page is meant where the name says so.
Pages pagesIn(const std::filesystem::path& path)
{
    const std::string extension = lowered(path.extension().string());
    return extension == ".html" || extension == ".htm" || extension == ".xhtml" ? Pages::Allowed : Pages::Refused;
}

} // namespace

Status checkPlainText(std::string_view text, const std::string& where, Zeros zeros)
{
    HEADROOM_TRY(refuseWideText(text, where));
    return checkUtf8(text, where, zeros);
}

Result<std::string> readPlainText(const std::filesystem::path& path, Zeros zeros)
{
    auto text = readTextFile(path);
    if (!text)
        return text;
    HEADROOM_TRY(refuseStandIn(std::as_bytes(std::span(*text)), path.string(), "UTF-8 text", pagesIn(path)));
    HEADROOM_TRY(checkPlainText(*text, path.string(), zeros));
    return std::string(withoutByteOrderMark(*text));
}

} // namespace headroom::model
