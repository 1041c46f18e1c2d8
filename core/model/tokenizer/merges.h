// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the merge list of a BPE vocabulary, in the form in which merging needs it: pieces by number, and what a pair of
// numbers becomes. A vocabulary need not contain every piece that merging can produce.
#pragma once

#include "core/model/tokenizer/mergepairs.h"
#include "core/model/tokenizer/vocabulary.h"

namespace headroom::model {

class Merges {
public:
    /// Best first; of two entries with the same pair the first counts.
    void add(std::string left, std::string right);
    void reserve(std::size_t merges);
    void nameTokens(const Vocabulary& words);

    /// -1 when merging never produces or uses it.
    std::int32_t number(std::string_view piece) const;
    std::optional<Joined> join(std::int32_t left, std::int32_t right) const
    {
        const auto found = left < 0 || right < 0 ? m_joins.end() : m_joins.find(pair(left, right));
        return found == m_joins.end() ? std::nullopt : std::optional(found->second);
    }
    /// -1 when the piece is no token.
    Token token(std::int32_t number) const { return number < 0 ? -1 : m_tokens[static_cast<std::size_t>(number)]; }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };
    static std::uint64_t pair(std::int32_t left, std::int32_t right)
    {
        return std::uint64_t{static_cast<std::uint32_t>(left)} << 32U | static_cast<std::uint32_t>(right);
    }
    std::int32_t intern(std::string piece);

    std::unordered_map<std::string, std::int32_t, Hash, std::equal_to<>> m_numbers;
    std::unordered_map<std::uint64_t, Joined> m_joins;
    std::vector<Token> m_tokens;
    double m_rank = 0;
};

/// Merges that a GGUF file lists as "left right". Errors: Corrupt.
Result<Merges> readMerges(const ModelFile& file);

} // namespace headroom::model
