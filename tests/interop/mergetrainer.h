// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a BPE vocabulary that gives away where a tokenizer cuts: every word that Headroom cuts is one token, and two
// words side by side would be merged if they were not cut. So another cut, or a missing one, gives other tokens. Every
// fifth word is a token that no merges lead to, which only some families use.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::test {

class MergeTrainer {
public:
    using Pieces = std::vector<std::string>;

    /// In the order they were made.
    const Pieces& tokens() const { return m_tokens; }
    const std::vector<std::pair<std::string, std::string>>& merges() const { return m_merges; }

    void addToken(const std::string& text)
    {
        if (m_known.insert(text).second)
            m_tokens.push_back(text);
    }

    /// `word` and `next` as characters of the vocabulary.
    void learnWord(const Pieces& word)
    {
        for (const std::string& piece : word)
            addToken(piece);
        std::string whole;
        for (const std::string& piece : word)
            whole += piece;
        if (!m_words.insert(whole).second)
            return;
        if (m_words.size() % 5 == 0 || word.size() > 60)
            return addToken(whole);
        for (Pieces rest = encode(word); rest.size() > 1; rest = encode(word))
            addMerge(rest[0], rest[1]);
    }

    void learnBoundary(const Pieces& word, const Pieces& next) { addMerge(encode(word).back(), encode(next).front()); }

private:
    void addMerge(const std::string& left, const std::string& right)
    {
        if (!m_ranks.try_emplace({left, right}, m_ranks.size()).second)
            return;
        m_merges.emplace_back(left, right);
        addToken(left + right);
    }

    Pieces encode(Pieces word) const
    {
        while (true) {
            std::size_t best = m_ranks.size(), at = 0;
            for (std::size_t i = 0; i + 1 < word.size(); ++i)
                if (const auto found = m_ranks.find({word[i], word[i + 1]});
                    found != m_ranks.end() && found->second < best) {
                    best = found->second;
                    at = i;
                }
            if (best == m_ranks.size())
                return word;
            word[at] += word[at + 1];
            word.erase(word.begin() + std::ptrdiff_t(at) + 1);
        }
    }

    Pieces m_tokens;
    std::set<std::string> m_known, m_words;
    std::vector<std::pair<std::string, std::string>> m_merges;
    std::map<std::pair<std::string, std::string>, std::size_t> m_ranks;
};

} // namespace headroom::test
