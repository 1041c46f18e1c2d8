// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/settings.h"

#include "core/infer/norm.h"
#include "core/infer/ropesettings.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace headroom::infer {

namespace {

constexpr float kOneInTwenty = 1.6448533535F; ///< standard deviations that 5 % of normal numbers exceed

float attentionScale(KeyReader& keys, const Architecture& family, const model::Shape& shape,
                     const AttentionSettings& layer)
{
    for (const char* name : {"attention.scale", "attention.output_scale"})
        if (const double scale = keys.numberOr(name, 0); scale != 0)
            return static_cast<float>(scale);
    if (family.attentionScale != 0)
        return family.attentionScale;
    const bool byWidth = family.scaleByWidthAtLayers != 0 && shape.layers == family.scaleByWidthAtLayers;
    const float length = byWidth && layer.heads > 0 ? static_cast<float>(shape.embedding / layer.heads)
                                                    : static_cast<float>(layer.keyLength);
    return 1.0F / (family.scalesByLength ? length : std::sqrt(length));
}

/// Of the layers that keep their own keys and values, the last of the same kind; llama.cpp takes the last whole one, or
/// the one before for windows, whatever that one is.
std::optional<std::uint32_t> cacheOf(KeyReader& keys, const model::Shape& shape, std::uint32_t index)
{
    const model::LayerShape own = shape.layer(index);
    std::uint32_t owners = 0;
    while (owners < index && !shape.layer(owners).sharesCache)
        ++owners;
    std::uint32_t found = owners - std::min(owners, own.window > 0 ? 2U : 1U);
    if (keys.ofFolder())
        for (found = owners - std::min(owners, 1U); found > 0 && shape.layer(found).window != own.window;)
            --found;
    const model::LayerShape other = shape.layer(found);
    if (owners < 2 || other.kvHeads != own.kvHeads || other.keyLength != own.keyLength
        || other.valueLength != own.valueLength)
        keys.fail(ErrorCode::Corrupt, "attention.shared_kv_layers",
                  fmt::format("layer {} finds no keys and values of {} heads of {} and {} in the {} layers that keep "
                              "some",
                              index, own.kvHeads, own.keyLength, own.valueLength, owners));
    return found;
}

Temperature readTemperature(KeyReader& keys, const Architecture& family, bool rotated, double originalContext)
{
    Temperature out;
    if (family.temperatureScale != 0) {
        if (rotated)
            return out;
        return {family.temperatureScale, family.temperatureOffset, static_cast<float>(family.temperatureLength)};
    }
    out.scale = static_cast<float>(keys.numberOr("attention.temperature_scale", 0));
    // Of a family that has a key for it, nothing else says it.
    const double usual = family.heeds("attention.temperature_length") ? 0 : originalContext;
    out.length = static_cast<float>(keys.numberOr("attention.temperature_length", usual));
    if (out.scale != 0 && !(out.length > 0))
        keys.fail(ErrorCode::Corrupt, "attention.temperature_scale", "has no length to go with it");
    return out;
}

AttentionSettings readAttention(KeyReader& keys, const Settings& settings, const model::Shape& shape,
                                std::uint32_t index)
{
    const Architecture& family = *settings.architecture;
    const model::LayerShape layer = shape.layer(index);
    AttentionSettings out;
    out.heads = layer.heads;
    out.kvHeads = layer.kvHeads;
    out.keyLength = layer.latent ? shape.keyLength : layer.keyLength;
    out.valueLength = layer.latent ? shape.valueLength : layer.valueLength;
    out.windowKind = layer.windowKind;
    out.window = layer.window;
    out.local = layer.window > 0 && family.window.kind != WindowKind::Whole;
    out.rotates = layer.rotary;
    if (layer.sharesCache)
        out.cacheOf = cacheOf(keys, shape, index);
    out.alibi = family.alibiAtLayers == 0 || family.alibiAtLayers == shape.layers ? family.alibi : 0;
    out.alibi = static_cast<float>(keys.numberOr("attention.max_alibi_bias", static_cast<double>(out.alibi)));
    out.scale = attentionScale(keys, family, shape, out);
    out.softCap
        = static_cast<float>(keys.numberOr("attn_logit_softcapping", static_cast<double>(family.attentionSoftCap)));
    out.clamp = static_cast<float>(keys.numberOr("attention.clamp_kqv", 0));
    const double values = keys.numberOr("attention.value_scale", 1);
    out.valueScale = values == 0 ? 1.0F : static_cast<float>(values);
    out.sparse = family.indexing != model::Indexing::None;
    out.temperature = readTemperature(keys, family, out.rotates, static_cast<double>(settings.originalContext));
    return out;
}

void readExperts(KeyReader& keys, const Architecture& family, const model::Shape& shape, ExpertSettings& out)
{
    out.count = shape.experts;
    out.used = shape.expertsUsed;
    out.groups = keys.integer("expert_group_count", 0);
    out.groupsUsed = keys.integer("expert_group_used_count", 0);
    const std::uint32_t gating = keys.integer("expert_gating_func", 0);
    if (gating > 3)
        keys.fail(ErrorCode::Unsupported, "expert_gating_func", fmt::format("{} cannot be evaluated", gating));
    out.gating = gating == 0 ? family.gating : static_cast<Gating>(gating);
    out.normalizes = keys.boolean("expert_weights_norm", family.normalizesExperts);
    const double scale = keys.numberOr("expert_weights_scale", 0);
    out.scale = scale == 0 ? 1.0F : static_cast<float>(scale);
    out.weighsInput = family.weighsExpertInput;
    out.withShared = family.withShared;
    out.perGroup = keys.integer("experts_per_group", 0);
    out.groupScale = static_cast<float>(keys.numberOr("expert_group_scale", 1));
    if (family.mixesSparsely)
        out.jitter = static_cast<float>(keys.numberOr("router_jitter", 0.01));
    if (out.jitter && out.used != 2)
        keys.fail(ErrorCode::Unsupported, "expert_used_count", "must be 2 where experts are mixed sparsely");
    if (out.groups > 1 && (out.count % out.groups != 0 || out.groupsUsed == 0 || out.groupsUsed > out.groups))
        keys.fail(ErrorCode::Corrupt, "expert_group_count",
                  fmt::format("{} of {} groups among {} experts", out.groupsUsed, out.groups, out.count));
}

float softplusOf(double x)
{
    return static_cast<float>(std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x))));
}

