// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Jamba, Bamba, Granite and Nemotron-H: layers attend, or scan as Mamba does.
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

constexpr NameRule kJamba[]{
    {"final_layernorm", "output_norm"},
    {BLOCK "input_layernorm", OURS "attn_norm"},
    {BLOCK "pre_ff_layernorm", OURS "ffn_norm"},
    {BLOCK "feed_forward.gate_proj", OURS "ffn_gate"},
    {BLOCK "feed_forward.up_proj", OURS "ffn_up"},
    {BLOCK "feed_forward.down_proj", OURS "ffn_down"},
    {BLOCK "feed_forward.router", OURS "ffn_gate_inp"},
    {BLOCK "feed_forward.experts.{}.gate_proj", OURS "ffn_gate_exps"},
    {BLOCK "feed_forward.experts.{}.up_proj", OURS "ffn_up_exps"},
    {BLOCK "feed_forward.experts.{}.down_proj", OURS "ffn_down_exps"},
};
constexpr NameRule kJambaScan[]{
    {BLOCK "mamba.in_proj", OURS "ssm_in"},
    {BLOCK "mamba.conv1d.weight", OURS "ssm_conv1d.weight", &kSqueezed, true},
    {BLOCK "mamba.conv1d.bias", OURS "ssm_conv1d.bias", &kCopy, true},
    {BLOCK "mamba.x_proj", OURS "ssm_x"},
    {BLOCK "mamba.dt_proj", OURS "ssm_dt"},
    {BLOCK "mamba.dt_layernorm", OURS "ssm_dt_norm"},
    {BLOCK "mamba.b_layernorm", OURS "ssm_b_norm"},
    {BLOCK "mamba.c_layernorm", OURS "ssm_c_norm"},
    {BLOCK "mamba.A_log", OURS "ssm_a", &kMinusExpEach, true},
    {BLOCK "mamba.D", OURS "ssm_d", &kCopy, true},
    {BLOCK "mamba.out_proj", OURS "ssm_out"},
};
constexpr NameRule kMambaScan[]{
    {BLOCK "mamba.in_proj", OURS "ssm_in"},
    {BLOCK "mamba.conv1d.weight", OURS "ssm_conv1d.weight", &kSqueezed, true},
    {BLOCK "mamba.conv1d.bias", OURS "ssm_conv1d.bias", &kCopy, true},
    {BLOCK "mamba.dt_bias", OURS "ssm_dt.bias", &kCopy, true},
    {BLOCK "mamba.A_log", OURS "ssm_a", &kMinusExp, true},
    {BLOCK "mamba.D", OURS "ssm_d", &kAsColumnVector, true},
    {BLOCK "mamba.norm", OURS "ssm_norm", &kByGroup},
    {BLOCK "mamba.out_proj", OURS "ssm_out"},
};
/// Where kSharedMlp is all that a layer has.
constexpr NameRule kOnlyMlp[]{
    {BLOCK "shared_mlp.input_linear", OURS "ffn_gate", &kUpperHalf},
    {BLOCK "shared_mlp.input_linear", OURS "ffn_up", &kLowerHalf},
    {BLOCK "shared_mlp.output_linear", OURS "ffn_down"},
};
constexpr NameRule kTwoNorms[]{
    {BLOCK "input_layernorm", OURS "attn_norm"},
    {BLOCK "post_attention_layernorm", OURS "ffn_norm"},
};
/// Beside those of Mamba-2.
constexpr NameRule kNemotronH[]{
    {BLOCK "mixer.q_proj", OURS "attn_q"},
    {BLOCK "mixer.k_proj", OURS "attn_k"},
    {BLOCK "mixer.v_proj", OURS "attn_v"},
    {BLOCK "mixer.o_proj", OURS "attn_output"},
    {BLOCK "mixer.up_proj", OURS "ffn_up"},
    {BLOCK "mixer.down_proj", OURS "ffn_down"},
    {BLOCK "mixer.gate", OURS "ffn_gate_inp"},
    {BLOCK "mixer.gate.e_score_correction_bias", OURS "exp_probs_b.bias", &kCopy, true},
    {BLOCK "mixer.experts.{}.up_proj", OURS "ffn_up_exps"},
    {BLOCK "mixer.experts.{}.down_proj", OURS "ffn_down_exps"},
    {BLOCK "mixer.shared_experts.up_proj", OURS "ffn_up_shexp"},
    {BLOCK "mixer.shared_experts.down_proj", OURS "ffn_down_shexp"},
};
#undef BLOCK
#undef OURS

