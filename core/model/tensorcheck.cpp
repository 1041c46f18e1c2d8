// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tensorcheck.h"

#include "core/model/architecture.h"
#include "core/model/ggufcursor.h"
#include "core/model/hf/family.h"
#include "core/model/tensorrules.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace headroom::model {

namespace {

using Extents = std::vector<std::uint64_t>;

bool sameShape(Extents a, Extents b)
{
    a.resize(4, 1);
    b.resize(4, 1);
    return a == b;
}

std::string placeOf(const ModelFile& file, std::string_view tensor)
{
    return fmt::format("{}, tensor \"{}\"", file.path().string(), printable(tensor));
}

/// "blk.3.attn_q.weight" → "attn_q", false.
struct Part {
    std::string_view name;
    bool bias = false;
    bool plain = false; ///< neither weight nor bias
};
Part partOf(std::string_view tensor)
{
    if (tensor.starts_with("blk."))
        tensor.remove_prefix(std::min(tensor.size(), tensor.find('.', 4) + 1));
    const bool weight = tensor.ends_with(".weight"), bias = tensor.ends_with(".bias");
    if (weight || bias)
        tensor.remove_suffix(weight ? 7 : 5);
    return {tensor, bias, !weight && !bias};
}

class TensorCheck {
public:
    TensorCheck(const ModelFile& file, const Shape& shape) : m_file(file), m_shape(shape) { }

    Status all() const
    {
        HEADROOM_TRY(rows());
        HEADROOM_TRY(layers());
        for (const TensorInfo& info : m_file.tensors())
            HEADROOM_TRY(extents(info));
        return {};
    }

private:
    /// As a person finds it: with the name in config.json where the model is a folder.
    std::string key(std::string_view name) const
    {
        const std::string whole = m_shape.architecture + "." + std::string(name);
        std::string text = "\"" + printable(whole) + "\"";
        if (m_file.version() == 0)
            if (const auto stored = hf::storedKey(m_shape.architecture, name); !stored.empty())
                text = fmt::format("\"{}\" of config.json", stored);
        const bool shared = name == "attention.key_length" || name == "attention.value_length";
        if (!said(name) && shared && m_shape.heads > 0) // which is then the head count's doing
            return fmt::format("{} (left out: a width of {} shared by {} heads of {})", text, m_shape.embedding,
                               m_shape.heads, key("attention.head_count"));
        return said(name) ? text : text + " (left out)";
    }
    bool said(std::string_view name) const
    {
        return m_file.metadata().find(m_shape.architecture + "." + std::string(name));
    }
    std::string keys(const std::set<std::string_view>& names) const
    {
        std::vector<std::string> all;
        for (const std::string_view name : names)
            all.push_back(key(name));
        const char* noun = all.size() > 1 ? "keys" : "key";
        return fmt::format("{} {} impl{}", noun, fmt::join(all, " and "), all.size() > 1 ? "y" : "ies");
    }

    Status rows() const
    {
        const TensorInfo* table = m_file.find("token_embd.weight");
        if (!table)
            return {};
        const auto* tokens = m_file.metadata().array("tokenizer.ggml.tokens");
        const std::uint64_t listed = tokens ? tokens->items.size() : 0;
        const auto said = m_file.metadata().unsignedInteger(m_shape.architecture + ".vocab_size").value_or(0);
        const bool tooMany = m_file.version() == 0 && said > 0 && table->rows() > said;
        if (!tooMany && table->rows() >= std::max<std::uint64_t>(listed, said))
            return {};
        const std::string wanted = !tooMany && listed > table->rows()
            ? fmt::format("the key \"tokenizer.ggml.tokens\" lists {} tokens", listed)
            : fmt::format("the {} {}", keys({"vocab_size"}), said);
        return fail(ErrorCode::Corrupt, placeOf(m_file, table->name),
                    fmt::format("has {} rows, but {}{}", table->rows(), wanted, tooMany ? "" : ": some have no row"));
    }