ForwardSettings readForward(KeyReader& keys, const Architecture& family, std::size_t layer)
{
    ForwardSettings out;
    out.dense.clampsActivated = out.experts.clampsActivated = family.clampsActivated;
    out.dense.clamp = static_cast<float>(keys.number("swiglu_clamp_shexp", layer).value_or(0));
    out.experts.clamp = static_cast<float>(keys.number("swiglu_clamp_exp", layer).value_or(0));
    if (layer < family.sparseLayers)
        out.dense.sparsity = kOneInTwenty;
    if (family.activation == model::Activation::Xielu) {
        const double slope = keys.number("xielu.beta", layer).value_or(0);
        out.dense.above = softplusOf(keys.number("xielu.alpha_p", layer).value_or(0));
        out.dense.below = static_cast<float>(slope) + softplusOf(keys.number("xielu.alpha_n", layer).value_or(0));
        out.dense.slope = static_cast<float>(slope);
        out.dense.ceiling = static_cast<float>(keys.number("xielu.eps", layer).value_or(0));
    }
    return out;
}

void readScales(KeyReader& keys, const model::Shape& shape, Settings& out)
{
    const Architecture& family = *out.architecture;
    const bool scaled = family.embeddingTimesRootWidth && !keys.boolean("embedding_unscaled", false);
    const double rootWidth = scaled ? std::sqrt(static_cast<double>(shape.embedding)) : 0;
    out.embeddingScale = rootWidth != 0
        ? static_cast<float>(rootWidth)
        : static_cast<float>(keys.numberOr("embedding_scale", static_cast<double>(family.embeddingScale)));
    const double depth = family.residualScaleByDepth == 0
        ? 1
        : static_cast<double>(family.residualScaleByDepth) / std::sqrt(static_cast<double>(shape.layers));
    out.residualScale = static_cast<float>(keys.numberOr("residual_scale", depth));
    for (float* scale : {&out.embeddingScale, &out.residualScale})
        if (*scale == 0) // how files say that there is none
            *scale = 1;
    const double base = family.logitBaseWidth == 0
        ? static_cast<double>(family.logitScale)
        : static_cast<double>(shape.embedding) / static_cast<double>(family.logitBaseWidth);
    double logits = keys.numberOr("logit_scale", base);
    logits = logits == 0 ? 1 : logits;
    out.logitScale = static_cast<float>(family.dividesLogits ? 1 / logits : logits);
    out.logitSoftCap
        = static_cast<float>(keys.numberOr("final_logit_softcapping", static_cast<double>(family.logitSoftCap)));
}