constexpr KeyRule kJambaKeys[]{
    {"num_experts", "expert_count"},
    {"mamba_d_conv", "ssm.conv_kernel"},
    {"mamba_d_state", "ssm.state_size"},
};
constexpr KeyRule kScan2Keys[]{
    {"mamba_d_conv", "ssm.conv_kernel"},
    {"mamba_d_state", "ssm.state_size"},
    {"mamba_n_heads", "ssm.time_step_rank"},
    {"mamba_n_groups", "ssm.group_count"},
};
constexpr KeyRule kOnlyMlpKeys[]{{"shared_intermediate_size", "feed_forward_length"}};
constexpr KeyRule kNemotronHKeys[]{
    {"conv_kernel", "ssm.conv_kernel"},
    {"ssm_state_size", "ssm.state_size"},
    {"mamba_num_heads", "ssm.time_step_rank"},
    {"n_groups", "ssm.group_count"},
    {"layer_norm_epsilon|rms_norm_eps", "attention.layer_norm_rms_epsilon", Number},
};
constexpr KeyRule kNemotronHMoeKeys[]{{"moe_shared_expert_intermediate_size", "expert_shared_feed_forward_length"}};

void setInner(const Json& config, Metadata& metadata, const std::string& prefix, const char* expand)
{
    metadata.set(prefix + "ssm.inner_size", {product(whole(config, expand, 2), whole(config, "hidden_size", 0))});
}

bool comesUp(std::uint64_t layer, const Json& config, const char* period, const char* offset)
{
    const std::uint32_t every = whole(config, period, 1);
    return every > 0 && layer % every == whole(config, offset, 0);
}

Status finishJamba(const Json& config, Metadata& metadata, const std::string& prefix)
{
    for (const char* key : {"attn_layer_period", "expert_layer_period"})
        if (whole(config, key, 1) == 0)
            return fail(ErrorCode::Corrupt, fmt::format("config.json, \"{}\"", key), "is zero");
    const auto attends = [&](std::uint64_t i) { return comesUp(i, config, "attn_layer_period", "attn_layer_offset"); };
    setAttending(metadata, prefix, attends);
    setInner(config, metadata, prefix, "mamba_expand");
    const std::uint32_t width = whole(config, "hidden_size", 0);
    metadata.set(prefix + "ssm.time_step_rank", {whole(config, "mamba_dt_rank", (width + 15) / 16)}); // or "auto"
    if (whole(config, "num_experts", 1) > 1) {
        Array routed{7, {}};
        for (std::uint32_t i = 0; i < std::min<std::uint64_t>(numberAt(metadata, prefix + "block_count"), kMaxLayers);
             ++i)
            routed.items.push_back({comesUp(i, config, "expert_layer_period", "expert_layer_offset")});
        metadata.set(prefix + "expert_layers", {std::move(routed)});
    } else {
        metadata.erase(prefix + "expert_count");
        metadata.erase(prefix + "expert_used_count");
    }
    return {};
}

Status finishBamba(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const Json attending = config.value("attn_layer_indices", Json::array());
    setAttending(metadata, prefix, [&](std::uint64_t i) {
        return attending.is_array() && std::ranges::find(attending, Json(i)) != attending.end();
    });
    setInner(config, metadata, prefix, "mamba_expand");
    metadata.set(prefix + "class.bamba", {true}); // shares its architecture with another class
    metadata.set(prefix + "logit_scale", {1.0F}); // the class does not scale; the architecture has to be told
    return {};
}

Status finishGraniteHybrid(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const std::vector<LayerKind> kinds = layerKinds(config);
    if (!kinds.empty())
        HEADROOM_TRY(checkKinds(kinds, numberAt(metadata, prefix + "block_count")));
    setAttending(metadata, prefix, [&](std::size_t i) { return i < kinds.size() && kinds[i] == LayerKind::Attends; });
    setInner(config, metadata, prefix, "mamba_expand");
    const Json positions = config.value("position_embedding_type", Json());
    if (positions != "rope")
        metadata.set(prefix + "rope.scaling.finetuned", {false});
    if (whole(config, "num_local_experts", 0) == 0)
        for (const char* key : {"expert_count", "expert_used_count"})
            metadata.erase(prefix + key);
    return {};
}

