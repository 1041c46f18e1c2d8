// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/family.h"

#include "core/model/architecture.h"
#include "core/model/hf/classdefaults.h"
#include "core/model/hf/config.h"
#include "core/model/hf/names.h"
#include "core/model/shapekeys.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::model::hf {

namespace {

using namespace names;
using enum KeyRule::Kind;

constexpr KeyRule kCommon[]{
    {"num_hidden_layers|n_layer|num_layers|n_layers", "block_count"},
    {"max_position_embeddings|n_positions|n_ctx|model_max_length|max_sequence_length", "context_length"},
    {"hidden_size|n_embd|d_model", "embedding_length"},
    {"intermediate_size|n_inner|ffn_hidden_size", "feed_forward_length"},
    {"num_attention_heads|n_head", "attention.head_count"},
    {"num_key_value_heads|num_kv_heads", "attention.head_count_kv"},
    {"head_dim|attention_head_dim", "attention.key_length"},
    {"head_dim|attention_head_dim", "attention.value_length"},
    {"rms_norm_eps", "attention.layer_norm_rms_epsilon", Number},
    {"layer_norm_eps|layer_norm_epsilon|norm_epsilon|norm_eps", "attention.layer_norm_epsilon", Number},
    {"rope_theta|rotary_emb_base", "rope.freq_base", Number},
    {"vocab_size", "vocab_size"},
    {"num_local_experts|num_experts|n_routed_experts", "expert_count"},
    {"num_experts_per_tok|experts_per_token", "expert_used_count"},
    {"moe_intermediate_size", "expert_feed_forward_length"},
};
constexpr KeyRule kQwenMoeKeys[]{{"shared_expert_intermediate_size", "expert_shared_feed_forward_length"},
                                 {"norm_topk_prob", "expert_weights_norm", Boolean},
                                 {"sliding_window", "attention.sliding_window"}};
constexpr KeyRule kGemmaKeys[]{
    {"sliding_window", "attention.sliding_window"},
    {"attn_logit_softcapping", "attn_logit_softcapping", Number},
    {"final_logit_softcapping", "final_logit_softcapping", Number},
    {"rope_local_base_freq", "rope.freq_base_swa", Number},
};
constexpr KeyRule kGraniteKeys[]{
    {"embedding_multiplier", "embedding_scale", Number},
    {"residual_multiplier", "residual_scale", Number},
    {"attention_multiplier", "attention.scale", Number},
    {"logits_scaling", "logit_scale", Number},
};
constexpr KeyRule kCohereKeys[]{{"logit_scale", "logit_scale", Number}};
constexpr KeyRule kWindowKeys[]{{"sliding_window", "attention.sliding_window"}};
constexpr KeyRule kCohere2Keys[]{{"logit_scale", "logit_scale", Number},
                                 {"sliding_window", "attention.sliding_window"}};
constexpr KeyRule kParallelKeys[]{{"use_parallel_residual", "use_parallel_residual", Boolean}};
constexpr KeyRule kDeepseekKeys[]{
    {"q_lora_rank", "attention.q_lora_rank"},
    {"kv_lora_rank", "attention.kv_lora_rank"},
    {"v_head_dim", "attention.value_length_mla"},
    {"qk_rope_head_dim", "rope.dimension_count"},
    {"first_k_dense_replace", "leading_dense_block_count"},
    {"n_shared_experts", "expert_shared_count"},
    {"routed_scaling_factor", "expert_weights_scale", Number},
    {"norm_topk_prob", "expert_weights_norm", Boolean},
    {"n_group", "expert_group_count"},
    {"topk_group", "expert_group_used_count"},
};
constexpr KeyRule kLfm2Keys[]{{"conv_L_cache", "shortconv.l_cache"},
                              {"norm_eps", "attention.layer_norm_rms_epsilon", Number}};
constexpr KeyRule kMamba2Keys[]{
    {"conv_kernel", "ssm.conv_kernel"},
    {"state_size", "ssm.state_size"},
    {"num_heads", "ssm.time_step_rank"},
    {"n_groups", "ssm.group_count"},
    {"layer_norm_epsilon", "attention.layer_norm_rms_epsilon", Number},
};

std::uint32_t whole(const Json& config, const char* name, std::uint32_t absent)
{
    const auto found = config.find(name);
    return found != config.end() && found->is_number_unsigned() && found->get<std::uint64_t>() < (1ULL << 31U)
        ? found->get<std::uint32_t>()
        : absent;
}
bool truth(const Json& config, const char* name, bool absent)
{
    const auto found = config.find(name);
    return found != config.end() && found->is_boolean() ? found->get<bool>() : absent;
}

Status fourTimesWide(const Json&, Metadata& metadata, const std::string& prefix)
{
    const auto width = metadata.unsignedInteger(prefix + "embedding_length").value_or(0);
    if (!metadata.find(prefix + "feed_forward_length"))
        metadata.set(prefix + "feed_forward_length", {static_cast<std::uint32_t>(4 * width)});
    return {};
}

/// The class has no grouped heads, whatever else config.json holds.
Status ungrouped(const Json&, Metadata& metadata, const std::string& prefix)
{
    if (const auto* heads = metadata.find(prefix + "attention.head_count"))
        metadata.set(prefix + "attention.head_count_kv", Value(*heads));
    return {};
}

Status finishFalcon(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const auto heads
        = static_cast<std::uint32_t>(metadata.unsignedInteger(prefix + "attention.head_count").value_or(0));
    const std::uint32_t multi = truth(config, "multi_query", true) ? 1 : heads;
    const bool grouped = truth(config, "new_decoder_architecture", false);
    metadata.set(prefix + "attention.head_count_kv", {grouped ? whole(config, "num_kv_heads", heads) : multi});
    if (!metadata.find(prefix + "context_length"))
        metadata.set(prefix + "context_length", {std::uint32_t{2048}});
    return fourTimesWide(config, metadata, prefix);
}

/// GGUF describes the compressed attention that is computed, and beside it what it stands for.
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
    metadata.set(prefix + "expert_gating_func", {std::uint32_t{sigmoid ? 2U : 1U}});
    const auto method = config.find("topk_method"); // of the older class, whose groups are no part of "greedy"
    if (method != config.end() && *method == "greedy") {
        metadata.erase(prefix + "expert_group_count");
        metadata.erase(prefix + "expert_group_used_count");
    } else if (method != config.end() && *method == "group_limited_greedy" && whole(config, "n_group", 1) > 1) {
        metadata.set(prefix + "expert_group_method", {method->get<std::string>()});
    }
    return {};
}

