// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/lookslike.h"

#include "core/base/ascii.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom {

namespace {

/// Whether nobody means such a file where any text, or any numbers, would do.
enum class Sure { Yes, No };

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    std::string_view meaning;
    Sure sure = Sure::Yes;
};

using namespace std::string_view_literals;
constexpr std::string_view kSafetensors = "a safetensors file";
constexpr std::string_view kPickle = "a Python pickle";
/// Long enough that numbers, such as the count that an old importance matrix begins with, are not taken for them.
constexpr std::array kSignatures{
    Signature{6, "\0\0{\""sv, kSafetensors},
    Signature{0, "GGUF", "a GGUF file"},
    Signature{0, "PK\x03\x04", "a ZIP archive (PyTorch checkpoints are ZIP archives)"},
    Signature{0, "tjgg", "a GGJT file, which llama.cpp stopped reading in 2023", Sure::No},
    Signature{0, "fmgg", "a GGMF file, which llama.cpp stopped reading in 2023", Sure::No},
    Signature{0, "lmgg", "a GGML file, which llama.cpp stopped reading in 2023", Sure::No},
    Signature{0, "algg", "a GGLA adapter, which llama.cpp stopped reading in 2024", Sure::No},
    Signature{0, "\x80\x02\x8a", kPickle},
    Signature{0, "\x80\x02}", kPickle},
    Signature{0,
              "\x80\x02"
              "c",
              kPickle},
    Signature{0, "\x80\x04\x95", kPickle},
    Signature{0, "\x80\x05\x95", kPickle},
    Signature{0, "\x1f\x8b\x08", "a gzip archive"},
    Signature{0, "\x28\xb5\x2f\xfd", "a Zstandard archive"},
    Signature{4, "1AY&SY", "a bzip2 archive"},
    Signature{0,
              "\xfd"
              "7zXZ",
              "an xz archive"},
    Signature{0, "7z\xbc\xaf", "a 7-Zip archive"},
    Signature{257, "ustar", "a tar archive"},
    Signature{0, "SQLite format 3", "an SQLite database"},
    Signature{0, "\x89PNG", "a picture"},
    Signature{0, "%PDF-", "a PDF document"},
    Signature{0,
              "\x7f"
              "ELF",
              "a program"},
    Signature{0, "\xff\xfe", "UTF-16 text", Sure::No},
    Signature{0, "\xfe\xff", "UTF-16 text", Sure::No},
    Signature{0, "\0\0\0\0"sv, "zeros, as an unfinished download or copy leaves them", Sure::No},
};

enum class Length { Any, Short };

/// Texts in lower case; a byte order mark, blanks, comments and an XML declaration in front of them left out.
struct Opening {
    std::string_view text;
    std::string_view meaning;
    Sure sure = Sure::Yes;
    Length length = Length::Any; ///< Short: only where nearly nothing follows
};

constexpr std::string_view kPage = "an HTML page, as a failed download leaves it";
constexpr std::string_view kAnswer = "a server's answer that it has no such file, or does not give it";
constexpr std::array kOpenings{
    Opening{"version https://git-lfs", "a Git LFS pointer: the file itself was not downloaded"},
    Opening{"/annex/objects/", "a git-annex pointer: the file itself was not downloaded", Sure::Yes, Length::Short},
    Opening{"<!doctype html", kPage},
    Opening{"<html", kPage},
    Opening{"<head>", kPage},
    Opening{"<error><code>", kAnswer},
    Opening{"entry not found", kAnswer, Sure::Yes, Length::Short},
    Opening{"repository not found", kAnswer, Sure::Yes, Length::Short},
    Opening{"404: not found", kAnswer, Sure::Yes, Length::Short},
    Opening{"404 not found", kAnswer, Sure::Yes, Length::Short},
    Opening{"not found", kAnswer, Sure::Yes, Length::Short},
    Opening{"access to model ", kAnswer, Sure::Yes, Length::Short},
    Opening{"invalid username or password", kAnswer, Sure::Yes, Length::Short},
    Opening{"invalid credentials", kAnswer, Sure::Yes, Length::Short},
    Opening{"{", "JSON text", Sure::No},
    Opening{"<", "HTML or XML text, as a failed download leaves it", Sure::No},
};

