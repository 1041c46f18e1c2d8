// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a tiny random model of any architecture out of one row of text. Tensors are "part:dimensions" separated by
// spaces, of a layer "blk.i." before and ".weight" behind the part; "part+" has a bias too, "part!" no ending. A
// dimension is a sum of terms like 2F, letters standing for sizes:
//   L layers, W width, F feed-forward, A heads, B key-value heads, H head length, D rotated dimensions, R = D / 2,
//   Q = A·H, K = B·H, E experts, U of them used, X an expert's width, S the shared ones' width, N vocabulary, C context
// and whatever else a row sets.
#pragma once

#include "support/tinymodel.h"

#include <map>
#include <optional>

namespace headroom::test {

using RecipeKeys = std::vector<std::pair<std::string, model::Value>>;

struct Recipe {
    std::string architecture{};
    std::string variant{}; ///< what is special about this row
    std::vector<std::string> layers{}; ///< tensors of each kind of layer, which take turns
    std::string ends = "output_norm:W output:W,N"; ///< beside token_embd
    std::map<char, std::uint64_t> sizes{};
    RecipeKeys keys{}; ///< after "architecture.", which "xielu." has not before it
    double tolerance = 1e-4; ///< RMS of the difference over the RMS spread of the logits
    std::string without{}; ///< the key that is left out

    std::string row() const { return variant.empty() ? architecture : architecture + "/" + variant; }
};

/// One number or flag per layer.
template <class T> model::Value listOf(std::initializer_list<T> values)
{
    model::Array out{static_cast<std::uint32_t>(model::Value{T{}}.data.index()), {}};
    for (const T& value : values)
        out.items.push_back({value});
    return {out};
}

class RecipeWriter {
public:
    explicit RecipeWriter(const Recipe& recipe)
        : m_recipe(recipe), m_sizes{{'W', 64}, {'F', 96}, {'A', 4},  {'B', 2},   {'H', 16}, {'E', 8},
                                    {'U', 3},  {'X', 48}, {'S', 48}, {'N', 300}, {'C', 256}}
    {
        m_sizes['L'] = std::max<std::uint64_t>(2, recipe.layers.size());
        for (const auto& [letter, size] : recipe.sizes)
            m_sizes[letter] = size;
        m_sizes.try_emplace('D', m_sizes['H']);
        m_sizes['R'] = m_sizes['D'] / 2;
        m_sizes['Q'] = m_sizes['A'] * m_sizes['H'];
        m_sizes['K'] = m_sizes['B'] * m_sizes['H'];
    }

    Status write(const std::filesystem::path& path)
    {
        add("", "token_embd:W,N " + m_recipe.ends);
        for (std::uint64_t i = 0; i < m_sizes['L']; ++i)
            add("blk." + std::to_string(i) + ".", m_recipe.layers[i % m_recipe.layers.size()]);
        JobControl control;
        return model::writeGguf(path, metadata(), m_tensors, control);
    }
    std::uint64_t vocabulary() const { return m_sizes.at('N'); }

    /// Every key after "architecture.", the last of a name counts.
    RecipeKeys keys() const
    {
        const auto size = [this](char letter) { return model::Value{std::uint32_t(m_sizes.at(letter))}; };
        RecipeKeys keys{{"block_count", size('L')},
                        {"context_length", size('C')},
                        {"embedding_length", size('W')},
                        {"feed_forward_length", size('F')},
                        {"attention.head_count", size('A')},
                        {"attention.head_count_kv", size('B')},
                        {"attention.key_length", size('H')},
                        {"attention.value_length", size('H')},
                        {"attention.layer_norm_rms_epsilon", {0.02F}},
                        {"attention.layer_norm_epsilon", {0.05F}},
                        {"rope.dimension_count", size('D')},
                        {"rope.freq_base", {3000.0F}},
                        {"vocab_size", size('N')}};
        if (m_recipe.layers.back().find("_exps") != std::string::npos) {
            keys.push_back({"expert_count", size('E')});
            keys.push_back({"expert_used_count", size('U')});
            keys.push_back({"expert_feed_forward_length", size('X')});
        }
        keys.insert(keys.end(), m_recipe.keys.begin(), m_recipe.keys.end());
        return keys;
    }

private:
    std::uint64_t evaluate(std::string_view sum) const
    {
        std::uint64_t total = 0;
        while (!sum.empty()) {
            const std::string_view term = sum.substr(0, sum.find('+'));
            sum.remove_prefix(std::min(sum.size(), term.size() + 1));
            const bool letter = term.back() >= 'A' && term.back() <= 'Z';
            const std::string digits(term.substr(0, term.size() - std::size_t{letter}));
            total += (digits.empty() ? 1 : std::stoull(digits)) * (letter ? m_sizes.at(term.back()) : 1);
        }
        return total;
    }