Status finishGptOss(const Json&, Metadata& metadata, const std::string& prefix)
{
    if (const auto* width = metadata.find(prefix + "feed_forward_length"))
        metadata.set(prefix + "expert_feed_forward_length", Value(*width));
    return {};
}

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

/// Every fourth layer is not rotated: what GGUF has no word for must not be otherwise.
Status finishSmollm3(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const std::uint32_t every = architectureOf("smollm3").noRopeEvery;
    const auto said = config.find("no_rope_layers");
    const bool listed = said != config.end() && said->is_array();
    if (!listed && whole(config, "no_rope_layer_interval", every) == every)
        return {};
    const auto layers = metadata.unsignedInteger(prefix + "block_count").value_or(0);
    bool usual = listed && said->size() == layers;
    for (std::size_t i = 0; usual && i < layers; ++i)
        usual = (*said)[i] == int((i + 1) % every != 0);
    return usual ? Status()
                 : fail(ErrorCode::Unsupported,
                        fmt::format("config.json, \"{}\"", listed ? "no_rope_layers" : "no_rope_layer_interval"),
                        "is not computed: only models of which every fourth layer is not rotated are");
}

Status finishMamba2(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const std::uint32_t expand = whole(config, "expand", 2), width = whole(config, "hidden_size", 0);
    metadata.set(prefix + "ssm.inner_size", {whole(config, "intermediate_size", expand * width)});
    metadata.set(prefix + "feed_forward_length", {std::uint32_t{0}});
    metadata.set(prefix + "attention.head_count", {std::uint32_t{0}});
    metadata.erase(prefix + "attention.layer_norm_epsilon");
    for (const char* key : {"attention.key_length", "attention.value_length", "rope.dimension_count"})
        metadata.erase(prefix + key);
    if (!metadata.find(prefix + "context_length"))
        metadata.set(prefix + "context_length", {std::uint32_t{1U << 20U}});
    return {};
}

