// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/architecture.h"
#include "core/model/hf/families/families.h"
#include "core/model/hf/names.h"
#include "core/model/shapekeys.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::model::hf {

namespace {

using namespace names;
using enum KeyRule::Kind;

constexpr KeyRule kQwenMoeKeys[]{{"shared_expert_intermediate_size", "expert_shared_feed_forward_length"},
                                 {"norm_topk_prob", "expert_weights_norm", Boolean},
                                 {"sliding_window", "attention.sliding_window"}};
constexpr KeyRule kPhiMoeKeys[]{{"rms_norm_eps", "attention.layer_norm_epsilon", Number},
                                {"router_jitter_noise", "router_jitter", Number}};
constexpr KeyRule kAfmoeKeys[]{
    {"num_shared_experts", "expert_shared_count"},
    {"num_dense_layers", "leading_dense_block_count"},
    {"route_scale", "expert_weights_scale", Number},
    {"route_norm", "expert_weights_norm", Boolean},
};
constexpr KeyRule kLlama4Keys[]{
    {"intermediate_size_mlp", "feed_forward_length"},
    {"intermediate_size", "expert_feed_forward_length"},
    {"interleave_moe_layer_step", "interleave_moe_layer_step"},
};
constexpr KeyRule kErnieMoeKeys[]{
    {"moe_num_experts", "expert_count"},
    {"moe_k", "expert_used_count"},
    {"moe_num_shared_experts", "expert_shared_count"},
    {"moe_layer_start_index", "leading_dense_block_count"},
};
Status finishGptOss(const Json&, Metadata& metadata, const std::string& prefix)
{
    if (const auto* width = metadata.find(prefix + "feed_forward_length"))
        metadata.set(prefix + "expert_feed_forward_length", Value(*width));
    return {};
}

Status scoredBySigmoid(const Json&, Metadata& metadata, const std::string& prefix)
{
    metadata.set(prefix + "expert_gating_func", {kSigmoid});
    return {};
}

/// Without a length of heads it is the whole part of width by heads, be they a divisor or not.
Status finishGlm4Moe(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const auto heads = metadata.unsignedInteger(prefix + "attention.head_count").value_or(0);
    const auto width = metadata.unsignedInteger(prefix + "embedding_length").value_or(0);
    for (const char* key : {"attention.key_length", "attention.value_length"})
        if (!metadata.find(prefix + key) && heads > 0)
            metadata.set(prefix + key, {static_cast<std::uint32_t>(width / heads)});
    if (!metadata.find(prefix + "feed_forward_length")) // without dense layers it is not said
        if (const auto* wide = metadata.find(prefix + "expert_feed_forward_length"))
            metadata.set(prefix + "feed_forward_length", Value(*wide));
    return scoredBySigmoid(config, metadata, prefix);
}

/// Which layers have experts is said by first, last and step; GGUF has no word for the last.
Status finishErnieMoe(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const std::uint32_t layers = whole(config, "num_hidden_layers", 0),
                        last = whole(config, "moe_layer_end_index", layers - 1);
    if (last + 1 < layers || whole(config, "moe_layer_interval", 1) != 1)
        return fail(
            ErrorCode::Unsupported,
            fmt::format("config.json, \"{}\"", last + 1 < layers ? "moe_layer_end_index" : "moe_layer_interval"),
            "is not computed: only models with experts in every layer from the first that has some");
    metadata.set(prefix + "interleave_moe_layer_step", {std::uint32_t{1}});
    return {};
}

Status finishAfmoe(const Json& config, Metadata& metadata, const std::string& prefix)
{
    if (!metadata.find(prefix + "expert_weights_norm"))
        metadata.set(prefix + "expert_weights_norm", {true});
    if (!truth(config, "mup_enabled", false))
        metadata.set(prefix + "embedding_unscaled", {true});
    return scoredBySigmoid(config, metadata, prefix);
}

/// Which layers have experts is listed, or follows from the step.
void setRouted(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const auto listed = config.find("moe_layers");
    const std::uint32_t step = std::max(1U, whole(config, "interleave_moe_layer_step", 1));
    if (listed == config.end() || !listed->is_array())
        return;
    Array routed{7, {}};
    bool usual = true;
    for (std::uint32_t i = 0; i < std::min<std::uint64_t>(whole(config, "num_hidden_layers", 0), kMaxLayers); ++i) {
        const bool routes = std::ranges::find(*listed, Json(i)) != listed->end();
        routed.items.push_back({routes});
        usual = usual && routes == ((i + 1) % step == 0);
    }
    if (!usual)
        metadata.set(prefix + "expert_layers", {std::move(routed)});
}

/// Whether queries and keys are normed goes by the number of experts in llama.cpp; scores are always tempered.
Status finishLlama4(const Json& config, Metadata& metadata, const std::string& prefix)
{
    HEADROOM_TRY(checkUnrotated(config, metadata, prefix, architectureOf("llama4").noRopeEvery));
    const Json tempered = config.value("attn_temperature_tuning", Json(true));
    if (tempered == false || tempered == 0)
        return fail(ErrorCode::Unsupported, "config.json, \"attn_temperature_tuning\"",
                    "is off, which is not computed");
    constexpr std::uint32_t kLargest = 128;
    const bool normed = whole(config, "num_local_experts", 16) != kLargest;
    if (truth(config, "use_qk_norm", true) != normed)
        return fail(ErrorCode::Unsupported, "config.json, \"use_qk_norm\"",
                    fmt::format("is {} in a model of {} experts, which is not computed", !normed,
                                whole(config, "num_local_experts", 16)));
    metadata.set(prefix + "expert_shared_count", {std::uint32_t{1}});
    metadata.set(prefix + "attention.sliding_window", {whole(config, "attention_chunk_size", 0)});
    setRouted(config, metadata, prefix);
    return {};
}

void describeLlama4(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const auto chunk = metadata.unsignedInteger(prefix + "attention.sliding_window");
    config["attention_chunk_size"] = chunk == 0U ? Json() : Json(chunk.value_or(8192));
    config["use_qk_norm"] = metadata.unsignedInteger(prefix + "expert_count") != 128U;
}

constexpr std::array kWithExperts{
    Family{.architecture = "afmoe",
           .classes = "AfmoeForCausalLM",
           .modelType = "afmoe",
           .names = {kEnds, kAttention, kHeadNorms, kAfmoe, kSharedExperts, kExperts},
           .keys = {kAfmoeKeys, kWindowKeys},
           .finish = finishAfmoe,
           .unannounced = [](const Json&) -> std::string_view { return "exp_probs_b.bias"; }},
    Family{.architecture = "phimoe",
           .classes = "PhimoeForCausalLM PhiMoEForCausalLM",
           .modelType = "phimoe",
           .names = {kEnds, kAttention, kGated, kMixtral},
           .keys = {kPhiMoeKeys, kWindowKeys}},
    Family{.architecture = "llama4",
           .classes = "Llama4ForCausalLM Llama4ForConditionalGeneration",
           .modelType = "llama4_text",
           .names = {kEnds, kAttention, kLlama4},
           .keys = {kLlama4Keys},
           .finish = finishLlama4,
           .describe = describeLlama4},
    Family{.architecture = "granitemoe",
           .classes = "GraniteMoeSharedForCausalLM",
           .modelType = "granitemoeshared",
           .names = {kEnds, kPairedAttention, kGated, kGraniteMoe, kSharedMlp},
           .keys = {kGraniteKeys, kSharedMlpKeys},
           .knownBy = "expert_shared_feed_forward_length"},
    Family{"dots1",
           "Dots1ForCausalLM",
           "dots1",
           "model.",
           {kEnds, kAttention, kHeadNorms, kGated, kCorrection, kSharedExperts, kExperts},
           {kSharedExpertKeys, kWindowKeys},
           scoredBySigmoid},
    Family{"ernie4_5-moe",
           "Ernie4_5_MoeForCausalLM",
           "ernie4_5_moe",
           "model.",
           {kEnds, kAttention, kGated, kErnieCorrection, kSharedExperts, kExperts},
           {kErnieMoeKeys},
           finishErnieMoe,
           [](const Json&) -> std::string_view { return "exp_probs_b.bias"; }},
    Family{"glm4moe",
           "Glm4MoeForCausalLM SolarOpenForCausalLM",
           "glm4_moe",
           "model.",
           {kEnds, kAttention, kHeadNorms, kPostNormFeeds, kCorrection, kSharedExperts, kExperts},
           {kSharedExpertKeys, kWindowKeys},
           finishGlm4Moe},
    Family{"qwen2moe",
           "Qwen2MoeForCausalLM",
           "qwen2_moe",
           "model.",
           {kEnds, kAttention, kGated, kExperts},
           {kQwenMoeKeys}},
    Family{"qwen3moe",
           "Qwen3MoeForCausalLM",
           "qwen3_moe",
           "model.",
           {kEnds, kAttention, kHeadNorms, kGated, kExperts},
           {kQwenMoeKeys}},
    Family{"olmoe",
           "OlmoeForCausalLM",
           "olmoe",
           "model.",
           {kEnds, kAttention, kHeadNorms, kGated, kExperts},
           {kQwenMoeKeys}},
    Family{"granitemoe",
           "GraniteMoeForCausalLM",
           "granitemoe",
           "model.",
           {kEnds, kPairedAttention, kGated, kGraniteMoe},
           {kGraniteKeys}},
    Family{
        "gpt-oss", "GptOssForCausalLM", "gpt_oss", "model.", {kEnds, kAttention, kGptOss}, {kWindowKeys}, finishGptOss},
    Family{"deepseek2",
           "DeepseekV3ForCausalLM DeepseekV2ForCausalLM YoutuForCausalLM",
           "deepseek_v3",
           "model.",
           {kEnds, kDeepseek, kCorrection, kSharedExperts, kGated, kExperts},
           {kDeepseekKeys, kSharedExpertKeys},
           finishDeepseek,
           nullptr,
           nullptr,
           {},
           describeDeepseek},
};

} // namespace

