// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/description.h"
#include "core/model/hf/classdefaults.h"
#include "core/model/hf/config.h"
#include "core/model/hf/heads.h"
#include "core/model/hf/leftover.h"
#include "core/model/hf/switches.h"

#include <cmath>

namespace headroom::model::hf {

namespace {

std::string firstOf(std::string_view words, char separator)
{
    return std::string(words.substr(0, words.find(separator)));
}

void putRules(const Metadata& metadata, std::span<const KeyRule> rules, const std::string& prefix, Json& config)
{
    for (const KeyRule& rule : rules) {
        const std::string key = prefix + std::string(rule.ours), name = firstOf(rule.stored, '|');
        if (const auto whole = metadata.unsignedInteger(key))
            config[name] = *whole;
        else if (const auto truth = metadata.boolean(key))
            config[name] = *truth;
        else if (const auto number = metadata.number(key); number && *number != 0)
            config[name] = *number;
        else if (number && name.ends_with("softcapping")) // GGUF's zero: none
            config[name] = nullptr;
    }
}

void putRope(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const auto number = [&](const char* key) { return metadata.number(prefix + key); };
    const Geometry geometry = Geometry::of(metadata);
    if (const auto rotated = number("rope.dimension_count");
        rotated && geometry.keyLength > 0 && geometry.latent == 0 && *rotated != double(geometry.keyLength))
        config["partial_rotary_factor"] = *rotated / double(geometry.keyLength);
    const auto type = metadata.text(prefix + "rope.scaling.type");
    const auto factor = number("rope.scaling.factor");
    if (!factor || !type || (*type != "linear" && *type != "yarn"))
        return;
    Json rope{{"rope_type", *type}, {"factor", *factor}};
    if (const auto original = number("rope.scaling.original_context_length"))
        rope["original_max_position_embeddings"] = *original;
    if (const auto fast = number("rope.scaling.yarn_beta_fast"))
        rope["beta_fast"] = *fast;
    if (const auto slow = number("rope.scaling.yarn_beta_slow"))
        rope["beta_slow"] = *slow;
    if (const auto all = number("rope.scaling.yarn_log_multiplier"); all && geometry.latent > 0)
        rope["mscale"] = rope["mscale_all_dim"] = *all / 0.1; // which is how it is stored
    config["rope_scaling"] = std::move(rope);
}

void putLatent(const Metadata& metadata, const std::string& prefix, Json& config)
{
    const Geometry geometry = Geometry::of(metadata);
    if (geometry.latent == 0)
        return;
    config["qk_nope_head_dim"] = geometry.unrotated;
    config["num_key_value_heads"] = geometry.heads;
    const bool sigmoid = metadata.unsignedInteger(prefix + "expert_gating_func") == 2U;
    config["scoring_func"] = sigmoid ? "sigmoid" : "softmax";
    if (!sigmoid && metadata.find(prefix + "expert_count")) { // what the newer class of the two does not compute
        config["architectures"] = Json::array({"DeepseekV2ForCausalLM"});
        config["model_type"] = "deepseek_v2";
    }
    config.erase("head_dim");
}

/// What GGUF means by leaving it out, wherever the class would load with something else.
void putSilence(const Metadata& metadata, Json& config)
{
    const Geometry geometry = Geometry::of(metadata);
    const Json unscaled{{"rope_type", "default"}};
    const std::pair<const char*, Json> meant[]
        = {{"rope_theta", 10000.0},          {"num_key_value_heads", geometry.kvHeads},
           {"head_dim", geometry.keyLength}, {"partial_rotary_factor", 1.0},
           {"rope_scaling", unscaled},       {"rope_parameters", unscaled}};
    const Json loaded = completedConfig(config);
    for (const auto& [name, value] : meant)
        if (!config.contains(name) && loaded.contains(name) && loaded.at(name) != value)
            config[name] = value;
}

void putSpecialTokens(const Metadata& metadata, Json& config)
{
    const std::pair<const char*, const char*> ids[] = {{"bos_token_id", "tokenizer.ggml.bos_token_id"},
                                                       {"eos_token_id", "tokenizer.ggml.eos_token_id"},
                                                       {"pad_token_id", "tokenizer.ggml.padding_token_id"}};
    for (const auto& [name, key] : ids)
        if (const auto id = metadata.unsignedInteger(key))
            config[name] = *id;
}

/// An encoder made of a decoder: every token sees all others.
void putMasking(const Metadata& metadata, const Family& family, const std::string& prefix, Json& config)
{
    if (metadata.boolean(prefix + "attention.causal") == false)
        config["is_causal"] = false;
    if (config.contains("is_causal") && lists("gemma2 gemma3", family.architecture))
        config["use_bidirectional_attention"] = true;
}

/// What the folder says beside config.json, or by its class.
void addDerived(const ModelFile& file, const std::string& prefix, const Json& config, Metadata& derived)
{
    const std::string pooling = prefix + "pooling_type", own = prefix + std::string(kScoringClass);
    const auto way = static_cast<Pooling>(file.metadata().unsignedInteger(pooling).value_or(0));
    const bool scores = headOf(config) == Head::Scores;
    for (const std::string& key : {pooling, own})
        if (const Value* value = file.metadata().find(key);
            value && (scores || (key == pooling && way < Pooling::Rank)))
            derived.set(key, Value(*value));
}

/// The family's class with what stands on it, where that does not continue texts: "LlamaForSequenceClassification",
/// "LlamaModel".
void putClass(const ModelFile& file, const std::string& prefix, Json& config)
{
    const auto* head = file.metadata().find(prefix + "output_head");
    const bool headless = head && *head == Value{false}, scores = file.find("cls.output.weight");
    if (headless)
        config["tie_word_embeddings"] = false;
    if (const auto own = file.metadata().text(prefix + std::string(kScoringClass)); own && scores) {
        config["architectures"] = Json::array({*own});
        return;
    }
    for (Json& name : config["architectures"]) {
        std::string text = name.get<std::string>();
        for (const std::string_view ending : {"ForCausalLM", "LMHeadModel"})
            if ((headless || scores) && text.ends_with(ending))
                name = text.replace(text.size() - ending.size(), ending.size(),
                                    scores ? "ForSequenceClassification" : "Model");
    }
}

const char* dtypeOf(const ModelFile& file)
{
    const TensorInfo* table = file.find("token_embd.weight");
    const auto type = table ? table->type : tensor::Type::F16;
    return type == tensor::Type::F32 ? "float32" : type == tensor::Type::BF16 ? "bfloat16" : "float16";
}

} // namespace

Json makeConfig(const ModelFile& file, const Family& family)
{
    const Metadata& metadata = file.metadata();
    const std::string prefix = std::string(family.architecture) + ".";
    Json config{{"architectures", Json::array({firstOf(family.classes, ' ')})}, {"model_type", family.modelType}};
    putRules(metadata, commonKeys(), prefix, config);
    for (const auto& rules : family.keys)
        putRules(metadata, rules, prefix, config);
    if (family.describe)
        family.describe(metadata, prefix, config);
    putRope(metadata, prefix, config);
    putLatent(metadata, prefix, config);
    putSilence(metadata, config);
    putSpecialTokens(metadata, config);
    if (const TensorInfo* table = file.find("token_embd.weight"))
        config["vocab_size"] = table->rows();
    for (const Switch& row : switches())
        if (switchOf(family, row.key) == &row && !row.parts.empty()
            && (!row.names.empty() || row.key == "attention_bias" || row.key == "mlp_bias"))
            config[row.key] = isOn(row, file);
    config["tie_word_embeddings"] = file.find("output.weight") == nullptr;
    config["torch_dtype"] = dtypeOf(file);
    putMasking(metadata, family, prefix, config);

    Metadata derived; // what would come back
    std::map<std::string, Rows> tensors;
    if (const auto status = addKeys(config, family, derived); status)
        static_cast<void>(addRope(config, family, derived, tensors));
    putClass(file, prefix, config);
    addDerived(file, prefix, config, derived);
    config["headroom"] = leftovers(metadata, derived);
    return config;
}

} // namespace headroom::model::hf
