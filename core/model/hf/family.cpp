// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/family.h"

#include "core/model/hf/classdefaults.h"
#include "core/model/hf/config.h"
#include "core/model/hf/families/families.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::model::hf {

namespace {

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

bool isFor(const Family& family, const Json& config)
{
    return !family.applies || family.applies(completedConfig(config));
}

/// A family's own type, or one of a class that it lists.
const Family* familyOfType(const Json& config, std::string_view type)
{
    for (const Family& family : families())
        if (type == family.modelType && isFor(family, config))
            return &family;
    for (const ClassDefaults& row : classDefaults())
        for (const Family& family : families())
            if (lists(row.modelTypes, type) && lists(family.classes, row.classes.substr(0, row.classes.find(' ')))
                && isFor(family, config))
                return &family;
    return nullptr;
}

} // namespace

std::span<const Family> families()
{
    static const std::vector<Family> kAll = [] {
        std::vector<Family> all;
        for (const auto rows : {denseFamilies(), expertFamilies(), recurrentFamilies(), hybridFamilies(),
                                deltaFamilies(), routedFamilies(), falconH1Families(), ownFamilies(), seeingFamilies()})
            all.insert(all.end(), rows.begin(), rows.end());
        return all;
    }();
    return kAll;
}

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

Status checkUnrotated(const Json& config, const Metadata& metadata, const std::string& prefix, std::uint32_t every)
{
    const auto said = config.find("no_rope_layers");
    const bool listed = said != config.end() && said->is_array() && !said->empty();
    if (!listed && whole(config, "no_rope_layer_interval", every) == every)
        return {};
    const auto layers = metadata.unsignedInteger(prefix + "block_count").value_or(0);
    bool usual = listed && said->size() == layers;
    for (std::size_t i = 0; usual && i < layers; ++i)
        usual = (*said)[i] == int((i + 1) % every != 0);
    return usual ? Status()
                 : fail(ErrorCode::Unsupported,
                        fmt::format("config.json, \"{}\"", listed ? "no_rope_layers" : "no_rope_layer_interval"),
                        fmt::format("is not computed: only models whose every {}th layer is not rotated are", every));
}

Status fourTimesWide(const Json&, Metadata& metadata, const std::string& prefix)
{
    const auto width = metadata.unsignedInteger(prefix + "embedding_length").value_or(0);
    if (!metadata.find(prefix + "feed_forward_length"))
        metadata.set(prefix + "feed_forward_length", {static_cast<std::uint32_t>(4 * width)});
    return {};
}

std::span<const KeyRule> commonKeys()
{
    return kCommon;
}

std::vector<KeyRule> keysOf(const Family& family)
{
    std::vector<KeyRule> all;
    for (const auto& list : family.keys)
        all.insert(all.end(), list.begin(), list.end());
    all.insert(all.end(), commonKeys().begin(), commonKeys().end());
    return all;
}

std::string_view storedKey(std::string_view architecture, std::string_view ours)
{
    const Family* family = findFamily(architecture);
    for (const KeyRule& rule : family ? keysOf(*family) : std::vector(commonKeys().begin(), commonKeys().end()))
        if (rule.ours == ours)
            return rule.stored.substr(0, rule.stored.find('|'));
    return {};
}

const Family* findFamily(const Json& config)
{
    const auto classes = config.find("architectures");
    if (classes != config.end() && classes->is_array())
        for (const Json& name : *classes)
            for (const Family& family : families())
                if (name.is_string() && lists(family.classes, name.get<std::string>()) && isFor(family, config))
                    return &family;
    const auto type = config.find("model_type");
    if (type != config.end() && type->is_string())
        if (const Family* family = familyOfType(config, type->get<std::string>()))
            return family;
    const Json& text = textConfig(config);
    return &text == &config ? nullptr : findFamily(text);
}

const Family* findFamily(std::string_view architecture)
{
    const auto all = families();
    const auto found = std::ranges::find(all, architecture, &Family::architecture);
    return found == all.end() ? nullptr : &*found;
}

const Family* findFamily(const Metadata& metadata)
{
    const std::string_view architecture = metadata.text("general.architecture").value_or("");
    for (const Family& family : families())
        if (family.architecture == architecture && !family.knownBy.empty()
            && metadata.find(std::string(architecture) + "." + std::string(family.knownBy)))
            return &family;
    for (const Family& family : families())
        if (family.architecture == architecture && family.knownBy.empty())
            return &family;
    return nullptr;
}

} // namespace headroom::model::hf
