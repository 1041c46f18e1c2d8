// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/layouts/layout.h"

#include "core/base/words.h"
#include "core/model/hf/config.h"
#include "core/model/shapekeys.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::model::hf {

namespace {

/// What rows use, and what all begin with ("").
struct Shared {
    std::string_view name, text;
};
constexpr std::array kShared{
    Shared{"", R"(
$layers num_hidden_layers
$width hidden_size
$heads num_attention_heads
$kv num_key_value_heads ?? $heads
$length head_dim ?? ($width / $heads)
$values $length
$inner intermediate_size
$context max_position_embeddings
@block_count $layers
@context_length $context
@embedding_length $width
@attention.head_count $heads
@attention.head_count_kv $kv
@attention.key_length $length
@attention.value_length $values
@feed_forward_length $inner
@vocab_size vocab_size
)"},
    Shared{"ends", R"(
token_embd: $width, vocab_size
output_norm: $width
output: $width, vocab_size if !(tie_word_embeddings ?? 0)
)"},
    Shared{"attention", R"(
blk.attn_q: $width, $heads * $length if $kv > 0
blk.attn_k: $width, $kv * $length if $kv > 0
blk.attn_v: $width, $kv * $values if $kv > 0
blk.attn_output: $heads * $values, $width if $kv > 0
)"},
    Shared{"norms", R"(
blk.attn_norm: $width
blk.ffn_norm: $width
)"},
    Shared{"gated", R"(
blk.ffn_gate: $width, $inner
blk.ffn_up: $width, $inner
blk.ffn_down: $inner, $width
)"},
    Shared{"experts", R"(
@expert_count $experts
@expert_used_count $used
@expert_feed_forward_length $expert
@expert_layers $routed
$routed 1
blk.ffn_gate_inp: $width, $experts if $routed
blk.ffn_gate_exps: $width, $expert, $experts if $routed
blk.ffn_up_exps: $width, $expert, $experts if $routed
blk.ffn_down_exps: $expert, $width, $experts if $routed
)"},
    // Of models that translate and sum up.
    Shared{"decoder", R"(
$layers decoder_layers
$width d_model
$heads decoder_attention_heads
$inner decoder_ffn_dim
token_embd: $width, vocab_size
output: $width, vocab_size if !(tie_word_embeddings ?? 1)
blk.attn_norm+: $width
blk.attn_q+: $width, $width
blk.attn_k+: $width, $width
blk.attn_v+: $width, $width
blk.attn_output+: $width, $width
blk.cross_attn_norm+: $width
blk.cross_attn_q+: $width, $width
blk.cross_attn_k+: $width, $width
blk.cross_attn_v+: $width, $width
blk.cross_attn_o+: $width, $width
blk.ffn_norm+: $width
blk.ffn_up+: $width, $inner
blk.ffn_down+: $inner, $width
)"},
    // As BERT is one.
    Shared{"encoder", R"(
token_embd: $width, vocab_size
token_types: $width, type_vocab_size
position_embd: $width, $context
token_embd_norm+: $width
blk.attn_q+: $width, $width
blk.attn_k+: $width, $width
blk.attn_v+: $width, $width
blk.attn_output+: $width, $width
blk.attn_output_norm+: $width
blk.ffn_up+: $width, $inner
blk.ffn_down+: $inner, $width
blk.layer_output_norm+: $width
head.dense+: $width, $width
head.norm+: $width
head.bias!: vocab_size
)"},
    Shared{"windows", R"(
@attention.sliding_window sliding_window ?? 0
@attention.sliding_window_layers layer_types == 'sliding_attention'
)"},
};

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && text.front() == ' ')
        text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ')
        text.remove_suffix(1);
    return text;
}

/// Before and behind a separator; the second is empty where there is none.
std::pair<std::string_view, std::string_view> cut(std::string_view text, std::string_view separator)
{
    const std::size_t at = text.find(separator);
    return at == std::string_view::npos
        ? std::pair(trimmed(text), std::string_view())
        : std::pair(trimmed(text.substr(0, at)), trimmed(text.substr(at + separator.size())));
}

class Reading {
public:
    Reading(const Layout& layout, const Json& config, tensor::Type type)
        : m_layout(layout), m_config(config), m_type(type)
    {
    }

