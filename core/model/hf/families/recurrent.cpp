// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/families/families.h"
#include "core/model/hf/families/layerkinds.h"
#include "core/model/hf/names.h"
#include "core/model/shapekeys.h"

#include <algorithm>

namespace headroom::model::hf {

namespace {

using namespace names;
using enum KeyRule::Kind;

constexpr KeyRule kLfm2Keys[]{{"conv_L_cache", "shortconv.l_cache"},
                              {"norm_eps", "attention.layer_norm_rms_epsilon", Number}};
constexpr KeyRule kLfm2MoeKeys[]{{"conv_L_cache", "shortconv.l_cache"},
                                 {"norm_eps", "attention.layer_norm_rms_epsilon", Number},
                                 {"num_dense_layers", "leading_dense_block_count"}};
constexpr KeyRule kMambaKeys[]{
    {"conv_kernel", "ssm.conv_kernel"},
    {"state_size", "ssm.state_size"},
    {"layer_norm_epsilon", "attention.layer_norm_rms_epsilon", Number},
};
constexpr KeyRule kMamba2Keys[]{
    {"conv_kernel", "ssm.conv_kernel"},
    {"state_size", "ssm.state_size"},
    {"num_heads", "ssm.time_step_rank"},
    {"n_groups", "ssm.group_count"},
    {"layer_norm_epsilon", "attention.layer_norm_rms_epsilon", Number},
};

/// Layers with short convolutions have no KV heads: said by the type of each layer, or by numbers of those that attend.
void setAttendingLayers(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const auto heads
        = static_cast<std::int32_t>(metadata.unsignedInteger(prefix + "attention.head_count_kv").value_or(0));
    Array perLayer{5, {}};
    if (const auto types = config.find("layer_types"); types != config.end() && types->is_array())
        for (const Json& type : *types)
            perLayer.items.push_back({type == "full_attention" ? heads : 0});
    else if (const auto attending = config.find("full_attn_idxs"); attending != config.end() && attending->is_array())
        for (std::uint32_t i = 0; i < whole(config, "num_hidden_layers", 0) && i < kMaxLayers; ++i)
            perLayer.items.push_back({std::ranges::find(*attending, Json(i)) != attending->end() ? heads : 0});
    if (!perLayer.items.empty())
        metadata.set(prefix + "attention.head_count_kv", {std::move(perLayer)});
}

Status finishLfm2(const Json& config, Metadata& metadata, const std::string& prefix)
{
    setAttendingLayers(config, metadata, prefix);
    auto width = whole(config, "block_ff_dim", whole(config, "intermediate_size", 0));
    if (truth(config, "block_auto_adjust_ff_dim", true)) {
        const std::uint32_t multiple = std::max(1U, whole(config, "block_multiple_of", 256));
        const auto factor = config.value("block_ffn_dim_multiplier", Json(1.0));
        const double scaled = (factor.is_number() ? factor.get<double>() : 1.0) * (2 * width / 3);
        width = static_cast<std::uint32_t>(std::clamp(scaled, 0.0, 1e9));
        width = (width + multiple - 1) / multiple * multiple;
    }
    metadata.set(prefix + "feed_forward_length", {width});
    metadata.erase(prefix + "attention.layer_norm_epsilon");
    return {};
}

/// What a selective scan has in place of attention and feed-forward.
void setNoAttention(Metadata& metadata, const std::string& prefix)
{
    metadata.set(prefix + "feed_forward_length", {std::uint32_t{0}});
    metadata.set(prefix + "attention.head_count", {std::uint32_t{0}});
    metadata.erase(prefix + "attention.layer_norm_epsilon");
    for (const char* key : {"attention.key_length", "attention.value_length", "rope.dimension_count"})
        metadata.erase(prefix + key);
    if (!metadata.find(prefix + "context_length"))
        metadata.set(prefix + "context_length", {std::uint32_t{1U << 20U}});
}

Status finishMamba2(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const std::uint32_t expand = whole(config, "expand", 2), width = whole(config, "hidden_size", 0);
    metadata.set(prefix + "ssm.inner_size", {whole(config, "intermediate_size", product(expand, width))});
    setNoAttention(metadata, prefix);
    return {};
}

Status finishMamba(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const std::uint32_t width = whole(config, "hidden_size", 0), expand = whole(config, "expand", 2);
    metadata.set(prefix + "ssm.inner_size", {whole(config, "intermediate_size", product(expand, width))});
    metadata.set(prefix + "ssm.time_step_rank", {whole(config, "time_step_rank", (width + 15) / 16)}); // or "auto"
    setNoAttention(metadata, prefix);
    return {};
}

/// Mamba with norms that have no weights, by an epsilon of their own.
Status finishFalconMamba(const Json& config, Metadata& metadata, const std::string& prefix)
{
    metadata.set(prefix + "ssm.dt_b_c_rms", {true});
    const Json epsilon = config.value("mixer_rms_eps", Json(1e-6));
    if (epsilon.is_number() && epsilon.get<double>() > 0)
        metadata.set(prefix + "ssm.dt_b_c_epsilon", {static_cast<float>(epsilon.get<double>())});
    return finishMamba(config, metadata, prefix);
}

/// What the keys of the scan say of its width, and the rank of steps.
void describeScan(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const std::uint32_t inner = numberAt(metadata, prefix + "ssm.inner_size"), width = whole(config, "hidden_size", 0),
                        heads = numberAt(metadata, prefix + "ssm.time_step_rank");
    for (const char* key : {"num_attention_heads", "num_key_value_heads", "head_dim", "max_position_embeddings"})
        config.erase(key); // a scan has none of them
    config["intermediate_size"] = inner;
    if (width > 0 && inner % width == 0)
        config["expand"] = inner / width;
    if (metadata.find(prefix + "ssm.group_count")) {
        config["head_dim"] = heads > 0 ? inner / heads : 0;
        config.erase("intermediate_size");
    } else {
        config["time_step_rank"] = heads;
    }
}

void describeLfm2(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const auto kv = listAt(metadata, prefix + "attention.head_count_kv");
    putLargest(kv, "num_key_value_heads", config);
    config["layer_types"] = Json::array();
    for (const std::uint32_t heads : kv)
        config["layer_types"].push_back(heads > 0 ? "full_attention" : "conv");
    config["block_auto_adjust_ff_dim"] = false; // the width is what it is
}

void describeLfm2Moe(const Metadata& metadata, const std::string& prefix, Json& config)
{
    describeLfm2(metadata, prefix, config);
    config.erase("block_auto_adjust_ff_dim");
    config["num_experts"] = numberAt(metadata, prefix + "expert_count");
    config.erase("num_local_experts");
}

/// Its feed-forward has the width that is said, and its experts are scored one by one.
Status finishLfm2Moe(const Json& config, Metadata& metadata, const std::string& prefix)
{
    setAttendingLayers(config, metadata, prefix);
    metadata.set(prefix + "expert_gating_func", {kSigmoid});
    metadata.erase(prefix + "attention.layer_norm_epsilon");
    return {};
}

constexpr std::array kRecurrent{
    Family{.architecture = "lfm2moe",
           .classes = "Lfm2MoeForCausalLM",
           .modelType = "lfm2_moe",
           .names = {kLfm2, kLfm2Moe},
           .keys = {kLfm2MoeKeys},
           .finish = finishLfm2Moe,
           .describe = describeLfm2Moe},
    Family{.architecture = "mamba",
           .classes = "MambaForCausalLM",
           .modelType = "mamba",
           .prefix = "backbone.",
           .names = {kMamba},
           .keys = {kMambaKeys},
           .finish = finishMamba,
           .describe = describeScan},
    Family{.architecture = "mamba",
           .classes = "FalconMambaForCausalLM",
           .modelType = "falcon_mamba",
           .prefix = "backbone.",
           .names = {kMamba},
           .keys = {kMambaKeys},
           .finish = finishFalconMamba,
           .knownBy = "ssm.dt_b_c_rms",
           .describe = describeScan},
    Family{.architecture = "lfm2",
           .classes = "Lfm2ForCausalLM",
           .modelType = "lfm2",
           .names = {kLfm2},
           .keys = {kLfm2Keys},
           .finish = finishLfm2,
           .describe = describeLfm2},
    Family{.architecture = "mamba2",
           .classes = "Mamba2ForCausalLM",
           .modelType = "mamba2",
           .prefix = "backbone.",
           .names = {kMamba2},
           .keys = {kMamba2Keys},
           .finish = finishMamba2,
           .describe = describeScan},
};

} // namespace

std::span<const Family> recurrentFamilies()
{
    return kRecurrent;
}

} // namespace headroom::model::hf