Status finishNemotronH(const Json& config, Metadata& metadata, const std::string& prefix)
{
    std::vector<LayerKind> kinds = layerKinds(config);
    kinds.resize(std::min<std::size_t>(kinds.size(), kMaxLayers));
    HEADROOM_TRY(checkKinds(kinds, whole(config, "num_hidden_layers", static_cast<std::uint32_t>(kinds.size()))));
    metadata.set(prefix + "block_count", {static_cast<std::uint32_t>(kinds.size())});
    setAttending(metadata, prefix, [&](std::size_t i) { return kinds[i] == LayerKind::Attends; });
    metadata.set(prefix + "ssm.inner_size",
                 {product(whole(config, "mamba_num_heads", 0), whole(config, "mamba_head_dim", 0))});
    const std::uint32_t dense = numberAt(metadata, prefix + "feed_forward_length"),
                        routed = numberAt(metadata, prefix + "expert_feed_forward_length");
    Array widths{5, {}}, experts{7, {}};
    for (const LayerKind kind : kinds) {
        widths.items.push_back({static_cast<std::int32_t>(kind == LayerKind::Feeds        ? dense
                                                              : kind == LayerKind::Routes ? routed
                                                                                          : 0)});
        experts.items.push_back({kind == LayerKind::Routes});
    }
    metadata.set(prefix + "feed_forward_length", {std::move(widths)});
    metadata.erase(prefix + "attention.layer_norm_epsilon");
    if (std::ranges::find(kinds, LayerKind::Routes) == kinds.end()) {
        for (const char* key : {"expert_count", "expert_used_count", "expert_feed_forward_length"})
            metadata.erase(prefix + key);
    } else {
        metadata.set(prefix + "expert_layers", {std::move(experts)});
        metadata.set(prefix + "expert_gating_func", {kSigmoid});
    }
    return {};
}

bool routes(const Json& config)
{
    const auto kinds = layerKinds(config);
    return std::ranges::find(kinds, LayerKind::Routes) != kinds.end();
}
bool hasLocalExperts(const Json& config)
{
    return whole(config, "num_local_experts", 8) > 0; // as the class has it
}

void describeJamba(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const auto kv = listAt(metadata, prefix + "attention.head_count_kv");
    putLargest(kv, "num_key_value_heads", config);
    std::vector<std::size_t> attending;
    for (std::size_t i = 0; i < kv.size(); ++i)
        if (kv[i] > 0)
            attending.push_back(i);
    if (!attending.empty()) {
        config["attn_layer_offset"] = attending.front();
        config["attn_layer_period"] = attending.size() > 1 ? attending[1] - attending[0] : kv.size();
    }
    if (const std::uint32_t width = whole(config, "hidden_size", 0); width > 0)
        config["mamba_expand"] = numberAt(metadata, prefix + "ssm.inner_size") / width;
    config["mamba_dt_rank"] = numberAt(metadata, prefix + "ssm.time_step_rank");
    if (!metadata.find(prefix + "expert_count"))
        config["num_experts"] = 1;
}

void describeScan2(const Metadata& metadata, const std::string& prefix, Json& config)
{
    putLargest(listAt(metadata, prefix + "attention.head_count_kv"), "num_key_value_heads", config);
    const std::uint32_t width = whole(config, "hidden_size", 0), inner = numberAt(metadata, prefix + "ssm.inner_size"),
                        heads = numberAt(metadata, prefix + "ssm.time_step_rank");
    if (width > 0 && heads > 0) {
        config["mamba_expand"] = inner / width;
        config["mamba_d_head"] = inner / heads;
    }
}

void describeBamba(const Metadata& metadata, const std::string& prefix, Json& config)
{
    describeScan2(metadata, prefix, config);
    const auto kv = listAt(metadata, prefix + "attention.head_count_kv");
    config["attn_layer_indices"] = Json::array();
    for (std::size_t i = 0; i < kv.size(); ++i)
        if (kv[i] > 0)
            config["attn_layer_indices"].push_back(i);
}