/// Scores are divided by the root of query_pre_attn_scalar. GGUF has a word for it only where that is not what the
/// architecture does without: the length of a head, in the largest size the width of all heads by their number.
Status finishGemma(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const auto scalar = config.find("query_pre_attn_scalar");
    if (scalar == config.end() || !scalar->is_number()) // larger than zero, as checkAccepted() has seen
        return {};
    const auto number = [&](const char* key) { return metadata.unsignedInteger(prefix + key).value_or(0); };
    const Architecture& row = architectureOf(prefix.substr(0, prefix.size() - 1));
    const std::uint64_t largest = row.scaleByWidthAtLayers, heads = number("attention.head_count");
    const std::uint64_t usual = number("block_count") == largest && heads > 0 ? number("embedding_length") / heads
                                                                              : number("attention.key_length");
    if (scalar->get<double>() != double(usual))
        metadata.set(prefix + "attention.scale", {static_cast<float>(1 / std::sqrt(scalar->get<double>()))});
    return {};
}

constexpr std::array kFamilies{
    Family{"llama",
           "LlamaForCausalLM MistralForCausalLM MixtralForCausalLM AquilaForCausalLM",
           "llama",
           "model.",
           {kEnds, kPairedAttention, kGated, kMixtral},
           kWindowKeys},
    Family{"mistral3",
           "Ministral3ForCausalLM Mistral3ForConditionalGeneration",
           "ministral3",
           "model.",
           {kEnds, kPairedAttention, kGated},
           kWindowKeys},
    Family{"qwen2", "Qwen2ForCausalLM", "qwen2", "model.", {kEnds, kAttention, kGated}, kWindowKeys},
    Family{
        "qwen2moe", "Qwen2MoeForCausalLM", "qwen2_moe", "model.", {kEnds, kAttention, kGated, kExperts}, kQwenMoeKeys},
    Family{"qwen3", "Qwen3ForCausalLM", "qwen3", "model.", {kEnds, kAttention, kHeadNorms, kGated}, kWindowKeys},
    Family{"qwen3moe",
           "Qwen3MoeForCausalLM",
           "qwen3_moe",
           "model.",
           {kEnds, kAttention, kHeadNorms, kGated, kExperts},
           kQwenMoeKeys},
    Family{"gemma", "GemmaForCausalLM", "gemma", "model.", {kGemmaEnds, kAttention, kGemma}, {}, finishGemma},
    Family{
        "gemma2", "Gemma2ForCausalLM", "gemma2", "model.", {kGemmaEnds, kAttention, kGemma2}, kGemmaKeys, finishGemma},
    Family{"gemma3",
           "Gemma3ForCausalLM Gemma3ForConditionalGeneration",
           "gemma3_text",
           "model.",
           {kGemmaEnds, kAttention, kGemma2},
           kGemmaKeys,
           finishGemma},
    Family{"phi2", "PhiForCausalLM", "phi", "model.", {kEnds, kPhi2, kAttention}, {}, fourTimesWide},
    Family{"phi3", "Phi3ForCausalLM", "phi3", "model.", {kEnds, kPhi3}, kWindowKeys},
    Family{"gpt2", "GPT2LMHeadModel", "gpt2", "transformer.", {kGpt2}, {}, fourTimesWide},
    Family{"gptneox", "GPTNeoXForCausalLM", "gpt_neox", "gpt_neox.", {kNeox}, kParallelKeys, ungrouped},
    Family{
        "starcoder2", "Starcoder2ForCausalLM", "starcoder2", "model.", {kEnds, kAttention, kStarcoder2}, kWindowKeys},
    Family{"olmo2",
           "Olmo2ForCausalLM Olmo3ForCausalLM",
           "olmo2",
           "model.",
           {kEnds, kAttention, kHeadNorms, kPostNormed},
           kWindowKeys},
    Family{"olmoe",
           "OlmoeForCausalLM",
           "olmoe",
           "model.",
           {kEnds, kAttention, kHeadNorms, kGated, kExperts},
           kQwenMoeKeys},
    Family{"smollm3",
           "SmolLM3ForCausalLM",
           "smollm3",
           "model.",
           {kEnds, kPairedAttention, kGated},
           kWindowKeys,
           finishSmollm3},
    Family{"granite", "GraniteForCausalLM", "granite", "model.", {kEnds, kPairedAttention, kGated}, kGraniteKeys},
    Family{"granitemoe",
           "GraniteMoeForCausalLM",
           "granitemoe",
           "model.",
           {kEnds, kPairedAttention, kGated, kGraniteMoe},
           kGraniteKeys},
    Family{"stablelm",
           "StableLmForCausalLM StableLMEpochForCausalLM",
           "stablelm",
           "model.",
           {kEnds, kAttention, kGated, kStablelm},
           kParallelKeys},
    Family{"internlm2", "InternLM2ForCausalLM", "internlm2", "model.", {kInternlm2}},
    Family{"falcon", "FalconForCausalLM RWForCausalLM", "falcon", "transformer.", {kFalcon}, {}, finishFalcon},
    Family{"chatglm", "GlmForCausalLM", "glm", "model.", {kEnds, kAttention, kGlm}},
    Family{"glm4", "Glm4ForCausalLM", "glm4", "model.", {kEnds, kAttention, kGlm4}},
    Family{"command-r", "CohereForCausalLM", "cohere", "model.", {kEnds, kAttention, kHeadNorms, kGated}, kCohereKeys},
    Family{"cohere2", "Cohere2ForCausalLM", "cohere2", "model.", {kEnds, kAttention, kGated}, kCohere2Keys},
    Family{"exaone4",
           "Exaone4ForCausalLM",
           "exaone4",
           "model.",
           {kEnds, kAttention, kHeadNorms, kPostNormed},
           kWindowKeys},
    Family{"nemotron", "NemotronForCausalLM", "nemotron", "model.", {kNemotron, kEnds, kAttention}},
    Family{
        "gpt-oss", "GptOssForCausalLM", "gpt_oss", "model.", {kEnds, kAttention, kGptOss}, kWindowKeys, finishGptOss},
    Family{"deepseek2",
           "DeepseekV3ForCausalLM DeepseekV2ForCausalLM",
           "deepseek_v3",
           "model.",
           {kEnds, kDeepseek, kGated, kExperts},
           kDeepseekKeys,
           finishDeepseek},
    Family{"lfm2", "Lfm2ForCausalLM", "lfm2", "model.", {kLfm2}, kLfm2Keys, finishLfm2},
    Family{"mamba2", "Mamba2ForCausalLM", "mamba2", "backbone.", {kMamba2}, kMamba2Keys, finishMamba2},
};

