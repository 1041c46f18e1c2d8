// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Qwen 3 Next and 3.5: gated delta nets, and every few layers attention with gates.
#include "core/model/hf/families/families.h"
#include "core/model/hf/families/layerkinds.h"
#include "core/model/hf/names.h"

#include <fmt/format.h>

namespace headroom::model::hf {

namespace {

using namespace names;
using enum KeyRule::Kind;

#define BLOCK "layers.{}."
#define OURS "blk.{}."

/// Qwen 3 Next and 3.5: norms are stored as the difference from one, but for that of the recurrence.
constexpr NameRule kQwenHybrid[]{
    {"embed_tokens", "token_embd"},
    {"norm", "output_norm", &kPlusOne},
    {"/lm_head", "output"},
    {BLOCK "input_layernorm", OURS "attn_norm", &kPlusOne},
    {BLOCK "post_attention_layernorm", OURS "post_attention_norm", &kPlusOne},
    {BLOCK "self_attn.q_norm", OURS "attn_q_norm", &kPlusOne},
    {BLOCK "self_attn.k_norm", OURS "attn_k_norm", &kPlusOne},
    {BLOCK "mlp.gate_proj", OURS "ffn_gate"},
    {BLOCK "mlp.up_proj", OURS "ffn_up"},
    {BLOCK "mlp.down_proj", OURS "ffn_down"},
    {BLOCK "linear_attn.norm", OURS "ssm_norm"},
};
constexpr NameRule kDeltaNext[]{
    {BLOCK "linear_attn.in_proj_qkvz", OURS "attn_qkv", &kDeltaMixed},
    {BLOCK "linear_attn.in_proj_qkvz", OURS "attn_gate", &kDeltaGate},
    {BLOCK "linear_attn.in_proj_ba", OURS "ssm_ba"},
    {BLOCK "linear_attn.conv1d.weight", OURS "ssm_conv1d.weight", &kSqueezed, true},
    {BLOCK "linear_attn.A_log", OURS "ssm_a", &kMinusExpEach, true},
    {BLOCK "linear_attn.dt_bias", OURS "ssm_dt.bias", &kCopy, true},
    {BLOCK "linear_attn.out_proj", OURS "ssm_out"},
};
constexpr NameRule kDelta35[]{
    {BLOCK "linear_attn.in_proj_qkv", OURS "attn_qkv", &kTurnedMixed},
    {BLOCK "linear_attn.in_proj_z", OURS "attn_gate", &kTurnedValues},
    {BLOCK "linear_attn.in_proj_b", OURS "ssm_beta", &kTurnedHeads},
    {BLOCK "linear_attn.in_proj_a", OURS "ssm_alpha", &kTurnedHeads},
    {BLOCK "linear_attn.conv1d.weight", OURS "ssm_conv1d.weight", &kTurnedConvolution, true},
    {BLOCK "linear_attn.A_log", OURS "ssm_a", &kTurnedMinusExp, true},
    {BLOCK "linear_attn.dt_bias", OURS "ssm_dt.bias", &kTurnedHeads, true},
    {BLOCK "linear_attn.out_proj", OURS "ssm_out", &kTurnedColumns},
};
/// Behind kExperts, whose names are written: published folders hold all experts in one tensor.
constexpr NameRule kExpertsInOne[]{
    {BLOCK "mlp.experts.gate_up_proj", OURS "ffn_gate_exps.weight", &kUpperHalf, true},
    {BLOCK "mlp.experts.gate_up_proj", OURS "ffn_up_exps.weight", &kLowerHalf, true},
    {BLOCK "mlp.experts.down_proj", OURS "ffn_down_exps.weight", &kCopy, true},
};

#undef BLOCK
#undef OURS

constexpr KeyRule kDeltaKeys[]{
    {"linear_conv_kernel_dim", "ssm.conv_kernel"},
    {"linear_key_head_dim", "ssm.state_size"},
    {"linear_num_key_heads", "ssm.group_count"},
    {"linear_num_value_heads", "ssm.time_step_rank"},
    {"shared_expert_intermediate_size", "expert_shared_feed_forward_length"},
};

/// Every n-th layer attends, unless they are listed otherwise.
Status finishDelta(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const std::uint32_t layers = numberAt(metadata, prefix + "block_count");
    const std::uint32_t interval = std::max(1U, whole(config, "full_attention_interval", 4));
    metadata.set(prefix + "ssm.inner_size",
                 {product(whole(config, "linear_value_head_dim", 0), whole(config, "linear_num_value_heads", 0))});
    metadata.set(prefix + "full_attention_interval", {interval});
    const std::vector<LayerKind> kinds = layerKinds(config);
    if (kinds.empty())
        return {};
    HEADROOM_TRY(checkKinds(kinds, layers));
    Array marked{7, {}};
    bool usual = true;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        marked.items.push_back({kinds[i] == LayerKind::Scans});
        usual = usual && (kinds[i] == LayerKind::Scans) == ((i + 1) % interval != 0);
    }
    if (!usual)
        metadata.set(prefix + "attention.recurrent_layers", {std::move(marked)});
    return {};
}

/// Its class has no dense layers, and llama.cpp takes the width of experts for theirs.
Status finishDeltaExperts(const Json& config, Metadata& metadata, const std::string& prefix)
{
    if (!metadata.find(prefix + "feed_forward_length"))
        if (const auto* width = metadata.find(prefix + "expert_feed_forward_length"))
            metadata.set(prefix + "feed_forward_length", Value(*width));
    return finishDelta(config, metadata, prefix);
}

void describeDelta(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const std::uint32_t heads = numberAt(metadata, prefix + "ssm.time_step_rank"),
                        layers = numberAt(metadata, prefix + "block_count"),
                        interval = std::max(1U, numberAt(metadata, prefix + "full_attention_interval"));
    config["linear_value_head_dim"] = heads > 0 ? numberAt(metadata, prefix + "ssm.inner_size") / heads : 0;
    const auto marked = listAt(metadata, prefix + "attention.recurrent_layers");
    config["layer_types"] = Json::array();
    for (std::uint32_t i = 0; i < std::min<std::uint64_t>(layers, kMaxLayers); ++i) {
        const bool attends = i < marked.size() ? marked[i] == 0 : (i + 1) % interval == 0;
        config["layer_types"].push_back(attends ? "full_attention" : "linear_attention");
    }
}

constexpr std::array kDeltas{
    Family{.architecture = "qwen3next",
           .classes = "Qwen3NextForCausalLM",
           .modelType = "qwen3_next",
           .names = {kQwenHybrid, kAttention, kDeltaNext, kExperts, kExpertsInOne},
           .keys = {kDeltaKeys},
           .finish = finishDeltaExperts,
           .describe = describeDelta},
    Family{.architecture = "qwen35moe",
           .classes = "Qwen3_5MoeForCausalLM Qwen3_5MoeForConditionalGeneration",
           .modelType = "qwen3_5_moe_text",
           .names = {kQwenHybrid, kAttention, kDelta35, kExperts, kExpertsInOne},
           .keys = {kDeltaKeys},
           .finish = finishDeltaExperts,
           .describe = describeDelta},
    Family{.architecture = "qwen35",
           .classes = "Qwen3_5ForCausalLM Qwen3_5ForConditionalGeneration",
           .modelType = "qwen3_5_text",
           .names = {kQwenHybrid, kAttention, kDelta35},
           .keys = {kDeltaKeys},
           .finish = finishDelta,
           .describe = describeDelta},
};

} // namespace

std::span<const Family> deltaFamilies()
{
    return kDeltas;
}

} // namespace headroom::model::hf