    Result<LaidOut> run()
    {
        gather(kShared.front().text);
        gather(m_layout.text);
        const auto layers = evaluateFormula("$layers", {m_config, m_formulas, std::nullopt});
        if (!layers)
            return tl::unexpected(layers.error());
        m_layers = static_cast<std::uint32_t>(std::min<std::int64_t>(*layers, kMaxLayers));
        m_out.metadata.set("general.architecture", {std::string(m_layout.architecture)});
        m_out.metadata.set("general.type", {std::string("model")});
        for (const std::string_view line : m_lines)
            HEADROOM_TRY(line.starts_with('@')           ? addKey(line.substr(1))
                             : line.starts_with("only ") ? check(line.substr(5))
                                                         : addTensor(line));
        return std::move(m_out);
    }

private:
    void gather(std::string_view text)
    {
        for (const std::string_view line : wordsOf(text, '\n'))
            if (line.starts_with('$')) {
                const auto [name, formula] = cut(line.substr(1), " ");
                m_formulas[std::string(name)] = formula;
            } else if (line.starts_with("use ")) {
                for (const std::string_view name : wordsOf(line.substr(4)))
                    for (const auto& [known, shared] : kShared)
                        if (known == name)
                            gather(shared);
            } else {
                m_lines.push_back(line);
            }
    }
    Result<std::int64_t> value(std::string_view formula, std::optional<std::uint32_t> layer) const
    {
        return evaluateFormula(formula, {m_config, m_formulas, layer});
    }
    Status check(std::string_view condition) const
    {
        const auto is = value(condition, std::nullopt);
        if (!is)
            return tl::unexpected(is.error());
        return *is ? Status()
                   : fail(ErrorCode::Unsupported, "config.json", fmt::format("is planned only where {}", condition));
    }
    Status addKey(std::string_view line)
    {
        const auto [key, formula] = cut(line, " ");
        std::vector<std::int64_t> all;
        for (std::uint32_t layer = 0; layer < std::max(1U, m_layers); ++layer) {
            const auto one = value(formula, layer);
            if (!one)
                return tl::unexpected(one.error());
            all.push_back(std::min<std::int64_t>(*one, INT32_MAX));
        }
        const std::string name = fmt::format("{}.{}", m_layout.architecture, key);
        const bool isFlags = key.ends_with("_layers");
        if (!isFlags && std::ranges::all_of(all, [&](std::int64_t one) { return one == all.front(); })) {
            m_out.metadata.set(name, {static_cast<std::uint32_t>(all.front())});
            return {};
        }
        Array list{isFlags ? 7U : 4U, {}};
        for (const std::int64_t one : all)
            list.items.push_back(isFlags ? Value{one != 0} : Value{static_cast<std::uint32_t>(one)});
        m_out.metadata.set(name, {std::move(list)});
        return {};
    }
    Status addTensor(std::string_view line)
    {
        const auto [what, condition] = cut(line, " if ");
        const auto [part, extents] = cut(what, ":");
        if (!part.starts_with("blk."))
            return addOne(std::string(part), extents, condition, std::nullopt);
        for (std::uint32_t layer = 0; layer < m_layers; ++layer)
            HEADROOM_TRY(addOne(fmt::format("blk.{}.{}", layer, part.substr(4)), extents, condition, layer));
        return {};
    }
    Status addOne(std::string name, std::string_view extents, std::string_view condition,
                  std::optional<std::uint32_t> layer)
    {
        const auto is = condition.empty() ? Result<std::int64_t>(1) : value(condition, layer);
        if (!is)
            return tl::unexpected(is.error());
        if (*is == 0)
            return {};
        std::vector<std::uint64_t> shape;
        for (const std::string_view extent : wordsOf(extents, ',')) {
            const auto size = value(trimmed(extent), layer);
            if (!size)
                return tl::unexpected(size.error());
            shape.push_back(static_cast<std::uint64_t>(*size));
        }
        const bool bare = name.ends_with('!'), biased = name.ends_with('+');
        if (bare || biased)
            name.pop_back();
        const auto type = shape.size() > 1 && !bare ? m_type : tensor::Type::F32;
        if (biased)
            m_out.tensors.push_back({name + ".bias", tensor::Type::F32, {shape[shape.size() > 1 ? 1 : 0]}});
        m_out.tensors.push_back({bare ? std::move(name) : name + ".weight", type, std::move(shape)});
        return {};
    }

    const Layout& m_layout;
    const Json& m_config;
    tensor::Type m_type;
    Formulas m_formulas;
    std::vector<std::string_view> m_lines;
    std::uint32_t m_layers = 0;
    LaidOut m_out;
};

} // namespace

std::span<const Layout> layouts()
{
    static const std::vector<Layout> kAll = [] {
        std::vector<Layout> all;
        for (const auto rows : {plainLayouts(), mixedLayouts(), crossLayouts()})
            all.insert(all.end(), rows.begin(), rows.end());
        return all;
    }();
    return kAll;
}

const Layout* layoutOf(const Json& whole)
{
    const Json classes = whole.value("architectures", Json());
    for (const Json& name : classes.is_array() ? classes : Json::array())
        for (const Layout& row : layouts())
            if (name.is_string() && lists(row.classes, name.get<std::string>()))
                return &row;
    for (const Json* json : {&whole, &textConfig(whole)})
        for (const Layout& row : layouts())
            if (const Json type = json->value("model_type", Json());
                type.is_string() && lists(row.modelTypes, type.get<std::string>()))
                return &row;
    return nullptr;
}

Result<LaidOut> laidOut(const Layout& layout, const Json& config, tensor::Type type)
{
    return Reading(layout, config, type).run();
}

} // namespace headroom::model::hf
