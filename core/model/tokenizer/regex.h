// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: tokenizers cut text by regular expressions, some of them from files nobody has checked. PCRE2 runs them, with
// limits on its time and memory: an expression that runs away ends the search instead of hanging the program.
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace headroom::model {

/// Immutable and cheap to copy; searching is thread-safe as long as each thread has its own Scratch.
class Regex {
public:
    struct Match {
        std::size_t begin = 0, end = 0; ///< end == begin: the empty match
    };
    /// What one search needs besides the expression; reused from search to search.
    class Scratch {
    public:
        explicit Scratch(const Regex& expression);
        /// The last search ended at its limits, not at a match or the end of the text.
        bool exceeded() const { return m_exceeded; }

    private:
        friend class Regex;
        std::shared_ptr<void> m_data, m_limits;
        bool m_exceeded = false;
    };

    /// `\s` means what Unicode calls White_Space; `^` and `$` match at line breaks, as in the tokenizers' own engine.
    /// Errors: Corrupt (does not compile, with the place).
    static Result<Regex> compile(std::string_view expression);

    /// Next match at or after `from`. The text must be valid UTF-8 (see withoutSurrogates). Nothing when there is
    /// none, or when the search exceeded its limits.
    std::optional<Match> search(std::string_view text, std::size_t from, Scratch& scratch) const;

private:
    Regex() = default;
    std::shared_ptr<const void> m_code;
};

/// PCRE2 demands valid UTF-8, and surrogates are not, although the reference lets them pass. A private-use character
/// has the same length and belongs, like them, to no class that the expressions name.
std::string withoutSurrogates(std::string_view text);

} // namespace headroom::model