struct Guess {
    std::string_view meaning;
    Sure sure = Sure::No;
};

bool isReadable(std::string_view text)
{
    constexpr std::size_t kEnough = 64;
    return !text.empty() && std::ranges::all_of(text.substr(0, kEnough), [](char c) {
        return c == '\n' || c == '\r' || c == '\t' || (c >= 0x20 && c < 0x7f);
    });
}

std::string_view withoutBlanks(std::string_view text)
{
    return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

/// Without the mark-up that may stand in front of a page; of text that is none without blanks and the mark.
std::string_view withoutLead(std::string_view text)
{
    text = withoutBlanks(withoutByteOrderMark(text));
    for (const auto& [begin, end] : {std::pair{"<?xml"sv, "?>"sv}, std::pair{"<!--"sv, "-->"sv}}) {
        const auto at = text.starts_with(begin) ? text.find(end) : std::string_view::npos;
        if (at != std::string_view::npos)
            text = withoutBlanks(text.substr(at + end.size()));
    }
    return text;
}

Guess guess(std::string_view text)
{
    constexpr std::size_t kShort = 256;
    for (const auto& row : kSignatures)
        if (text.size() >= row.offset && text.substr(row.offset).starts_with(row.bytes))
            return {row.meaning, row.sure};
    const auto begun = withoutLead(text);
    const bool readable = isReadable(begun);
    for (const auto& row : kOpenings) // a page may have letters of any language, in any encoding, soon after
        if ((readable || row.sure == Sure::Yes) && lowered(begun.substr(0, row.text.size())) == row.text
            && (row.length == Length::Any || begun.size() <= kShort))
            return {row.meaning, row.sure};
    return readable ? Guess{"plain text", Sure::No} : Guess{};
}

std::string_view textOf(std::span<const std::byte> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

std::string_view withoutByteOrderMark(std::string_view text)
{
    constexpr std::string_view kMark = "\xef\xbb\xbf";
    return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

Status refuseWideText(std::string_view text, const std::string& where)
{
    struct Wide {
        std::string_view mark, name;
    };
    constexpr std::array kWide{Wide{"\xff\xfe\0\0"sv, "UTF-32 (little-endian)"},
                               Wide{"\0\0\xfe\xff"sv, "UTF-32 (big-endian)"},
                               Wide{"\xff\xfe", "UTF-16 (little-endian)"}, Wide{"\xfe\xff", "UTF-16 (big-endian)"}};
    for (const auto& [mark, name] : kWide)
        if (text.starts_with(mark))
            return fail(ErrorCode::Corrupt, where, fmt::format("is {}; it must be UTF-8: save it as that", name));
    return {};
}

std::string_view looksLike(std::span<const std::byte> bytes)
{
    return guess(textOf(bytes)).meaning;
}

std::string insteadOf(std::string_view expected, std::span<const std::byte> bytes)
{
    if (withoutLead(textOf(bytes)).empty())
        return fmt::format("not {}: it is empty", expected);
    const auto meaning = looksLike(bytes);
    return meaning.empty() ? fmt::format("not {}", expected)
                           : fmt::format("not {}; it looks like {}", expected, meaning);
}

Status refuseStandIn(std::span<const std::byte> bytes, const std::string& where, std::string_view expected, Pages pages)
{
    const auto [meaning, sure] = guess(textOf(bytes));
    if (sure == Sure::No || (pages == Pages::Allowed && meaning == kPage))
        return {};
    return fail(ErrorCode::Corrupt, where, insteadOf(expected, bytes));
}

} // namespace headroom
