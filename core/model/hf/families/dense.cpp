// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/architecture.h"
#include "core/model/hf/families/families.h"
#include "core/model/hf/families/layerkinds.h"
#include "core/model/hf/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headroom::model::hf {

namespace {

using namespace names;
using enum KeyRule::Kind;

constexpr KeyRule kGemmaKeys[]{
    {"sliding_window", "attention.sliding_window"},
    {"attn_logit_softcapping", "attn_logit_softcapping", Number},
    {"final_logit_softcapping", "final_logit_softcapping", Number},
    {"rope_local_base_freq", "rope.freq_base_swa", Number},
};
constexpr KeyRule kCohereKeys[]{{"logit_scale", "logit_scale", Number}};
constexpr KeyRule kCohere2Keys[]{{"logit_scale", "logit_scale", Number},
                                 {"sliding_window", "attention.sliding_window"}};
constexpr KeyRule kOptKeys[]{{"ffn_dim", "feed_forward_length"}};
constexpr KeyRule kGptjKeys[]{{"rotary_dim", "rope.dimension_count"}};
constexpr KeyRule kOlmoKeys[]{{"clip_qkv", "attention.clamp_kqv", Number}};
constexpr KeyRule kParallelKeys[]{{"use_parallel_residual", "use_parallel_residual", Boolean}};

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

Status finishSmollm3(const Json& config, Metadata& metadata, const std::string& prefix)
{
    return checkUnrotated(config, metadata, prefix, architectureOf("smollm3").noRopeEvery);
}

/// What it was trained on is seldom said, and was 2048 tokens long.
Status finishBloom(const Json& config, Metadata& metadata, const std::string& prefix)
{
    HEADROOM_TRY(ungrouped(config, metadata, prefix));
    metadata.set(prefix + "context_length", {whole(config, "seq_length", 2048)});
    return fourTimesWide(config, metadata, prefix);
}

/// Its norms have no weights, and this epsilon.
Status finishOlmo(const Json&, Metadata& metadata, const std::string& prefix)
{
    metadata.set(prefix + "attention.layer_norm_epsilon", {1e-5F});
    return {};
}

/// Two norms for what reads the same input, unless it is said to be one.
bool hasTwoNorms(const Json& config)
{
    return truth(config, "new_decoder_architecture", false) && whole(config, "num_ln_in_parallel_attn", 2) == 2;
}
Status finishTwoNorms(const Json& config, Metadata& metadata, const std::string& prefix)
{
    metadata.set(prefix + "class.two_norms", {true}); // which have other names than one
    return finishFalcon(config, metadata, prefix);
}

void describeFalcon(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const std::uint32_t heads = numberAt(metadata, prefix + "attention.head_count"),
                        kv = numberAt(metadata, prefix + "attention.head_count_kv");
    const bool two = metadata.find(prefix + "class.two_norms") != nullptr, grouped = two || (kv > 1 && kv < heads);
    config["new_decoder_architecture"] = grouped;
    config["num_kv_heads"] = kv;
    config["multi_query"] = kv == 1;
    if (grouped)
        config["num_ln_in_parallel_attn"] = two ? 2 : 1;
    config.erase("num_key_value_heads");
    config["ffn_hidden_size"] = numberAt(metadata, prefix + "feed_forward_length");
}

/// Of the classes that share the architecture the one that has experts, or windows.
void describeLlama(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const auto putClass = [&](const char* name, const char* type) {
        config["architectures"] = Json::array({name});
        config["model_type"] = type;
    };
    const bool windows = numberAt(metadata, prefix + "attention.sliding_window") > 0;
    const auto listed = listAt(metadata, prefix + "attention.sliding_window_layers");
    if (numberAt(metadata, prefix + "expert_count") > 0)
        putClass("MixtralForCausalLM", "mixtral");
    else if (windows)
        listed.empty() ? putClass("MistralForCausalLM", "mistral") : putClass("MinistralForCausalLM", "ministral");
    if (!windows || listed.empty())
        return;
    config["layer_types"] = Json::array();
    for (const std::uint32_t one : listed)
        config["layer_types"].push_back(one != 0 ? "sliding_attention" : "full_attention");
}

constexpr NameRule kFalconTwoNorms[]{{"h.{}.ln_mlp", "blk.{}.attn_norm"}, {"h.{}.ln_attn", "blk.{}.attn_norm_2"}};

/// One key and one value for all heads, or for each its own.
Status finishBigCode(const Json& config, Metadata& metadata, const std::string& prefix)
{
    HEADROOM_TRY(ungrouped(config, metadata, prefix));
    if (truth(config, "multi_query", true))
        metadata.set(prefix + "attention.head_count_kv", {std::uint32_t{1}});
    return fourTimesWide(config, metadata, prefix);
}

/// Its epsilon is that of the norms' class; the two first positions are none of a text's.
Status finishOpt(const Json& config, Metadata& metadata, const std::string& prefix)
{
    const std::uint32_t width = whole(config, "hidden_size", 0),
                        projected = whole(config, "word_embed_proj_dim", width);
    if (projected != width)
        return fail(
            ErrorCode::Unsupported, "config.json, \"word_embed_proj_dim\"",
            fmt::format("is {}, not \"hidden_size\" {}: projected embeddings are not computed", projected, width));
    metadata.set(prefix + "attention.layer_norm_epsilon", {1e-5F});
    return {};
}

constexpr std::array kDense{
    Family{"arcee", "ArceeForCausalLM", "arcee", "model.", {kEnds, kPairedAttention, kGated}},
    Family{"bloom", "BloomForCausalLM", "bloom", "transformer.", {kBloom}, {}, finishBloom},
    Family{"ernie4_5", "Ernie4_5ForCausalLM", "ernie4_5", "model.", {kEnds, kAttention, kGated}},
    Family{"olmo", "OlmoForCausalLM", "olmo", "model.", {kEnds, kPairedAttention, kGated}, {kOlmoKeys}, finishOlmo},
    Family{"seed_oss", "SeedOssForCausalLM", "seed_oss", "model.", {kEnds, kAttention, kPostNormFeeds}},
    Family{.architecture = "llama",
           .classes = "LlamaForCausalLM MistralForCausalLM MixtralForCausalLM AquilaForCausalLM CwmForCausalLM "
                      "MinistralForCausalLM Emu3ForCausalLM",
           .modelType = "llama",
           .names = {kEnds, kPairedAttention, kGated, kMixtral},
           .keys = {kWindowKeys},
           .describe = describeLlama},
    Family{"mistral3",
           "Ministral3ForCausalLM Mistral3ForConditionalGeneration",
           "ministral3",
           "model.",
           {kEnds, kPairedAttention, kGated},
           {kWindowKeys}},
    Family{"qwen2", "Qwen2ForCausalLM", "qwen2", "model.", {kEnds, kAttention, kGated}, {kWindowKeys}},
    Family{"qwen3", "Qwen3ForCausalLM", "qwen3", "model.", {kEnds, kAttention, kHeadNorms, kGated}, {kWindowKeys}},
    Family{"gemma", "GemmaForCausalLM", "gemma", "model.", {kGemmaEnds, kAttention, kGemma}, {}, finishGemma},
    Family{"gemma2",
           "Gemma2ForCausalLM",
           "gemma2",
           "model.",
           {kGemmaEnds, kAttention, kGemma2},
           {kGemmaKeys},
           finishGemma,
           nullptr,
           nullptr,
           {},
           describeGemma},
    Family{"gemma3",
           "Gemma3ForCausalLM Gemma3ForConditionalGeneration",
           "gemma3_text",
           "model.",
           {kGemmaEnds, kAttention, kGemma2},
           {kGemmaKeys},
           finishGemma,
           nullptr,
           nullptr,
           {},
           describeGemma},
    Family{"phi2", "PhiForCausalLM", "phi", "model.", {kEnds, kPhi2, kAttention}, {}, fourTimesWide},
    Family{"phi3", "Phi3ForCausalLM", "phi3", "model.", {kEnds, kPhi3}, {kWindowKeys}},
    Family{"gpt2", "GPT2LMHeadModel", "gpt2", "transformer.", {kGpt2}, {}, fourTimesWide},
    Family{"gptneox", "GPTNeoXForCausalLM", "gpt_neox", "gpt_neox.", {kNeox}, {kParallelKeys}, ungrouped},
    Family{
        "starcoder2", "Starcoder2ForCausalLM", "starcoder2", "model.", {kEnds, kAttention, kStarcoder2}, {kWindowKeys}},
    Family{"olmo2",
           "Olmo2ForCausalLM Olmo3ForCausalLM",
           "olmo2",
           "model.",
           {kEnds, kAttention, kHeadNorms, kPostNormed},
           {kWindowKeys}},
    Family{"smollm3",
           "SmolLM3ForCausalLM",
           "smollm3",
           "model.",
           {kEnds, kPairedAttention, kGated},
           {kWindowKeys},
           finishSmollm3},
    Family{"granite", "GraniteForCausalLM", "granite", "model.", {kEnds, kPairedAttention, kGated}, {kGraniteKeys}},
    Family{"stablelm",
           "StableLmForCausalLM StableLMEpochForCausalLM",
           "stablelm",
           "model.",
           {kEnds, kAttention, kGated, kStablelm},
           {kParallelKeys}},
    Family{"internlm2", "InternLM2ForCausalLM", "internlm2", "model.", {kInternlm2}},
    Family{.architecture = "falcon",
           .classes = "FalconForCausalLM RWForCausalLM",
           .modelType = "falcon",
           .prefix = "transformer.",
           .names = {kFalconTwoNorms, kFalcon},
           .finish = finishTwoNorms,
           .unannounced = [](const Json&) -> std::string_view { return "attn_norm_2.weight attn_norm_2.bias"; },
           .applies = hasTwoNorms,
           .knownBy = "class.two_norms",
           .describe = describeFalcon},
    Family{.architecture = "falcon",
           .classes = "FalconForCausalLM RWForCausalLM",
           .modelType = "falcon",
           .prefix = "transformer.",
           .names = {kFalcon},
           .finish = finishFalcon,
           .describe = describeFalcon},
    Family{"chatglm", "GlmForCausalLM", "glm", "model.", {kEnds, kAttention, kGlm}},
    Family{"glm4", "Glm4ForCausalLM", "glm4", "model.", {kEnds, kAttention, kGlm4}},
    Family{
        "command-r", "CohereForCausalLM", "cohere", "model.", {kEnds, kAttention, kHeadNorms, kGated}, {kCohereKeys}},
    Family{"cohere2", "Cohere2ForCausalLM", "cohere2", "model.", {kEnds, kAttention, kGated}, {kCohere2Keys}},
    Family{"exaone4",
           "Exaone4ForCausalLM",
           "exaone4",
           "model.",
           {kEnds, kAttention, kHeadNorms, kPostNormed},
           {kWindowKeys}},
    Family{"nemotron", "NemotronForCausalLM", "nemotron", "model.", {kNemotron, kEnds, kAttention}},
    // A llama whose rotation takes pairs as GGUF does. A GGUF file becomes the class that comes first.
    Family{"llama", "HeliumForCausalLM", "helium", "model.", {kEnds, kAttention, kGated}},
    Family{"starcoder", "GPTBigCodeForCausalLM", "gpt_bigcode", "transformer.", {kBigCode}, {}, finishBigCode},
    Family{"jais2", "Jais2ForCausalLM", "jais2", "model.", {kEnds, kAttention, kGated}},
    Family{"hunyuan-dense",
           "HunYuanDenseV1ForCausalLM",
           "hunyuan_v1_dense",
           "model.",
           {kEnds, kAttention, kHunyuanNorms, kGated}},
    Family{"opt", "OPTForCausalLM", "opt", "model.decoder.", {kOpt}, {kOptKeys}, finishOpt},
    Family{"gptj", "GPTJForCausalLM", "gptj", "transformer.", {kGptj}, {kGptjKeys}, fourTimesWide},
};

} // namespace