    /// Every tensor belongs to a layer that is counted, and every layer has tensors.
    Status layers() const
    {
        std::set<std::uint32_t> held, drafting;
        for (const TensorInfo& info : m_file.tensors()) {
            const auto layer = layerOf(info.name);
            if (!layer)
                continue;
            if (*layer >= m_shape.layers && !info.name.starts_with("dec."))
                return fail(ErrorCode::Corrupt, placeOf(m_file, info.name),
                            fmt::format("no layer takes it: the {} {} layers", keys({"block_count"}), m_shape.layers));
            held.insert(*layer);
            if (isDrafting(info.name))
                drafting.insert(*layer);
        }
        for (std::uint32_t i = 0; !held.empty() && i < m_shape.layers; ++i)
            HEADROOM_TRY(layer(i, held.contains(i), drafting.contains(i)));
        bool routed = m_shape.experts == 0, dense = false;
        for (const std::uint32_t i : held) {
            routed = routed || hasExperts(i);
            dense = dense || hasForward(i);
        }
        return routed || !dense
            ? Status()
            : fail(ErrorCode::Corrupt, m_file.path().string(),
                   fmt::format("no layer has experts, but the {} {} of them", keys({"expert_count"}), m_shape.experts));
    }
    Status layer(std::uint32_t index, bool held, bool drafting) const
    {
        const LayerShape own = m_shape.layer(index);
        const std::string place = fmt::format("{}, layer {}", m_file.path().string(), index);
        if (own.drafts) // which a file may leave out
            return !held || drafting
                ? Status()
                : fail(ErrorCode::Corrupt, place,
                       fmt::format("no layer takes its tensors: the {} that it drafts tokens, but it has no \"nextn\" "
                                   "tensors",
                                   keys({"nextn_predict_layers"})));
        const bool empty = !own.attends() && !own.recurrent() && own.feedForward == 0;
        if (!held && !empty)
            return fail(ErrorCode::Corrupt, place,
                        fmt::format("has no tensors, but the {} {} layers", keys({"block_count"}), m_shape.layers));
        if (own.drafts)
            return {};
        if (own.feedForward == 0 && own.experts == 0 && hasForward(index) && said("feed_forward_length"))
            return fail(ErrorCode::Corrupt, place,
                        fmt::format("has a feed-forward part, the {} none", keys({"feed_forward_length"})));
        HEADROOM_TRY(forward(index, own, place));
        HEADROOM_TRY(queries(index, own, place));
        return mixer(index, own, place);
    }
    bool hasExperts(std::uint32_t index) const
    {
        return has(index, {"ffn_gate_exps", "ffn_up_exps", "ffn_down_exps", "ffn_gate_up_exps", "ffn_down.0"});
    }
    bool hasForward(std::uint32_t index) const { return has(index, {"ffn_up", "ffn_down"}); }
    /// Keys that say which layers have experts; families without them show it by their tensors alone.
    std::set<std::string_view> expertKeys() const
    {
        std::set<std::string_view> names;
        for (const char* name : {"leading_dense_block_count", "interleave_moe_layer_step"})
            if (said(name))
                names.insert(name);
        return names;
    }
    Status forward(std::uint32_t index, const LayerShape& own, const std::string& place) const
    {
        const auto names = expertKeys();
        if (names.empty() || m_shape.experts == 0)
            return {};
        const bool experts = hasExperts(index);
        if (experts && own.experts == 0)
            return fail(ErrorCode::Corrupt, place, fmt::format("has experts, the {} none in it", keys(names)));
        if (!experts && own.experts > 0 && hasForward(index))
            return fail(ErrorCode::Corrupt, place, fmt::format("has no experts, the {} some in it", keys(names)));
        return {};
    }
    /// Queries of compressed attention, which may be compressed too.
    Status queries(std::uint32_t index, const LayerShape& own, const std::string& place) const
    {
        if (m_shape.kvRank == 0 || !own.attends())
            return {};
        const bool compressed = has(index, {"attn_q_a"});
        const bool plain = !compressed && has(index, {"attn_q"});
        if (compressed && m_shape.queryRank == 0)
            return fail(ErrorCode::Corrupt, place,
                        fmt::format("has compressed queries, the {} plain ones", keys({"attention.q_lora_rank"})));
        if (plain && m_shape.queryRank > 0)
            return fail(ErrorCode::Corrupt, place,
                        fmt::format("has queries that are not compressed, the {} {} numbers they are compressed to",
                                    keys({"attention.q_lora_rank"}), m_shape.queryRank));
        return {};
    }
    bool has(std::uint32_t layer, std::initializer_list<std::string_view> parts) const
    {
        return std::ranges::any_of(parts, [&](std::string_view part) {
            return m_file.find(fmt::format("blk.{}.{}.weight", layer, part)) != nullptr;
        });
    }
    /// What the layer remembers has to be what its tensors compute.
    Status mixer(std::uint32_t index, const LayerShape& own, const std::string& place) const
    {
        const bool scans
            = has(index, {"ssm_out", "ssm_in", "ssm_conv1d", "ssm_conv1d_q", "shortconv.in_proj", "time_mix_output"});
        const bool attends = has(index, {"attn_k", "attn_kv_a_mqa"}) || (has(index, {"attn_qkv"}) && !scans);
        const auto contradiction = [&](std::string_view found, std::string_view implied) {
            return fail(ErrorCode::Corrupt, place, fmt::format("has {}, the {} {}", found, mixerKeys(), implied));
        };
        if (own.attends() && !own.recurrent() && !own.sharesCache && scans && !attends)
            return contradiction("a recurrent state", "attention");
        const bool counted = m_shape.heads > 0 || said("attention.head_count");
        if (counted && !own.attends() && attends && !scans)
            return contradiction("attention", own.recurrent() ? "a recurrent state" : "none");
        return {};
    }
    std::string mixerKeys() const
    {
        for (const char* name : {"attention.recurrent_layers", "full_attention_interval"})
            if (said(name))
                return keys({name});
        if (m_shape.heads == 0)
            return keys({"attention.head_count"});
        return m_file.metadata().array(m_shape.architecture + ".attention.head_count")
            ? keys({"attention.head_count", "attention.head_count_kv"})
            : keys({"attention.head_count_kv"});
    }

