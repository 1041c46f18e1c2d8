// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// The names of tensors are those of GGUF's conventions; a name that is none of them belongs to no layer that anybody
// computes. Compressed attention in its older form: every head is kept, heads × (key + value length) for
// rank + rotated. DeepSeek V2 Lite: 16 × (192 + 128) = 5120 elements a token and layer instead of 576: 8.9 times.
#include "core/model/remarks.h"

#include "core/base/words.h"
#include "core/model/architecture.h"
#include "core/model/ggufcursor.h"
#include "core/model/hf/family.h"
#include "core/model/task.h"
#include "core/model/unknownkeys.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace headroom::model {

namespace {

constexpr std::string_view kOutside
    = " token_embd token_embd_norm token_types position_embd output output_norm rope_freqs rope_factors_long "
      "rope_factors_short cls cls.output cls.norm dense_2 dense_3 per_layer_token_embd per_layer_model_proj "
      "per_layer_proj_norm altup_unembd_proj altup_proj output_hc_fn output_hc_base output_hc_scale conv1d fc d2t "
      "masked_embd_centroids masked_embd_ordering enc.output_norm dec.output_norm nextn.pre_projection "
      "nextn.post_projection ";

constexpr std::string_view kInLayers
    = " attn_norm attn_norm_2 attn_q attn_k attn_v attn_qkv attn_output attn_rot_embd attn_gate attn_q_norm "
      "attn_k_norm "
      "attn_sub_norm attn_output_norm attn_sinks attn_q_a attn_q_a_norm attn_q_b attn_kv_a_mqa attn_kv_a_norm "
      "attn_kv_b "
      "attn_k_b attn_v_b attn_kv attn_output_a attn_output_b attn_o attn_rel_b cross_attn_norm cross_attn_q "
      "cross_attn_k cross_attn_v cross_attn_o cross_attn_rel_b attn_compressor_kv attn_compressor_gate "
      "attn_compressor_ape attn_compressor_norm post_attention_norm post_ffw_norm post_ffw_norm_1 post_ffw_norm_2 "
      "pre_ffw_norm_2 post_norm layer_output_norm layer_output_scale ffn_norm ffn_norm_exps ffn_sub_norm ffn_gate "
      "ffn_up "
      "ffn_down ffn.act ffn_gate_inp ffn_gate_inp_shexp ffn_gate_exps ffn_up_exps ffn_down_exps ffn_gate_up_exps "
      "ffn_gate_shexp ffn_up_shexp ffn_down_shexp ffn_gate_chexps ffn_up_chexps ffn_down_chexps ffn_latent_down "
      "ffn_latent_up ffn_gate_tid2eid exp_probs_b ssm_in ssm_conv1d ssm_conv1d_q ssm_conv1d_k ssm_conv1d_v ssm_x "
      "ssm_dt "
      "ssm_dt_norm ssm_b_norm ssm_c_norm ssm_a ssm_d ssm_norm ssm_out ssm_ba ssm_beta ssm_alpha ssm_beta_alpha ssm_f_a "
      "ssm_f_b ssm_g_a ssm_g_b shortconv.conv shortconv.in_proj shortconv.out_proj nextn.eh_proj nextn.embed_tokens "
      "nextn.enorm nextn.hnorm nextn.shared_head_head nextn.shared_head_norm indexer.k_norm indexer.proj "
      "indexer.attn_k "
      "indexer.attn_q_b indexer.k_proj indexer.q_proj indexer_compressor_kv indexer_compressor_gate "
      "indexer_compressor_ape indexer_compressor_norm hc_attn_fn hc_attn_base hc_attn_scale hc_ffn_fn hc_ffn_base "
      "hc_ffn_scale inp_gate proj altup_correct_coef altup_correct_scale altup_predict_coef altup_router "
      "altup_router_norm laurel_l laurel_r laurel_post_norm vis_attn_qkv vis_attn_output vis_gate vis_up vis_down ";

constexpr std::string_view kInScans
    = " time_mix_w0 time_mix_w1 time_mix_w2 time_mix_a0 time_mix_a1 time_mix_a2 time_mix_v0 time_mix_v1 time_mix_v2 "
      "time_mix_g1 time_mix_g2 time_mix_k_k time_mix_k_a time_mix_r_k time_mix_lerp_x time_mix_lerp_w time_mix_lerp_k "
      "time_mix_lerp_v time_mix_lerp_r time_mix_lerp_g time_mix_lerp_fused time_mix_first time_mix_decay "
      "time_mix_decay_w1 time_mix_decay_w2 time_mix_key time_mix_value time_mix_receptance time_mix_gate time_mix_ln "
      "time_mix_output channel_mix_lerp_k channel_mix_lerp_r channel_mix_key channel_mix_value "
      "channel_mix_receptance ";

constexpr std::array kUnmodelled{
    Unmodelled{"rope.scaling.yarn_truncate", "yarn_whole", "model.yarn_whole"},
    Unmodelled{"feed_forward.exact_gelu", "gelu_tanh", "model.gelu_tanh"},
    Unmodelled{"expert_group_method", "expert_groups", "model.expert_groups"},
    Unmodelled{"output_head_untied", "head_untied", "model.head_untied"},
    Unmodelled{"rope.parameters_overruled", "rope_overruled", "model.rope_overruled"},
    Unmodelled{"embedding_unscaled", "embedding_unscaled", "model.embedding_unscaled"},
    Unmodelled{"router_jitter", "sparse_mixing", "model.sparse_mixing"},
};

/// Without ".weight" and the like, which quantized tensors have more of.
std::string_view withoutEnding(std::string_view name)
{
    for (const std::string_view ending : {".weight", ".bias", ".scale", ".input_scale"})
        if (name.ends_with(ending))
            return name.substr(0, name.size() - ending.size());
    return name;
}

bool isKnown(std::string_view name)
{
    if (isTower(name) || name.starts_with("convnext.") || name.starts_with("posnet."))
        return true;
    if (!layerOf(name))
        return lists(kOutside, withoutEnding(name));
    name.remove_prefix(name.find('.', name.find("blk.") + 4) + 1);
    std::string_view part = withoutEnding(name);
    if (const std::size_t expert = part.find_last_not_of("0123456789"); expert + 1 < part.size() && part[expert] == '.')
        part = part.substr(0, expert); // the older form: one tensor an expert
    return lists(kInLayers, part) || lists(kInScans, part);
}

void addUnknown(const Description& model, std::vector<Trait>& out)
{
    double count = 0, bytes = 0;
    std::string first;
    for (const TensorSpec& spec : model.tensors) {
        if (spec.elements() == 0 || isKnown(spec.name))
            continue;
        first = count++ == 0 ? printable(spec.name) : first;
        bytes += static_cast<double>(spec.bytes());
    }
    if (count > 0)
        out.push_back({"unknown_tensors",
                       {{"tensors", count}, {"bytes", bytes}},
                       first,
                       remark("model.unknown_tensors", count, bytes, first)});
}

Trait encoderDecoder(const Description& model)
{
    const std::uint32_t encoder = layersOfSide(model, "enc."), decoder = layersOfSide(model, "dec.");
    return {"encoder_decoder",
            {{"encoder_layers", encoder}, {"decoder_layers", decoder}},
            {},
            remark("model.encoder_decoder", encoder, decoder)};
}

/// Of what does not write one token after the other.
std::optional<Trait> traitOfTask(const Description& model)
{
    switch (taskOf(model)) {
    case Task::Continue:
        break;
    case Task::Encode:
        return Trait{"encoder", {}, {}, remark("model.encoder")};
    case Task::Embed:
        return model.shape.pooling == Pooling::None ? Trait{"headless", {}, {}, remark("model.headless")}
                                                    : Trait{"embedding", {}, {}, remark("model.embedding")};
    case Task::Rank:
        return Trait{"classifier", {}, {}, remark("model.classifier")};
    case Task::Diffuse:
        return Trait{"diffusion", {}, {}, remark("model.diffusion")};
    case Task::Translate:
        return encoderDecoder(model);
    }
    return std::nullopt;
}

/// Sparse attention chooses tokens by keys of its own (DeepSeek V3.2, GLM-5), one for all heads, as long as their norm.
void addIndexer(const Description& model, std::vector<Trait>& out)
{
    double keys = 0;
    for (const TensorSpec& spec : model.tensors)
        if (spec.name.ends_with(".indexer.k_norm.weight"))
            keys += double(spec.elements());
    if (keys > 0)
        out.push_back(
            {"indexer_cache", {{"indexer_elements_per_token", keys}}, {}, remark("model.indexer_cache", keys)});
}

void addSpareRows(const Shape& shape, std::vector<Trait>& out)
{
    if (shape.tokens == 0 || shape.vocabulary <= shape.tokens)
        return;
    const std::uint32_t spare = shape.vocabulary - shape.tokens;
    out.push_back({"spare_rows",
                   {{"spare_rows", spare}, {"rows", shape.vocabulary}, {"tokens", shape.tokens}},
                   "token_embd.weight",
                   remark("model.spare_rows", spare, shape.vocabulary, shape.tokens)});
}

/// In families of which llama.cpp's graph has windows, a layer has one.
void addWindow(const Shape& shape, std::vector<Trait>& out)
{
    bool applied = shape.window == 0 || !hf::findFamily(std::string_view(shape.architecture));
    for (std::uint32_t i = 0; i < shape.layers && !applied; ++i)
        applied = shape.layer(i).cachedWindow() > 0;
    if (!applied)
        out.push_back({"window_ignored",
                       {{"window_tokens", shape.window}},
                       shape.architecture,
                       remark("model.window_ignored", shape.window, printable(shape.architecture))});
}

/// llama.cpp's graph of Llama 4 knows one length (src/llama-model.cpp).
void addChunk(const Shape& shape, std::vector<Trait>& out)
{
    constexpr std::uint32_t kFixed = 8192;
    for (std::uint32_t i = 0; i < shape.layers; ++i) {
        const LayerShape layer = shape.layer(i);
        if (layer.windowKind != WindowKind::Chunked || layer.window == kFixed)
            continue;
        out.push_back({"chunk_fixed",
                       {{"window_tokens", layer.window}},
                       shape.architecture,
                       remark("model.chunk_fixed", layer.window, kFixed)});
        return;
    }
}

void addDynamic(const Shape& shape, std::vector<Trait>& out)
{
    if (shape.ropeScaling == "dynamic")
        out.push_back({"rope_dynamic",
                       {{"trained_tokens", shape.contextLength}},
                       shape.architecture,
                       remark("model.rope_dynamic", shape.contextLength)});
}

void addFullCache(const Shape& shape, std::vector<Trait>& out)
{
    std::uint64_t kept = 0, compressed = 0;
    for (std::uint32_t i = 0; i < shape.layers; ++i) {
        const LayerShape layer = shape.layer(i);
        if (shape.kvRank == 0 || layer.latent || layer.cachedPerToken() == 0)
            continue;
        kept += layer.cachedPerToken();
        compressed += std::uint64_t{shape.kvRank} + shape.ropeDimensions;
    }
    if (kept <= compressed)
        return;
    const double ratio = static_cast<double>(kept) / static_cast<double>(compressed);
    out.push_back({"cache_in_full",
                   {{"cache_ratio", ratio}},
                   shape.architecture,
                   remark("model.cache_in_full", printable(shape.architecture), ratio)});
}

} // namespace

