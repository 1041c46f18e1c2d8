// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/trie.h"

namespace headroom::model {

Trie::Trie(std::vector<Word> words)
{
    std::erase_if(words, [](const Word& word) { return word.text.empty() || word.text.size() > kMaxLength; });
    std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.text < b.text; });
    struct Range { // the words that share the first `depth` bytes belong to `node`
        std::size_t begin, end, node, depth;
    };
    m_nodes.emplace_back();
    std::vector<Range> level{{0, words.size(), 0, 0}}, next;
    for (; !level.empty(); level = std::move(next), next = {}) {
        for (const Range& range : level) {
            std::size_t i = range.begin;
            for (; i < range.end && words[i].text.size() == range.depth; ++i)
                m_nodes[range.node].token = words[i].token;
            m_nodes[range.node].firstChild = static_cast<std::uint32_t>(m_nodes.size());
            while (i < range.end) {
                const char byte = words[i].text[range.depth];
                const std::size_t begin = i;
                while (i < range.end && words[i].text[range.depth] == byte)
                    ++i;
                next.push_back({begin, i, m_nodes.size(), range.depth + 1});
                m_nodes.push_back({.byte = static_cast<unsigned char>(byte)});
            }
            m_nodes[range.node].children = static_cast<std::uint32_t>(m_nodes.size()) - m_nodes[range.node].firstChild;
        }
    }
}

std::optional<std::pair<std::size_t, Token>> Trie::longest(std::string_view text) const
{
    std::optional<std::pair<std::size_t, Token>> best;
    prefixes(text, [&best](std::size_t length, Token token) { best = {length, token}; });
    return best;
}

} // namespace headroom::model