Status ungrouped(const Json&, Metadata& metadata, const std::string& prefix)
{
    if (const auto* heads = metadata.find(prefix + "attention.head_count"))
        metadata.set(prefix + "attention.head_count_kv", Value(*heads));
    return {};
}

/// GGUF has a word for the scalar only where that is not what the
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

/// Silence is the usual scalar in GGUF, and another number in a class.
void describeGemma(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const Architecture& row = architectureOf(prefix.substr(0, prefix.size() - 1));
    const std::uint32_t heads = numberAt(metadata, prefix + "attention.head_count"),
                        layers = numberAt(metadata, prefix + "block_count"),
                        width = numberAt(metadata, prefix + "embedding_length"),
                        length = numberAt(metadata, prefix + "attention.key_length");
    config["query_pre_attn_scalar"] = layers == row.scaleByWidthAtLayers && heads > 0 ? width / heads : length;
    const double scale = metadata.number(prefix + "attention.scale").value_or(0);
    if (scale <= 0)
        return;
    const double scalar = 1 / (scale * scale), whole = std::round(scalar);
    if (std::abs(scalar / whole - 1) < 1e-5) // as it was before a float's rounding
        config["query_pre_attn_scalar"] = static_cast<std::uint64_t>(whole);
    else
        config["query_pre_attn_scalar"] = scalar;
}

std::span<const Family> denseFamilies()
{
    return kDense;
}

} // namespace headroom::model::hf