std::span<const Unmodelled> unmodelledKeys()
{
    return kUnmodelled;
}

std::vector<Trait> remarks(const Description& model)
{
    std::vector<Trait> out;
    if (auto task = traitOfTask(model))
        out.push_back(std::move(*task));
    addWindow(model.shape, out);
    addChunk(model.shape, out);
    addDynamic(model.shape, out);
    addFullCache(model.shape, out);
    addIndexer(model, out);
    addSpareRows(model.shape, out);
    addUnknown(model, out);
    return out;
}

Status checkContinues(const Description& model)
{
    const auto trait = traitOfTask(model);
    return trait ? fail(ErrorCode::Unsupported, model.source,
                        english(trait->remark) + ": there is no next token to predict; take a model that generates")
                 : Status();
}

namespace {

/// As if the key were not there.
bool isNeutral(const Architecture& family, std::string_view key, double value)
{
    if (key == "expert_weights_norm")
        return (value != 0) == family.normalizesExperts;
    if (key == "expert_gating_func")
        return value == 0 || value == double(family.gating);
    const bool factor
        = key == "embedding_scale" || key == "residual_scale" || key == "logit_scale" || key == "expert_weights_scale";
    return value == 0 || key == "attention.temperature_length"
        || ((factor || key == "attention.value_scale") && value == 1);
}

/// Keys that only other families have a use for, and those that this one cannot do without.
void addKeys(const std::string& architecture, const Metadata& metadata, std::vector<Trait>& out)
{
    const Architecture& family = architectureOf(architecture);
    if (!family.inLlamaCpp)
        out.push_back({"no_graph", {}, architecture, remark("model.no_graph", architecture)});
    if (!family.evaluated)
        return;
    const auto valueOf = [&](const std::string& key) {
        const auto flag = metadata.boolean(key);
        return flag ? std::optional<double>(*flag) : metadata.number(key);
    };
    for (const std::string_view name : ownKeys()) {
        const std::string key = architecture + "." + std::string(name);
        if (const auto value = valueOf(key); value && !family.heeds(name) && !isNeutral(family, name, *value))
            out.push_back({"key_ignored", {}, key, remark("model.key_ignored", key, architecture)});
    }
    for (const std::string_view name : family.needs())
        if (const std::string key = architecture + "." + std::string(name); !metadata.find(key))
            out.push_back({"key_missing", {}, key, remark("model.key_missing", key)});
}

} // namespace

std::vector<Trait> remarks(const Description& model, const Metadata& metadata)
{
    std::vector<Trait> out = remarks(model);
    addKeys(model.shape.architecture, metadata, out);
    for (const Unmodelled& row : kUnmodelled) {
        const std::string key = model.shape.architecture + "." + std::string(row.key);
        if (metadata.find(key))
            out.push_back({std::string(row.code), {}, key, remark(row.wording)});
    }
    return out;
}

std::vector<Trait> remarks(const Description& model, const ModelFile& file)
{
    std::vector<Trait> out = remarks(model, file.metadata());
    if (file.version() == 0)
        return out;
    if (!file.hasWeights())
        out.push_back({"header_only", {}, {}, remark("model.header_only")});
    for (const std::string& key : unknownKeys(file.metadata()))
        out.push_back({"key_unknown", {}, key, remark("model.key_unknown", printable(key))});
    return out;
}

} // namespace headroom::model