Status finishDeepseek(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const std::uint32_t rank = whole(config, "kv_lora_rank", 0), rotated = whole(config, "qk_rope_head_dim", 0);
    if (rank == 0 || rotated == 0)
        return fail(ErrorCode::Corrupt, "config.json, \"kv_lora_rank\"", "is missing or zero");
    metadata.set(prefix + "attention.head_count_kv", {std::uint32_t{1}});
    metadata.set(prefix + "attention.key_length", {rank + rotated});
    metadata.set(prefix + "attention.value_length", {rank});
    metadata.set(prefix + "attention.key_length_mla", {whole(config, "qk_nope_head_dim", 0) + rotated});
    const auto scoring = config.find("scoring_func");
    const bool sigmoid = scoring != config.end() && *scoring == "sigmoid";
    metadata.set(prefix + "expert_gating_func", {sigmoid ? kSigmoid : kSoftmax});
    const auto method = config.find("topk_method"); // of the older class, whose groups are no part of "greedy"
    if (method != config.end() && *method == "greedy") {
        metadata.erase(prefix + "expert_group_count");
        metadata.erase(prefix + "expert_group_used_count");
    } else if (method != config.end() && *method == "group_limited_greedy" && whole(config, "n_group", 1) > 1) {
        metadata.set(prefix + "expert_group_method", {method->get<std::string>()});
    }
    return {};
}

void describeDeepseek(const Metadata& metadata, const std::string& prefix, Json& config)
{
    if (const auto experts = metadata.unsignedInteger(prefix + "expert_count"))
        config["n_routed_experts"] = *experts;
    config.erase("num_local_experts");
    if (!metadata.find(prefix + "expert_count")) { // only one of the classes does without
        config["architectures"] = Json::array({"YoutuForCausalLM"});
        config["model_type"] = "youtu";
    }
    if (!metadata.find(prefix + "attention.q_lora_rank"))
        config["q_lora_rank"] = nullptr;
    if (const auto method = metadata.text(prefix + "expert_group_method"))
        config["topk_method"] = *method;
}

std::span<const Family> expertFamilies()
{
    return kWithExperts;
}

} // namespace headroom::model::hf