/// A family's own type, or one of a class that it lists.
const Family* familyOfType(std::string_view type)
{
    for (const Family& family : kFamilies)
        if (type == family.modelType)
            return &family;
    for (const ClassDefaults& row : classDefaults())
        for (const Family& family : kFamilies)
            if (lists(row.modelTypes, type) && lists(family.classes, row.classes.substr(0, row.classes.find(' '))))
                return &family;
    return nullptr;
}

} // namespace

std::span<const Family> families()
{
    return kFamilies;
}

std::span<const KeyRule> commonKeys()
{
    return kCommon;
}

std::string_view storedKey(std::string_view architecture, std::string_view ours)
{
    const Family* family = findFamily(architecture);
    for (const std::span<const KeyRule> rules : {family ? family->keys : commonKeys(), commonKeys()})
        for (const KeyRule& rule : rules)
            if (rule.ours == ours)
                return rule.stored.substr(0, rule.stored.find('|'));
    return {};
}

const Family* findFamily(const Json& config)
{
    const auto classes = config.find("architectures");
    if (classes != config.end() && classes->is_array())
        for (const Json& name : *classes)
            for (const Family& family : kFamilies)
                if (name.is_string() && lists(family.classes, name.get<std::string>()))
                    return &family;
    const auto type = config.find("model_type");
    if (type != config.end() && type->is_string())
        if (const Family* family = familyOfType(type->get<std::string>()))
            return family;
    const Json& text = textConfig(config);
    return &text == &config ? nullptr : findFamily(text);
}

const Family* findFamily(std::string_view architecture)
{
    const auto found = std::ranges::find(kFamilies, architecture, &Family::architecture);
    return found == kFamilies.end() ? nullptr : &*found;
}

} // namespace headroom::model::hf
