// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Classes whose architecture no GGUF file has, and others of plain layers that came after those of dense.cpp.
#include "core/model/hf/families/families.h"
#include "core/model/hf/families/layerkinds.h"
#include "core/model/hf/names.h"
#include "core/model/hf/transform.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace headroom::model::hf {

namespace {

using namespace names;
using enum KeyRule::Kind;

#define BLOCK "layers.{}."
#define OURS "blk.{}."

constexpr NameRule kMpt[]{
    {"wte", "token_embd"},
    {"norm_f", "output_norm"},
    {"/lm_head", "output"},
    {"blocks.{}.norm_1", OURS "attn_norm"},
    {"blocks.{}.attn.Wqkv", OURS "attn_qkv"},
    {"blocks.{}.attn.out_proj", OURS "attn_output"},
    {"blocks.{}.norm_2", OURS "ffn_norm"},
    {"blocks.{}.ffn.up_proj", OURS "ffn_up"},
    {"blocks.{}.ffn.down_proj", OURS "ffn_down"},
};
/// Gemma 2 without norms behind attention and feed-forward.
constexpr NameRule kVaultGemma[]{
    {BLOCK "input_layernorm", OURS "attn_norm", &kPlusOne},
    {BLOCK "pre_feedforward_layernorm", OURS "ffn_norm", &kPlusOne},
    {BLOCK "mlp.gate_proj", OURS "ffn_gate"},
    {BLOCK "mlp.up_proj", OURS "ffn_up"},
    {BLOCK "mlp.down_proj", OURS "ffn_down"},
};
constexpr NameRule kClovaNorms[]{
    {BLOCK "post_norm1", OURS "post_attention_norm"},
    {BLOCK "post_norm2", OURS "post_ffw_norm"},
};
constexpr NameRule kPersimmon[]{
    {"embed_tokens", "token_embd"},
    {"final_layernorm", "output_norm"},
    {"/lm_head", "output"},
    {BLOCK "input_layernorm", OURS "attn_norm"},
    {BLOCK "post_attention_layernorm", OURS "ffn_norm"},
    {BLOCK "self_attn.query_key_value", OURS "attn_qkv", &kNeoxQkv},
    {BLOCK "self_attn.dense", OURS "attn_output"},
    {BLOCK "self_attn.q_layernorm", OURS "attn_q_norm"},
    {BLOCK "self_attn.k_layernorm", OURS "attn_k_norm"},
    {BLOCK "mlp.dense_h_to_4h", OURS "ffn_up"},
    {BLOCK "mlp.dense_4h_to_h", OURS "ffn_down"},
};
constexpr NameRule kGptNeo[]{
    {"wte", "token_embd"},
    {"wpe", "position_embd"},
    {"ln_f", "output_norm"},
    {"/lm_head", "output"},
    {"h.{}.ln_1", OURS "attn_norm"},
    {"h.{}.attn.attention.q_proj", OURS "attn_q"},
    {"h.{}.attn.attention.k_proj", OURS "attn_k"},
    {"h.{}.attn.attention.v_proj", OURS "attn_v"},
    {"h.{}.attn.attention.out_proj", OURS "attn_output"},
    {"h.{}.ln_2", OURS "ffn_norm"},
    {"h.{}.mlp.c_fc", OURS "ffn_up"},
    {"h.{}.mlp.c_proj", OURS "ffn_down"},
};
constexpr NameRule kCodegen[]{
    {"wte", "token_embd"},
    {"ln_f", "output_norm"},
    {"/lm_head", "output"},
    {"h.{}.ln_1", OURS "attn_norm"},
    {"h.{}.attn.qkv_proj", OURS "attn_q", &kQuarteredQuery},
    {"h.{}.attn.qkv_proj", OURS "attn_k", &kQuarteredKey},
    {"h.{}.attn.qkv_proj", OURS "attn_v", &kQuarteredValue},
    {"h.{}.attn.out_proj", OURS "attn_output"},
    {"h.{}.mlp.fc_in", OURS "ffn_up"},
    {"h.{}.mlp.fc_out", OURS "ffn_down"},
};
constexpr NameRule kBioGpt[]{
    {"embed_tokens", "token_embd"},
    {"embed_positions", "position_embd_unused", &kFirstTwo},
    {"embed_positions", "position_embd", &kAfterTwo},
    {"layer_norm", "output_norm"},
    {"/output_projection", "output"},
    {BLOCK "self_attn_layer_norm", OURS "attn_norm"},
    {BLOCK "self_attn.q_proj", OURS "attn_q"},
    {BLOCK "self_attn.k_proj", OURS "attn_k"},
    {BLOCK "self_attn.v_proj", OURS "attn_v"},
    {BLOCK "self_attn.out_proj", OURS "attn_output"},
    {BLOCK "final_layer_norm", OURS "ffn_norm"},
    {BLOCK "fc1", OURS "ffn_up"},
    {BLOCK "fc2", OURS "ffn_down"},
};
#undef BLOCK
#undef OURS

constexpr KeyRule kMptKeys[]{{"n_heads|num_attention_heads", "attention.head_count"},
                             {"max_seq_len|max_position_embeddings", "context_length"}};
constexpr KeyRule kSoftCapKeys[]{{"sliding_window", "attention.sliding_window"},
                                 {"attn_logit_softcapping", "attn_logit_softcapping", Number},
                                 {"final_logit_softcapping", "final_logit_softcapping", Number}};
constexpr KeyRule kGptNeoKeys[]{{"num_heads|num_attention_heads", "attention.head_count"}};
constexpr KeyRule kCodegenKeys[]{{"rotary_dim", "rope.dimension_count"}};

/// A number in a part of config.json; absent where it is null as well.
double numberIn(const Json& config, const char* part, const char* name, double absent)
{
    const Json inner = config.value(part, Json());
    const Json value = inner.is_object() ? inner.value(name, Json()) : Json();
    return value.is_number() ? value.get<double>() : absent;
}

void setFloat(Metadata& metadata, const std::string& key, double value)
{
    metadata.set(key, {static_cast<float>(value)});
}

/// Its class biases attention by distance whatever attn_config says, and takes the feed-forward four times as wide.
Status finishMpt(const Json& config, Metadata& metadata, const std::string& prefix)
{
    HEADROOM_TRY(ungrouped(config, metadata, prefix));
    setFloat(metadata, prefix + "attention.max_alibi_bias", numberIn(config, "attn_config", "alibi_bias_max", 8));
    for (const auto& [name, key] : {std::pair{"clip_qkv", "attention.clamp_kqv"}, {"softmax_scale", "attention.scale"}})
        if (const double value = numberIn(config, "attn_config", name, 0); value > 0)
            setFloat(metadata, prefix + key, value);
    metadata.set(prefix + "feed_forward.exact_gelu", {true});
    metadata.erase(prefix + "feed_forward_length");
    return fourTimesWide(config, metadata, prefix);
}

void describeMpt(const Metadata& metadata, const std::string& prefix, Json& config)
{
    Json& attention = config["attn_config"] = Json{{"model_type", ""}};
    for (const auto& [name, key] : {std::pair{"alibi_bias_max", "attention.max_alibi_bias"},
                                    {"clip_qkv", "attention.clamp_kqv"},
                                    {"softmax_scale", "attention.scale"}})
        if (const auto value = metadata.number(prefix + key); value && *value != 0)
            attention[name] = *value;
    for (const auto& [theirs, common] : {std::pair{"d_model", "hidden_size"}, {"n_layers", "num_hidden_layers"}})
        if (const auto found = config.find(common); found != config.end())
            config[theirs] = *found;
    config["alibi"] = true;
}

/// Every other layer looks back a window, unless config.json lists them otherwise: one by one, or as kinds of layers
/// with how often they come.
std::vector<bool> localLayers(const Json& config, std::size_t layers)
{
    std::vector<bool> local;
    const Json listed = config.value("attention_layers", Json()), counted = config.value("attention_types", Json());
    if (listed.is_array())
        for (const Json& kind : listed)
            local.push_back(kind == "local");
    for (const Json& group : !listed.is_array() && counted.is_array() ? counted : Json::array())
        if (group.is_array() && group.size() == 2 && group[0].is_array() && group[1].is_number_unsigned())
            for (std::uint64_t times = 0; times < std::min<std::uint64_t>(group[1].get<std::uint64_t>(), layers);
                 ++times)
                for (const Json& kind : group[0])
                    local.push_back(kind == "local");
    return local;
}

/// Scores are not scaled.
Status finishGptNeo(const Json& config, Metadata& metadata, const std::string& prefix)
{
    HEADROOM_TRY(ungrouped(config, metadata, prefix));
    setFloat(metadata, prefix + "attention.scale", 1);
    metadata.set(prefix + "attention.sliding_window", {whole(config, "window_size", 256)});
    const std::size_t layers = std::min<std::size_t>(numberAt(metadata, prefix + "block_count"), kMaxLayers);
    if (const auto local = localLayers(config, layers); !local.empty()) {
        if (local.size() != layers)
            return fail(ErrorCode::Corrupt, "config.json, \"attention_types\"",
                        fmt::format("names {} layers of {}", local.size(), layers));
        Array flags{7, {}};
        for (const bool one : local)
            flags.items.push_back({one});
        metadata.set(prefix + "attention.sliding_window_pattern", {std::move(flags)});
    }
    return fourTimesWide(config, metadata, prefix);
}

void describeGptNeo(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const auto windows = listAt(metadata, prefix + "attention.sliding_window_pattern");
    config["window_size"] = numberAt(metadata, prefix + "attention.sliding_window");
    config["attention_layers"] = Json::array();
    for (std::uint32_t i = 0; i < std::min<std::uint64_t>(numberAt(metadata, prefix + "block_count"), kMaxLayers); ++i)
        config["attention_layers"].push_back((i < windows.size() ? windows[i] != 0 : i % 2 != 0) ? "local" : "global");
    config["attention_types"] = Json::array();
    for (const Json& kind : config["attention_layers"])
        config["attention_types"].push_back(Json::array({Json::array({kind}), 1}));
    config["num_layers"] = config.value("num_hidden_layers", Json());
}

Status finishBioGpt(const Json& config, Metadata& metadata, const std::string& prefix)
{
    metadata.set(prefix + "attention.layer_norm_epsilon", {1e-5F}); // that of the norms' class
    if (truth(config, "scale_embedding", true))
        setFloat(metadata, prefix + "embedding_scale", std::sqrt(double(whole(config, "hidden_size", 0))));
    return {};
}

Status finishCodegen(const Json& config, Metadata& metadata, const std::string& prefix)
{
    metadata.set(prefix + "class.codegen", {true}); // shares its architecture with another class
    HEADROOM_TRY(ungrouped(config, metadata, prefix));
    return fourTimesWide(config, metadata, prefix);
}

constexpr std::array kOwn{
    Family{.architecture = "mpt",
           .classes = "MptForCausalLM MPTForCausalLM",
           .modelType = "mpt",
           .prefix = "transformer.",
           .names = {kMpt},
           .keys = {kMptKeys},
           .finish = finishMpt,
           .describe = describeMpt},
    Family{.architecture = "vaultgemma",
           .classes = "VaultGemmaForCausalLM",
           .modelType = "vaultgemma",
           .names = {kGemmaEnds, kAttention, kVaultGemma},
           .keys = {kSoftCapKeys},
           .finish = finishGemma,
           .describe = describeGemma},
    Family{.architecture = "hyperclovax",
           .classes = "HyperCLOVAXForCausalLM",
           .modelType = "hyperclovax",
           .names = {kEnds, kAttention, kGated, kClovaNorms},
           .keys = {kGraniteKeys}},
    Family{.architecture = "persimmon",
           .classes = "PersimmonForCausalLM",
           .modelType = "persimmon",
           .names = {kPersimmon},
           .finish = ungrouped},
    Family{.architecture = "gptneo",
           .classes = "GPTNeoForCausalLM",
           .modelType = "gpt_neo",
           .prefix = "transformer.",
           .names = {kGptNeo},
           .keys = {kGptNeoKeys},
           .finish = finishGptNeo,
           .describe = describeGptNeo},
    Family{.architecture = "gptj",
           .classes = "CodeGenForCausalLM",
           .modelType = "codegen",
           .prefix = "transformer.",
           .names = {kCodegen},
           .keys = {kCodegenKeys},
           .finish = finishCodegen,
           .knownBy = "class.codegen"},
    Family{.architecture = "biogpt",
           .classes = "BioGptForCausalLM",
           .modelType = "biogpt",
           .prefix = "biogpt.",
           .names = {kBioGpt},
           .finish = finishBioGpt},
};

} // namespace

std::span<const Family> ownFamilies()
{
    return kOwn;
}

} // namespace headroom::model::hf