    Status extents(const TensorInfo& info) const
    {
        const Part part = partOf(info.name);
        const std::uint32_t index = layerOf(info.name).value_or(0);
        const Announced announced{m_shape, m_shape.layer(index)};
        const bool narrowed = m_file.find(fmt::format("blk.{}.ffn_latent_down.weight", index));
        const TensorRule* rule = findTensorRule(part.name, announced.layer);
        const bool none = part.bias && info.elements() == 0; // a place kept for a bias that is none
        if (!rule || part.plain || none || announced.layer.drafts || (narrowed && isRoutedExpert(info.name)))
            return {};
        Extents wanted = info.shape;
        std::set<std::string_view> wrong;
        const std::size_t first = part.bias && rule->extents[1] ? 1 : 0; // a bias has one number a row
        for (std::size_t i = first; i < rule->extents.size(); ++i) {
            const auto allowed = rule->extents[i] ? rule->extents[i]->allowed(announced) : Extents{};
            wanted.resize(std::max(wanted.size(), i - first + 1), 1);
            std::uint64_t& extent = wanted[i - first];
            if (allowed.empty() || std::ranges::find(allowed, extent) != allowed.end())
                continue;
            extent = allowed.front();
            addNames(rule->extents[i]->keys, wrong);
        }
        if (wrong.empty())
            return {};
        while (wanted.size() > info.shape.size() && wanted.back() == 1)
            wanted.pop_back();
        return fail(
            ErrorCode::Corrupt, placeOf(m_file, info.name),
            fmt::format("has shape {}, the {} {}", fmt::join(info.shape, "×"), keys(wrong), fmt::join(wanted, "×")));
    }
    static void addNames(std::string_view keys, std::set<std::string_view>& out)
    {
        while (!keys.empty()) {
            const std::size_t end = std::min(keys.size(), keys.find(' '));
            out.insert(keys.substr(0, end));
            keys.remove_prefix(std::min(keys.size(), end + 1));
        }
    }

    const ModelFile& m_file;
    const Shape& m_shape;
};

/// What some converters and older versions write instead: several matrices in one tensor, or one tensor per expert.
constexpr std::pair<std::string_view, std::string_view> kInstead[]{
    {"attn_q.", "attn_qkv."},
    {"attn_k.", "attn_qkv."},
    {"attn_v.", "attn_qkv."},
    {"ffn_gate_exps.", "ffn_gate.0."},
    {"ffn_up_exps.", "ffn_up.0."},
    {"ffn_down_exps.", "ffn_down.0."},
    {"ffn_gate_exps.", "ffn_gate_up_exps."},
    {"ffn_up_exps.", "ffn_gate_up_exps."},
};

std::string renamed(std::string name, std::string_view from, std::string_view to)
{
    const auto at = name.find(from);
    return at == std::string::npos ? std::string() : name.replace(at, from.size(), to);
}

bool storedOtherwise(const ModelFile& file, const TensorSpec& expected)
{
    for (const auto& [usual, other] : kInstead)
        if (const std::string name = renamed(expected.name, usual, other); !name.empty() && file.find(name))
            return true;
    // The gate's rows may lie before those of ffn_up.
    const std::string gate = renamed(expected.name, "ffn_up.", "ffn_gate.");
    const TensorInfo* up = file.find(gate.empty() ? renamed(expected.name, "ffn_gate.", "ffn_up.") : expected.name);
    auto fused = expected.shape;
    fused.back() *= 2;
    return up && !file.find(gate.empty() ? expected.name : gate) && sameShape(up->shape, fused);
}

/// What llama.cpp's own "llama" graph cannot do without; shapes are checked already.
Status checkPresence(const ModelFile& file, const Shape& shape)
{
    for (const TensorSpec& expected : tensorsOf(shape, tensor::Type::F32))
        if (!file.find(expected.name) && !storedOtherwise(file, expected))
            return fail(ErrorCode::Corrupt, placeOf(file, expected.name), "is missing");
    return {};
}

} // namespace

Status checkTensors(const ModelFile& file, const Shape& shape)
{
    if (architectureOf(shape.architecture).followsItsKeys)
        HEADROOM_TRY(TensorCheck(file, shape).all());
    return shape.architecture == "llama" ? checkPresence(file, shape) : Status();
}

} // namespace headroom::model