void readLatent(KeyReader& keys, const model::Shape& shape, LatentSettings& out)
{
    out.rank = keys.integer("attention.kv_lora_rank", 0);
    out.queryRank = keys.integer("attention.q_lora_rank", 0);
    out.keyLength = keys.integer("attention.key_length_mla", shape.keyLength);
    out.valueLength = keys.integer("attention.value_length_mla", shape.valueLength);
}

/// What is not said is made up nowhere.
void checkNeeded(KeyReader& keys, const Architecture& family)
{
    for (const std::string_view key : family.needs())
        if (!keys.has(key))
            keys.fail(ErrorCode::Corrupt, key,
                      fmt::format("is missing, and no value is usual in models of architecture {}", family.name));
}

const char* epsilonKey(NormKind kind)
{
    return kind == NormKind::Rms ? "attention.layer_norm_rms_epsilon" : "attention.layer_norm_epsilon";
}

} // namespace

float Temperature::at(std::size_t position) const
{
    if (scale == 0)
        return 1;
    return 1 + scale * std::log(std::floor((static_cast<float>(position) + offset) / length) + 1);
}

Result<Settings> readSettings(const model::ModelFile& file, const model::Shape& shape)
{
    Settings out;
    KeyReader keys(file, shape.architecture);
    out.architecture = keys.ofFolder() ? &model::classArchitectureOf(shape.architecture)
                                       : &model::architectureOf(shape.architecture);
    if (!out.architecture->evaluated)
        return fail(ErrorCode::Unsupported, file.path().string() + ", general.architecture",
                    out.architecture->lacking.empty()
                        ? fmt::format("architecture \"{}\" cannot be evaluated: the forward pass knows {}",
                                      shape.architecture, model::evaluatedArchitectures())
                        : fmt::format("architecture \"{}\" cannot be evaluated: the forward pass has no {}",
                                      shape.architecture, out.architecture->lacking));
    const Architecture& family = *out.architecture;
    if (!shape.causal)
        keys.fail(ErrorCode::Unsupported, "attention.causal",
                  "an encoder, whose tokens see what comes after them, cannot be evaluated");
    out.layers = shape.layers - shape.drafting;
    checkNeeded(keys, family);
    const bool rms = family.normByKey && keys.numberOr(epsilonKey(NormKind::Rms), 0) != 0;
    out.norm = rms ? NormKind::Rms : family.norm;
    out.epsilon = static_cast<float>(keys.numberOr(epsilonKey(out.norm), 1e-5));
    out.parallel = family.residual == Residual::Parallel
        || (family.residual == Residual::ParallelByKey && keys.boolean("use_parallel_residual", true));
    out.plainBetweenLoops = keys.boolean("skip_loop_final_norm", false);
    readRope(keys, shape, out);
    readExperts(keys, family, shape, out.experts);
    readScales(keys, shape, out);
    readLatent(keys, shape, out.latent);
    if (family.indexing != model::Indexing::None)
        out.indexer = {keys.integer("attention.indexer.head_count", 0), keys.integer("attention.indexer.key_length", 0),
                       keys.integer("attention.indexer.top_k", 0)};
    for (std::uint32_t i = 0; i < out.layers; ++i) {
        out.attention.push_back(readAttention(keys, out, shape, i));
        out.forward.push_back(readForward(keys, family, i));
    }
    if (out.latent.rank > 0)
        scaleLatentAttention(keys, out);
    HEADROOM_TRY(keys.status());
    return out;
}

} // namespace headroom::infer
