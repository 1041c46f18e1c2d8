// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: SentencePiece stores how a text is normalized as a table compiled into its models ("precompiled_charsmap"):
// four bytes of size, a double-array trie of 32-bit units (Darts) from byte sequences to offsets, and the
// zero-terminated replacements those offsets point to. Little endian.
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::model {

class CharsMap {
public:
    CharsMap() = default; ///< replaces nothing
    /// Errors: Corrupt (sizes contradict each other). where names the source.
    static Result<CharsMap> parse(std::string_view bytes, std::string where);

    enum class Prefer { Longest, Shortest };
    struct Replacement {
        std::size_t length = 0; ///< bytes of the text that it stands for
        std::string_view text;
    };
    /// The replacement of the longest (or shortest) listed sequence that `text` begins with.
    std::optional<Replacement> find(std::string_view text, Prefer prefer) const;

private:
    std::vector<std::uint32_t> m_units;
    std::string m_replacements; ///< ends with a zero
};

} // namespace headroom::model
