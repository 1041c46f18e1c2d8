// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: random vocabularies of pieces cut out of given texts, and a normalization table, in the form GGUF has them.
#pragma once

#include "core/model/modelfile.h"
#include "core/model/utf8.h"
#include "support/tinymodel.h"

#include <fmt/format.h>
#include <map>
#include <set>

namespace headroom::test {

enum PieceType : std::int32_t { kNormal = 1, kUnknown = 2, kControl = 3, kUserDefined = 4, kUnused = 5, kByte = 6 };

class RandomVocabulary {
public:
    void add(std::string text, PieceType type, float score = 0)
    {
        if (!m_known.insert(text).second)
            return;
        m_tokens.items.push_back({std::move(text)});
        m_types.items.push_back({std::int32_t{type}});
        m_scores.items.push_back({score});
    }
    void addBytes()
    {
        for (unsigned byte = 0; byte < 256; ++byte)
            add(fmt::format("<0x{:02X}>", byte), kByte);
    }
    /// Up to five characters from anywhere in `text`; of single characters only some.
    void addPieces(std::string_view text, std::size_t count)
    {
        std::vector<std::size_t> starts;
        for (std::size_t i = 0; i < text.size(); i += model::announcedLength(text[i]))
            starts.push_back(i);
        starts.push_back(text.size());
        for (std::size_t i = 0; i < count && starts.size() > 6; ++i) {
            const std::size_t first = tiny::next(m_seed) % (starts.size() - 6);
            const std::size_t length = 1 + tiny::next(m_seed) % 5;
            const float score = -1.0F - float(tiny::next(m_seed) % 9973) / 997;
            add(std::string(text.substr(starts[first], starts[first + length] - starts[first])), kNormal, score);
        }
    }

    model::Metadata metadata(const std::string& model) const
    {
        model::Metadata out;
        out.set("general.architecture", {std::string("llama")});
        for (const char* key :
             {"block_count", "context_length", "embedding_length", "feed_forward_length", "attention.head_count"})
            out.set(std::string("llama.") + key, {32U});
        out.set("llama.attention.layer_norm_rms_epsilon", {1e-5F});
        out.set("tokenizer.ggml.model", {model});
        out.set("tokenizer.ggml.tokens", {m_tokens});
        out.set("tokenizer.ggml.token_type", {m_types});
        out.set("tokenizer.ggml.scores", {m_scores});
        return out;
    }

private:
    std::uint64_t m_seed = 11;
    std::set<std::string> m_known;
    model::Array m_tokens{8, {}}, m_types{5, {}}, m_scores{6, {}};
};

/// SentencePiece's precompiled_charsmap: the size of a double array in bytes, the array, the replacements. Every node
/// of the trie has 256 units of its own, so that nothing collides; a unit's layout is described in
/// core/model/tokenizer/charsmap.cpp.
class CharsMapBuilder {
public:
    CharsMapBuilder() { open(0); }

    void add(std::string_view from, std::string_view to)
    {
        std::uint32_t position = 0;
        for (const char c : from) {
            const std::uint32_t child = base(position) ^ static_cast<unsigned char>(c);
            if (m_bases.find(child) == m_bases.end()) {
                open(child);
                m_units[child] |= static_cast<unsigned char>(c);
            }
            position = child;
        }
        m_units[position] |= 1U << 8U;
        m_units[base(position)] = 1U << 31U | std::uint32_t(m_replacements.size());
        m_replacements += std::string(to) + '\0';
    }

    model::Value value() const
    {
        model::Array out{0, {}};
        const auto number = [&out](std::uint32_t word) {
            for (int i = 0; i < 4; ++i)
                out.items.push_back({std::uint8_t(word >> (8 * i))});
        };
        number(std::uint32_t(m_units.size() * 4));
        for (const std::uint32_t unit : m_units)
            number(unit);
        for (const char c : m_replacements)
            out.items.push_back({std::uint8_t(c)});
        return {out};
    }

private:
    std::uint32_t base(std::uint32_t position) const { return m_bases.at(position); }
    /// Gives a node room for its children.
    void open(std::uint32_t position)
    {
        const auto room = std::uint32_t(256 * (m_bases.size() + 1));
        m_bases[position] = room;
        m_units.resize(room + 256);
        m_units[position] |= (position ^ room) << 10U;
    }

    std::map<std::uint32_t, std::uint32_t> m_bases;
    std::vector<std::uint32_t> m_units;
    std::string m_replacements;
};

} // namespace headroom::test
