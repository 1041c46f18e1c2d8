// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/lookslike.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom {

namespace {

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    std::string_view meaning;
};

using namespace std::string_view_literals;
constexpr std::array kSignatures{
    Signature{8, "{\"", "a safetensors file"},
    Signature{0, "GGUF", "a GGUF file"},
    Signature{0, "PK\x03\x04", "a ZIP archive (PyTorch checkpoints are ZIP archives)"},
    Signature{0, "tjgg", "a GGJT file, which llama.cpp stopped reading in 2023"},
    Signature{0, "fmgg", "a GGMF file, which llama.cpp stopped reading in 2023"},
    Signature{0, "lmgg", "a GGML file, which llama.cpp stopped reading in 2023"},
    Signature{0, "algg", "a GGLA adapter, which llama.cpp stopped reading in 2024"},
    Signature{0, "version https://git-lfs", "a Git LFS pointer: the model itself was not downloaded"},
    Signature{0, "\x80\x02", "a Python pickle"},
    Signature{0, "\x1f\x8b", "a gzip archive"},
    Signature{0, "\x28\xb5\x2f\xfd", "a Zstandard archive"},
    Signature{0, "7z\xbc\xaf", "a 7-Zip archive"},
    Signature{0, "SQLite format 3", "an SQLite database"},
    Signature{0,
              "\x7f"
              "ELF",
              "a program"},
    Signature{0, "\0\0\0\0"sv, "zeros, as an unfinished download or copy leaves them"},
    Signature{0, "{", "JSON text"},
    Signature{0, "<", "HTML or XML text, as a failed download leaves it"},
};

} // namespace

std::string_view looksLike(std::span<const std::byte> beginning)
{
    const std::string_view text(reinterpret_cast<const char*>(beginning.data()), beginning.size());
    for (const auto& row : kSignatures)
        if (text.size() >= row.offset && text.substr(row.offset).starts_with(row.bytes))
            return row.meaning;
    const bool readable = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return c == '\n' || c == '\r' || c == '\t' || (c >= 0x20 && c < 0x7f);
    });
    return readable ? "plain text" : "";
}

std::string insteadOf(std::string_view expected, std::span<const std::byte> bytes)
{
    constexpr std::size_t kBeginning = 64;
    const auto meaning = looksLike(bytes.first(std::min(bytes.size(), kBeginning)));
    return meaning.empty() ? fmt::format("not {}", expected)
                           : fmt::format("not {}; it looks like {}", expected, meaning);
}

} // namespace headroom
