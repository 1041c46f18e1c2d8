// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: which tokens begin here? One walk answers for all of them, however large the vocabulary. Nodes lie level by
// level, the children of a node next to each other and sorted by byte: 16 bytes per node, binary search per step.
#pragma once

#include "core/model/tokenizer/tokenizer.h"

#include <algorithm>
#include <optional>
#include <span>

namespace headroom::model {

class Trie {
public:
    struct Word {
        std::string_view text; ///< only read during construction
        Token token = -1;
    };
    /// Longer words are left out: walking them from every character of a text would take forever.
    static constexpr std::size_t kMaxLength = 1024;

    Trie() = default;
    /// Of words with equal texts the last one counts; empty texts do not.
    explicit Trie(std::vector<Word> words);

    /// visit(length, token) for each word that `text` begins with, shortest first.
    template <class Visit> void prefixes(std::string_view text, const Visit& visit) const
    {
        const Node* node = m_nodes.data();
        for (std::size_t i = 0; i < text.size() && !m_nodes.empty(); ++i) {
            node = child(*node, static_cast<unsigned char>(text[i]));
            if (!node)
                return;
            if (node->token >= 0)
                visit(i + 1, node->token);
        }
    }
    /// The longest of them.
    std::optional<std::pair<std::size_t, Token>> longest(std::string_view text) const;
    bool empty() const { return m_nodes.empty(); }

private:
    struct Node {
        std::uint32_t firstChild = 0;
        std::uint32_t children = 0;
        Token token = -1;
        unsigned char byte = 0;
    };
    const Node* child(const Node& node, unsigned char byte) const
    {
        const auto begin = m_nodes.begin() + node.firstChild, end = begin + node.children;
        const auto found
            = std::lower_bound(begin, end, byte, [](const Node& a, unsigned char wanted) { return a.byte < wanted; });
        return found == end || found->byte != byte ? nullptr : &*found;
    }

    std::vector<Node> m_nodes; ///< the root is the first
};

} // namespace headroom::model