    /// What a number of this kind of tensor is made of a normal one, so that it has the size that it has in models.
    struct Law {
        float around = 0, spread = 1;
        bool positive = false; ///< the normal number's absolute value
        float of(float normal) const { return around + spread * (positive ? std::abs(normal) : normal); }
    };
    static Law lawOf(const std::string& name, double columns)
    {
        const auto is = [&](std::string_view part) { return name.find(part) != std::string::npos; };
        if (is("ssm_a") && !is("alpha"))
            return {-0.3F, -1, true};
        if (is("norm") && !name.ends_with(".bias"))
            return {1, 0.2F};
        if (is("rope_f"))
            return {1, 1, true};
        if (is("token_embd") || is("attn_sinks"))
            return {};
        if (is("exps.scale") || is("output_scale") || is("ssm_d"))
            return {1, 0.2F};
        if (columns < 2)
            return {0, 0.3F};
        const double gain = is("attn_q") || is("attn_k") ? 1.6 : is("gate_inp") ? 2 : 1;
        return {0, float(gain / std::sqrt(columns))};
    }

    void addTensor(const std::string& name, std::vector<std::uint64_t> shape, std::uint64_t columns)
    {
        std::uint64_t count = 1;
        for (const std::uint64_t size : shape)
            count *= size;
        std::vector<float> values(count);
        const Law law = lawOf(name, double(columns));
        for (float& value : values)
            value = law.of(tiny::gaussian(m_seed));
        m_tensors.push_back({name, tensor::Type::F32, std::move(shape), [values = std::move(values)] {
                                 const auto bytes = std::as_bytes(std::span(values));
                                 return Result<std::vector<std::byte>>(
                                     std::vector<std::byte>(bytes.begin(), bytes.end()));
                             }});
    }

    void add(const std::string& prefix, std::string_view row)
    {
        while (!row.empty()) {
            const std::string_view one = row.substr(0, row.find(' '));
            row.remove_prefix(std::min(row.size(), one.size() + 1));
            if (one.empty())
                continue;
            const std::size_t colon = one.find(':');
            std::string part(one.substr(0, colon));
            std::vector<std::uint64_t> shape;
            for (std::string_view rest = one.substr(colon + 1); !rest.empty();) {
                const std::string_view sum = rest.substr(0, rest.find(','));
                rest.remove_prefix(std::min(rest.size(), sum.size() + 1));
                shape.push_back(evaluate(sum));
            }
            const char mark = part.back();
            if (mark == '+' || mark == '!')
                part.pop_back();
            const bool matrix = shape.size() > 1;
            addTensor(prefix + part + (mark == '!' ? "" : ".weight"), shape, matrix ? shape[0] : 1);
            if (mark == '+')
                addTensor(prefix + part + ".bias", {shape.begin() + (matrix ? 1 : 0), shape.end()}, 1);
        }
    }

    model::Metadata metadata() const
    {
        model::Metadata out;
        out.set("general.architecture", {m_recipe.architecture});
        out.set("general.name", {std::string("tiny")}); // some names change how a vocabulary is read
        for (const auto& [name, value] : keys())
            if (name != m_recipe.without)
                out.set(name.starts_with("xielu.") ? name : m_recipe.architecture + "." + name, value);
        tiny::setVocabulary(out, std::uint32_t(vocabulary()));
        return out;
    }

    const Recipe& m_recipe;
    std::map<char, std::uint64_t> m_sizes;
    std::uint64_t m_seed = 1;
    std::vector<model::TensorSource> m_tensors;
};

} // namespace headroom::test
