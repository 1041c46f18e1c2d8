// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Classes whose config.json says of each layer whether it has experts, and others with experts that came after them.
#include "core/model/hf/families/families.h"
#include "core/model/hf/families/layerkinds.h"
#include "core/model/hf/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headroom::model::hf {

namespace {

using namespace names;
using enum KeyRule::Kind;

#define BLOCK "layers.{}."
#define OURS "blk.{}."

constexpr NameRule kHunyuanExperts[]{
    {BLOCK "mlp.gate.wg", OURS "ffn_gate_inp"},
    {BLOCK "mlp.shared_mlp.gate_proj", OURS "ffn_gate_shexp"},
    {BLOCK "mlp.shared_mlp.up_proj", OURS "ffn_up_shexp"},
    {BLOCK "mlp.shared_mlp.down_proj", OURS "ffn_down_shexp"},
};
constexpr NameRule kHy3[]{
    {BLOCK "mlp.router.gate", OURS "ffn_gate_inp"},
    {BLOCK "mlp.expert_bias", OURS "exp_probs_b.bias", &kCopy, true},
    {BLOCK "mlp.e_score_correction_bias", OURS "exp_probs_b.bias", &kCopy, true},
    {BLOCK "mlp.shared_mlp.gate_proj", OURS "ffn_gate_shexp"},
    {BLOCK "mlp.shared_mlp.up_proj", OURS "ffn_up_shexp"},
    {BLOCK "mlp.shared_mlp.down_proj", OURS "ffn_down_shexp"},
};
constexpr NameRule kMinimaxCorrection[]{
    {BLOCK "block_sparse_moe.e_score_correction_bias", OURS "exp_probs_b.bias", &kCopy, true},
    {BLOCK "mlp.e_score_correction_bias", OURS "exp_probs_b.bias", &kCopy, true},
};
constexpr NameRule kExaoneCorrection[]{{BLOCK "mlp.e_score_correction_bias", OURS "exp_probs_b.bias", &kCopy, true}};
constexpr NameRule kLaguna[]{
    {BLOCK "self_attn.g_proj", OURS "attn_gate"},
    {BLOCK "mlp.experts.e_score_correction_bias", OURS "exp_probs_b.bias", &kCopy, true},
};
constexpr NameRule kMimo[]{
    {BLOCK "self_attn.sinks", OURS "attn_sinks.weight", &kCopy, true},
    {BLOCK "self_attn.attention_sink_bias", OURS "attn_sinks.weight", &kCopy, true},
};
constexpr NameRule kMlpNorm[]{{BLOCK "post_mlp_layernorm", OURS "post_ffw_norm"}};

#undef BLOCK
#undef OURS

constexpr KeyRule kRoutedKeys[]{{"norm_topk_prob", "expert_weights_norm", Boolean},
                                {"routed_scaling_factor", "expert_weights_scale", Number},
                                {"num_shared_experts", "expert_shared_count"},
                                {"first_k_dense_replace", "leading_dense_block_count"},
                                {"n_group", "expert_group_count"},
                                {"topk_group", "expert_group_used_count"}};
constexpr KeyRule kHunyuanKeys[]{{"moe_topk", "expert_used_count"}};
constexpr KeyRule kHy3Keys[]{{"router_scaling_factor", "expert_weights_scale", Number},
                             {"num_shared_experts", "expert_shared_count"}};
constexpr KeyRule kLagunaKeys[]{{"num_attention_heads_per_layer|num_attention_heads", "attention.head_count"},
                                {"shared_expert_intermediate_size", "expert_shared_feed_forward_length"},
                                {"moe_routed_scaling_factor", "expert_weights_scale", Number}};
constexpr KeyRule kMimoKeys[]{{"v_head_dim", "attention.value_length"},
                              {"attention_value_scale", "attention.value_scale", Number},
                              {"swa_rope_theta", "rope.freq_base_swa", Number},
                              {"rms_norm_eps|layernorm_epsilon", "attention.layer_norm_rms_epsilon", Number}};
constexpr KeyRule kFlexKeys[]{{"norm_topk_prob", "expert_weights_norm", Boolean}};

void putKey(Metadata& metadata, const std::string& prefix, const char* key, Value value)
{
    metadata.set(prefix + key, std::move(value));
}

/// Says which layers have experts: the first so many do not, or it is listed.
void setRoutes(const std::vector<bool>& routes, Metadata& metadata, const std::string& prefix)
{
    const auto first = static_cast<std::uint32_t>(std::ranges::find(routes, true) - routes.begin());
    const bool mixed = std::find(routes.begin() + first, routes.end(), false) != routes.end();
    Array routed{7, {}};
    for (const bool one : routes)
        routed.items.push_back({one});
    putKey(metadata, prefix, "leading_dense_block_count", {first});
    if (mixed)
        putKey(metadata, prefix, "expert_layers", {std::move(routed)});
}

/// "dense" or "sparse" for each layer, in older descriptions 0 or 1; without it, as the other keys say.
Status routeByType(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const auto said = config.find("mlp_layer_types"), older = config.find("moe_layer_freq");
    const bool isOlder = said == config.end() && older != config.end() && older->is_array();
    const Json types = isOlder ? *older : config.value("mlp_layer_types", Json());
    if (types.is_null())
        return {};
    const std::uint32_t layers = numberAt(metadata, prefix + "block_count");
    const std::string where = fmt::format("config.json, \"{}\"", isOlder ? "moe_layer_freq" : "mlp_layer_types");
    if (!types.is_array() || types.size() < layers)
        return fail(ErrorCode::Corrupt, where,
                    types.is_array() ? fmt::format("has {} entries for {} layers", types.size(), layers)
                                     : std::string("is no list"));
    std::vector<bool> routes;
    for (std::uint32_t i = 0; i < layers; ++i) {
        const Json& type = types[i];
        routes.push_back(type == "sparse" || type == 1);
        if (!routes.back() && type != "dense" && type != 0)
            return fail(ErrorCode::Unsupported, where,
                        fmt::format("names another feed-forward than \"dense\" or \"sparse\" for layer {}", i));
    }
    setRoutes(routes, metadata, prefix);
    return {};
}

void describeRouted(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const auto routed = listAt(metadata, prefix + "expert_layers");
    const std::uint32_t leading = numberAt(metadata, prefix + "leading_dense_block_count"),
                        layers = numberAt(metadata, prefix + "block_count");
    config["mlp_layer_types"] = Json::array();
    for (std::uint32_t i = 0; i < std::min<std::uint64_t>(layers, kMaxLayers); ++i)
        config["mlp_layer_types"].push_back((i < routed.size() ? routed[i] != 0 : i >= leading) ? "sparse" : "dense");
}

Status finishBySigmoid(const Json& config, Metadata& metadata, const std::string& prefix)
{
    putKey(metadata, prefix, "expert_gating_func", {kSigmoid});
    return routeByType(config, metadata, prefix);
}

/// What is chosen is normed whatever config.json says.
Status finishNormed(const Json& config, Metadata& metadata, const std::string& prefix)
{
    putKey(metadata, prefix, "expert_weights_norm", {true});
    putKey(metadata, prefix, "leading_dense_block_count",
           {std::uint32_t{1}}); // as their classes have it, unless it is said
    return finishBySigmoid(config, metadata, prefix);
}

/// Each layer may say it anew, but llama.cpp and the engine take one number for all.
Status oneForAll(Metadata& metadata, const std::string& key, const char* stored)
{
    const auto list = listAt(metadata, key);
    if (list.empty())
        return {};
    if (std::ranges::any_of(list, [&](std::uint32_t one) { return one != list.front(); }))
        return fail(ErrorCode::Unsupported, fmt::format("config.json, \"{}\"", stored),
                    "is not computed: only one number for all layers");
    metadata.set(key, {list.front()});
    return {};
}

/// Experts and the shared one have the width of the feed-forward.
Status finishHunyuan(const Json&, Metadata& metadata, const std::string& prefix)
{
    HEADROOM_TRY(oneForAll(metadata, prefix + "expert_used_count", "moe_topk"));
    HEADROOM_TRY(oneForAll(metadata, prefix + "expert_count", "num_experts"));
    const std::uint32_t width = numberAt(metadata, prefix + "feed_forward_length");
    putKey(metadata, prefix, "expert_feed_forward_length", {width});
    putKey(metadata, prefix, "expert_shared_feed_forward_length", {width});
    putKey(metadata, prefix, "expert_shared_count", {std::uint32_t{1}});
    return {};
}

void describeHunyuan(const Metadata& metadata, const std::string& prefix, Json& config)
{
    if (const std::uint32_t width = numberAt(metadata, prefix + "expert_feed_forward_length"); width > 0)
        config["intermediate_size"] = width;
    config.erase("moe_intermediate_size");
    config["num_experts"] = numberAt(metadata, prefix + "expert_count");
    config.erase("num_local_experts");
}

/// The rotated part of a head: a number of its own in older descriptions.
Status finishMinimax(const Json& config, Metadata& metadata, const std::string& prefix)
{
    putKey(metadata, prefix, "expert_gating_func", {kSigmoid});
    putKey(metadata, prefix, "expert_feed_forward_length", {numberAt(metadata, prefix + "feed_forward_length")});
    const Json rope = config.value("rope_parameters", Json());
    const bool isPart
        = config.contains("partial_rotary_factor") || (rope.is_object() && rope.contains("partial_rotary_factor"));
    if (const std::uint32_t rotated = whole(config, "rotary_dim", 0); rotated > 0 && !isPart)
        putKey(metadata, prefix, "rope.dimension_count", {rotated});
    return {};
}

void describeMinimax(const Metadata& metadata, const std::string& prefix, Json& config)
{
    if (const std::uint32_t width = numberAt(metadata, prefix + "expert_feed_forward_length"); width > 0)
        config["intermediate_size"] = width;
    config.erase("moe_intermediate_size");
}

bool isWindowed(const Json& config, std::size_t layer)
{
    for (const char* key : {"layer_types", "hybrid_layer_pattern"})
        if (const Json types = config.value(key, Json()); types.is_array() && layer < types.size())
            return types[layer] == "sliding_attention" || types[layer] == 1;
    return layer != 0 && (layer + 1) % 6 != 0;
}

/// Layers with a window have twice the KV heads, or as many as older descriptions say.
Status finishMimo(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const auto heads = static_cast<std::int32_t>(numberAt(metadata, prefix + "attention.head_count_kv"));
    const auto windowed = static_cast<std::int32_t>(
        whole(config, "swa_num_key_value_heads", static_cast<std::uint32_t>(2 * std::int64_t{heads})));
    Array perLayer{5, {}};
    for (std::size_t i = 0; i < std::min<std::uint64_t>(numberAt(metadata, prefix + "block_count"), kMaxLayers); ++i)
        perLayer.items.push_back({isWindowed(config, i) ? windowed : heads});
    putKey(metadata, prefix, "attention.head_count_kv", {std::move(perLayer)});
    putKey(metadata, prefix, "leading_dense_block_count", {std::uint32_t{1}}); // as the class has it, unless it is said
    return finishBySigmoid(config, metadata, prefix);
}

void describeMimo(const Metadata& metadata, const std::string& prefix, Json& config)
{
    config["head_dim"] = numberAt(metadata, prefix + "attention.key_length"); // values have another
    describeRouted(metadata, prefix, config);
    const auto kv = listAt(metadata, prefix + "attention.head_count_kv");
    const auto windows = listAt(metadata, prefix + "attention.sliding_window_pattern");
    config["layer_types"] = Json::array();
    for (std::size_t i = 0; i < kv.size(); ++i) {
        const bool isWindow = i < windows.size() ? windows[i] != 0 : i != 0 && (i + 1) % 6 != 0;
        config["layer_types"].push_back(isWindow ? "sliding_attention" : "full_attention");
        config[isWindow ? "swa_num_key_value_heads" : "num_key_value_heads"] = kv[i];
    }
}

void describeLaguna(const Metadata& metadata, const std::string& prefix, Json& config)
{
    describeRouted(metadata, prefix, config);
    if (const auto heads = listAt(metadata, prefix + "attention.head_count"); !heads.empty()) {
        config["num_attention_heads_per_layer"] = heads;
        config["num_attention_heads"] = std::ranges::max(heads);
    }
    const double length = numberAt(metadata, prefix + "attention.key_length");
    for (const auto& [kind, base, part] :
         {std::tuple{"full_attention", "rope.freq_base", "rope.dimension_count"},
          std::tuple{"sliding_attention", "rope.freq_base_swa", "rope.dimension_count_swa"}})
        config["rope_parameters"][kind]
            = {{"rope_type", "default"},
               {"rope_theta",
                metadata.number(prefix + base).value_or(metadata.number(prefix + "rope.freq_base").value_or(10000))},
               {"partial_rotary_factor", metadata.number(prefix + part).value_or(length) / std::max(1.0, length)}};
    const auto windows = listAt(metadata, prefix + "attention.sliding_window_pattern");
    config["layer_types"] = Json::array();
    for (std::uint32_t i = 0; i < std::min<std::uint64_t>(numberAt(metadata, prefix + "block_count"), kMaxLayers); ++i)
        config["layer_types"].push_back((i < windows.size() ? windows[i] != 0 : i % 4 != 0) ? "sliding_attention"
                                                                                            : "full_attention");
}

constexpr auto kAlwaysCorrected = [](const Json&) -> std::string_view { return "exp_probs_b.bias"; };

constexpr std::array kRouted{
    Family{.architecture = "hunyuan-moe",
           .classes = "HunYuanMoEV1ForCausalLM",
           .modelType = "hunyuan_v1_moe",
           .names = {kEnds, kAttention, kHunyuanNorms, kGated, kHunyuanExperts, kExperts},
           .keys = {kHunyuanKeys},
           .finish = finishHunyuan,
           .describe = describeHunyuan},
    Family{.architecture = "minimax-m2",
           .classes = "MiniMaxM2ForCausalLM",
           .modelType = "minimax_m2",
           .names = {kEnds, kAttention, kHeadNorms, kGated, kMinimaxCorrection, kMixtral, kExperts},
           .finish = finishMinimax,
           .describe = describeMinimax},
    Family{.architecture = "hy_v3",
           .classes = "HYV3ForCausalLM",
           .modelType = "hy_v3",
           .names = {kEnds, kAttention, kHeadNorms, kGated, kHy3, kSharedExperts, kExperts},
           .keys = {kHy3Keys},
           .finish = finishNormed,
           .describe = describeRouted},
    Family{.architecture = "exaone-moe",
           .classes = "ExaoneMoeForCausalLM ExaoneMoEForCausalLM",
           .modelType = "exaone_moe",
           .names = {kEnds, kAttention, kHeadNorms, kGated, kExaoneCorrection, kSharedExperts, kExperts},
           .keys = {kRoutedKeys, kWindowKeys},
           .finish = finishBySigmoid,
           .describe = describeRouted},
    Family{.architecture = "mimo2",
           .classes = "MiMoV2FlashForCausalLM",
           .modelType = "mimo_v2_flash",
           .names = {kEnds, kAttention, kGated, kMimo, kCorrection, kExperts},
           .keys = {kMimoKeys, kRoutedKeys, kWindowKeys},
           .finish = finishMimo,
           .unannounced = [](const Json&) -> std::string_view { return "attn_sinks.weight"; },
           .describe = describeMimo},
    Family{.architecture = "laguna",
           .classes = "LagunaForCausalLM",
           .modelType = "laguna",
           .names = {kEnds, kAttention, kHeadNorms, kGated, kLaguna, kCorrection, kExperts},
           .keys = {kLagunaKeys, kWindowKeys},
           .finish = finishNormed,
           .unannounced = kAlwaysCorrected,
           .describe = describeLaguna},
    Family{.architecture = "flexolmo",
           .classes = "FlexOlmoForCausalLM",
           .modelType = "flex_olmo",
           .names = {kEnds, kAttention, kHeadNorms, kPostNormed, kExperts},
           .keys = {kFlexKeys}},
    // DeepSeek-V3 with a norm behind the experts.
    Family{.architecture = "deepseek2",
           .classes = "AXK1ForCausalLM",
           .modelType = "axk1",
           .names = {kEnds, kDeepseek, kCorrection, kSharedExperts, kMlpNorm, kGated, kExperts},
           .keys = {kDeepseekKeys, kSharedExpertKeys},
           .finish = [](const Json& config, Metadata& metadata, const std::string& prefix) -> Status {
               metadata.set(prefix + "class.axk1", {true}); // shares its architecture with another class
               return finishDeepseek(config, metadata, prefix);
           },
           .unannounced = [](const Json&) -> std::string_view { return "post_ffw_norm.weight"; },
           .knownBy = "class.axk1",
           .describe = describeDeepseek},
    Family{.architecture = "deepseek2",
           .classes = "Glm4MoeLiteForCausalLM",
           .modelType = "glm4_moe_lite",
           .names = {kEnds, kDeepseek, kCorrection, kSharedExperts, kGated, kExperts},
           .keys = {kDeepseekKeys, kSharedExpertKeys},
           .finish = [](const Json& config, Metadata& metadata, const std::string& prefix) -> Status {
               metadata.set(prefix + "class.glm4_moe_lite", {true});
               HEADROOM_TRY(finishDeepseek(config, metadata, prefix));
               return finishBySigmoid(config, metadata, prefix);
           },
           .knownBy = "class.glm4_moe_lite",
           .describe =
               [](const Metadata& metadata, const std::string& prefix, Json& config) {
                   describeDeepseek(metadata, prefix, config);
                   describeRouted(metadata, prefix, config);
               }},
};

} // namespace

std::span<const Family> routedFamilies()
{
    return kRouted;
}

} // namespace headroom::model::hf
