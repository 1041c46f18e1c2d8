// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: short lists of names stand in tables as one text: "attn_q.bias attn_k.bias", "rms_norm_eps|norm_eps".
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace headroom {

/// Between separators; views into `text`.
inline std::vector<std::string_view> wordsOf(std::string_view text, char separator = ' ')
{
    std::vector<std::string_view> words;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(separator, at), text.size());
        if (end > at)
            words.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return words;
}

/// Whether `word`, which is not empty, is one of them.
inline bool lists(std::string_view text, std::string_view word, char separator = ' ')
{
    for (std::size_t at = text.find(word); !word.empty() && at < text.size(); at = text.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || text[at - 1] == separator) && (end == text.size() || text[end] == separator))
            return true;
    }
    return false;
}

} // namespace headroom
