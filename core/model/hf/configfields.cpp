// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/hf/configfields.h"

#include "core/base/json.h"
#include "core/model/hf/config.h"
#include "core/model/jsonfields.h"

#include <fmt/format.h>

#include <array>

namespace headroom::model::hf {

namespace {

using F = FieldRule;
constexpr unsigned kText = F::Text | F::Optional, kFlag = F::Flag | F::Optional, kWhole = F::Whole | F::Optional,
                   kNumber = F::Number | F::Optional, kList = F::List | F::Optional, kObject = F::Object | F::Optional;

constexpr std::array kWholeFile{F{"architectures", kList},
                                F{"model_type", kText},
                                F{"text_config", kObject},
                                F{"quantization_config", kObject},
                                F{"eos_token_id", F::Whole | F::List | F::Optional},
                                F{"headroom", kObject}};

/// Of the text model.
constexpr std::array kTextModel{F{"model_type", kText},
                                F{"rope_scaling", kObject},
                                F{"rope_parameters", kObject},
                                F{"layer_types", kList},
                                F{"full_attn_idxs", kList},
                                F{"sliding_window_pattern", kWhole | F::Text}, // EXAONE 4: "LLLG", beside layer_types
                                F{"_sliding_window_pattern", kWhole},
                                F{"use_sliding_window", kFlag},
                                F{"tie_word_embeddings", kFlag},
                                F{"tie_embedding", kFlag},
                                F{"original_max_position_embeddings", kNumber},
                                F{"partial_rotary_factor", kNumber},
                                F{"rotary_pct", kNumber},
                                F{"rope_pct", kNumber},
                                F{"scoring_func", kText},
                                F{"num_nextn_predict_layers", kWhole},
                                F{"query_pre_attn_scalar", kNumber},
                                F{"multi_query", kFlag},
                                F{"new_decoder_architecture", kFlag},
                                F{"num_kv_heads", kWhole},
                                F{"kv_lora_rank", kWhole},
                                F{"qk_rope_head_dim", kWhole},
                                F{"qk_nope_head_dim", kWhole},
                                F{"block_auto_adjust_ff_dim", kFlag},
                                F{"block_ffn_dim_multiplier", kNumber},
                                F{"block_multiple_of", kWhole},
                                F{"block_ff_dim", kWhole},
                                F{"expand", kWhole}};

constexpr std::array kRope{F{"rope_type", kText},
                           F{"type", kText},
                           F{"factor", kNumber},
                           F{"rope_theta", kNumber},
                           F{"beta_fast", kNumber},
                           F{"beta_slow", kNumber},
                           F{"mscale", kNumber},
                           F{"mscale_all_dim", kNumber},
                           F{"attention_factor", kNumber},
                           F{"low_freq_factor", kNumber},
                           F{"high_freq_factor", kNumber},
                           F{"original_max_position_embeddings", kNumber},
                           F{"partial_rotary_factor", kNumber},
                           F{"llama_4_scaling_beta", kNumber},
                           F{"long_factor", kList},
                           F{"short_factor", kList},
                           F{"full_attention", kObject},
                           F{"sliding_attention", kObject}};

constexpr std::array kQuantization{F{"quant_method", kText},      F{"bits", kWhole},  F{"group_size", kWhole},
                                   F{"desc_act", kFlag},          F{"sym", kFlag},    F{"version", kText},
                                   F{"checkpoint_format", kText}, F{"format", kText}, F{"config_groups", kObject},
                                   F{"weight_block_size", kList}};

Status checkRope(const Json& rope, const std::string& where)
{
    HEADROOM_TRY(checkFields(rope, kRope, where));
    const bool named = rope.contains("rope_type") || rope.contains("type");
    if (rope.contains("factor") && !named)
        return fail(ErrorCode::Corrupt, where + ", \"rope_type\"", "is missing: a factor alone names no scaling");
    for (const char* layers : {"full_attention", "sliding_attention"})
        if (const auto part = rope.find(layers); part != rope.end() && part->is_object())
            HEADROOM_TRY(checkRope(*part, where + ", \"" + layers + "\""));
    return {};
}

/// One for each layer; blocks that draft tokens may be listed behind them.
Status checkLayerTypes(const Json& text)
{
    const auto number = [&](const char* key) {
        const auto found = text.find(key);
        return found != text.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
    };
    const auto types = text.find("layer_types");
    const std::uint64_t layers = number("num_hidden_layers");
    if (types == text.end() || !types->is_array() || layers == 0)
        return {};
    const std::string where = "config.json, \"layer_types\"";
    if (types->size() < layers || types->size() > layers + number("num_nextn_predict_layers"))
        return fail(ErrorCode::Corrupt, where, fmt::format("has {} entries for {} layers", types->size(), layers));
    for (const Json& type : *types)
        if (!type.is_string())
            return fail(ErrorCode::Corrupt, where, "holds what is no text");
    return {};
}

} // namespace

Status checkConfig(const Json& config)
{
    HEADROOM_TRY(checkFields(config, kWholeFile, "config.json"));
    const Json& text = textConfig(config);
    HEADROOM_TRY(checkFields(text, kTextModel, "config.json"));
    HEADROOM_TRY(checkLayerTypes(text));
    for (const char* key : {"rope_scaling", "rope_parameters"})
        if (const auto rope = text.find(key); rope != text.end() && rope->is_object())
            HEADROOM_TRY(checkRope(*rope, std::string("config.json, \"") + key + "\""));
    return {};
}

Status checkQuantization(const Json& quantization)
{
    const std::string where = "config.json, \"quantization_config\"";
    return quantization.is_null() ? Status() : checkFields(quantization, kQuantization, where);
}

} // namespace headroom::model::hf