void describeGraniteHybrid(const Metadata& metadata, const std::string& prefix, Json& config)
{
    describeScan2(metadata, prefix, config);
    config["layer_types"] = Json::array();
    for (const std::uint32_t heads : listAt(metadata, prefix + "attention.head_count_kv"))
        config["layer_types"].push_back(heads > 0 ? "attention" : "mamba");
    config["position_embedding_type"]
        = metadata.boolean(prefix + "rope.scaling.finetuned").value_or(true) ? "rope" : "nope";
    if (!metadata.find(prefix + "expert_count"))
        config["num_local_experts"] = 0;
}

void describeNemotronH(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const auto kv = listAt(metadata, prefix + "attention.head_count_kv"),
               widths = listAt(metadata, prefix + "feed_forward_length"),
               experts = listAt(metadata, prefix + "expert_layers");
    const bool routed = metadata.find(prefix + "expert_count");
    putLargest(kv, "num_key_value_heads", config);
    putLargest(widths, "intermediate_size", config);
    const std::uint32_t heads = numberAt(metadata, prefix + "ssm.time_step_rank");
    config["mamba_head_dim"] = heads > 0 ? numberAt(metadata, prefix + "ssm.inner_size") / heads : 0;
    config["layers_block_type"] = Json::array();
    for (std::size_t i = 0; i < std::min(kv.size(), widths.size()); ++i) {
        const bool routes = routed && (i >= experts.size() || experts[i] != 0);
        config["layers_block_type"].push_back(kv[i] > 0            ? "attention"
                                                  : widths[i] == 0 ? "mamba"
                                                  : routes         ? "moe"
                                                                   : "mlp");
    }
}

constexpr std::array kHybrids{
    Family{.architecture = "jamba",
           .classes = "JambaForCausalLM",
           .modelType = "jamba",
           .names = {kJamba, kJambaScan, kEnds, kAttention},
           .keys = {kJambaKeys},
           .finish = finishJamba,
           .describe = describeJamba},
    Family{.architecture = "granitehybrid",
           .classes = "GraniteMoeHybridForCausalLM",
           .modelType = "granitemoehybrid",
           .names = {kEnds, kPairedAttention, kTwoNorms, kSharedMlp, kGraniteMoe, kMambaScan},
           .keys = {kScan2Keys, kSharedMlpKeys, kGraniteKeys},
           .finish = finishGraniteHybrid,
           .applies = hasLocalExperts,
           .knownBy = "expert_count",
           .describe = describeGraniteHybrid},
    Family{.architecture = "granitehybrid",
           .classes = "GraniteMoeHybridForCausalLM",
           .modelType = "granitemoehybrid",
           .names = {kEnds, kPairedAttention, kTwoNorms, kOnlyMlp, kMambaScan},
           .keys = {kScan2Keys, kOnlyMlpKeys, kGraniteKeys},
           .finish = finishGraniteHybrid,
           .describe = describeGraniteHybrid},
    Family{.architecture = "granitehybrid",
           .classes = "BambaForCausalLM",
           .modelType = "bamba",
           .names = {kJamba, kMambaScan, kEnds, kPairedAttention},
           .keys = {kScan2Keys},
           .finish = finishBamba,
           .knownBy = "class.bamba",
           .describe = describeBamba},
    Family{.architecture = "nemotron_h_moe",
           .classes = "NemotronHForCausalLM",
           .modelType = "nemotron_h",
           .prefix = "backbone.",
           .names = {kMamba2, kNemotronH},
           .keys = {kNemotronHKeys, kNemotronHMoeKeys, kSharedExpertKeys},
           .finish = finishNemotronH,
           .applies = routes,
           .describe = describeNemotronH},
    Family{.architecture = "nemotron_h",
           .classes = "NemotronHForCausalLM",
           .modelType = "nemotron_h",
           .prefix = "backbone.",
           .names = {kMamba2, kNemotronH},
           .keys = {kNemotronHKeys},
           .finish = finishNemotronH,
           .describe = describeNemotronH},
};

} // namespace

std::span<const Family> hybridFamilies()
{
    return kHybrids;
}

} // namespace headroom::model::hf
