// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/settings.h"

#include "core/infer/ropesettings.h"

#include <cmath>
#include <fmt/format.h>

namespace headroom::infer {

namespace {

constexpr std::uint32_t kMaxHeads = 1U << 16U;

/// llama.cpp gives windows to the large models of a family only; its class goes by what config.json says.
bool tooSmall(KeyReader& keys, const Architecture& family, const model::Shape& shape)
{
    return shape.layers < family.window.atLayers && !(keys.ofFolder() && keys.has("attention.sliding_window"));
}

/// Whether layer i of a model sees only a window.
bool windowed(KeyReader& keys, const Architecture& family, std::size_t layer)
{
    constexpr const char* kPattern = "attention.sliding_window_pattern";
    if (keys.isArray(kPattern))
        return keys.number(kPattern, layer).value_or(0) != 0;
    const std::uint32_t period = keys.integer(kPattern, family.window.period);
    if (period == 0)
        return true;
    return layer % period != (family.window.globalFirst ? 0 : period - 1);
}

/// A window that only a folder's class has (model/hf/windows.cpp).
void readClassWindow(KeyReader& keys, std::size_t layer, AttentionSettings& out)
{
    constexpr const char* kLayers = "attention.sliding_window_layers";
    const std::uint32_t length = keys.integer("attention.sliding_window", 0);
    if (length == 0 || (keys.isArray(kLayers) && keys.number(kLayers, layer).value_or(0) == 0))
        return;
    out.windowKind = WindowKind::Sliding;
    out.window = length;
}

void readWindow(KeyReader& keys, const Architecture& family, const model::Shape& shape, std::size_t layer,
                AttentionSettings& out)
{
    const WindowRule& rule = family.window;
    if (rule.kind == WindowKind::Whole && keys.ofFolder())
        return readClassWindow(keys, layer, out);
    if (rule.kind == WindowKind::Whole || tooSmall(keys, family, shape))
        return;
    const std::uint32_t length = rule.kind == WindowKind::Chunked && keys.integer("attention.sliding_window", 1) != 0
        ? rule.length
        : keys.integer("attention.sliding_window", rule.length);
    if (length == 0 || !windowed(keys, family, layer))
        return;
    out.windowKind = rule.kind;
    out.window = length;
    out.local = true;
}

/// Windows as such, whatever this layer has.
bool hasWindows(KeyReader& keys, const Architecture& family, const model::Shape& shape)
{
    return family.window.kind != WindowKind::Whole && !tooSmall(keys, family, shape)
        && keys.integer("attention.sliding_window", family.window.length) != 0;
}

bool rotates(KeyReader& keys, const Architecture& family, const model::Shape& shape, std::size_t layer, bool local)
{
    if (family.rope == RopeStyle::Absent || (family.ropeUnlessUntuned && !keys.boolean("rope.scaling.finetuned", true)))
        return false;
    const bool windows = hasWindows(keys, family, shape);
    if (family.ropeInWindowsOnly && windows)
        return local;
    const bool skips = family.noRopeEvery > 0 && (layer + 1) % family.noRopeEvery == 0;
    return !skips || (family.window.kind == WindowKind::Chunked && !windows);
}

float attentionScale(KeyReader& keys, const Architecture& family, const model::Shape& shape,
                     const AttentionSettings& layer)
{
    if (const double scale = keys.numberOr("attention.scale", 0); scale != 0)
        return static_cast<float>(scale);
    const bool byWidth = family.scaleByWidthAtLayers != 0 && shape.layers == family.scaleByWidthAtLayers;
    const float length = byWidth && layer.heads > 0 ? static_cast<float>(shape.embedding / layer.heads)
                                                    : static_cast<float>(layer.keyLength);
    return 1.0F / std::sqrt(length);
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
    out.length = static_cast<float>(keys.numberOr("attention.temperature_length", originalContext));
    if (out.scale != 0 && !(out.length > 0))
        keys.fail(ErrorCode::Corrupt, "attention.temperature_scale", "has no length to go with it");
    return out;
}

AttentionSettings readAttention(KeyReader& keys, const Settings& settings, const model::Shape& shape, std::size_t layer)
{
    const Architecture& family = *settings.architecture;
    AttentionSettings out;
    out.heads = keys.integer("attention.head_count", shape.heads, layer);
    out.kvHeads = keys.integer("attention.head_count_kv", out.heads, layer);
    out.keyLength = shape.keyLength;
    out.valueLength = shape.valueLength;
    if (out.heads > kMaxHeads || out.kvHeads > kMaxHeads)
        keys.fail(ErrorCode::Corrupt, "attention.head_count", "is beyond any model");
    readWindow(keys, family, shape, layer, out);
    out.alibi = family.alibiAtLayers == 0 || family.alibiAtLayers == shape.layers ? family.alibi : 0;
    out.alibi = static_cast<float>(keys.numberOr("attention.max_alibi_bias", static_cast<double>(out.alibi)));
    out.rotates = rotates(keys, family, shape, layer, out.local) && out.alibi == 0;
    out.scale = attentionScale(keys, family, shape, out);
    out.softCap
        = static_cast<float>(keys.numberOr("attn_logit_softcapping", static_cast<double>(family.attentionSoftCap)));
    out.clamp = static_cast<float>(keys.numberOr("attention.clamp_kqv", 0));
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
    if (out.groups > 1 && (out.count % out.groups != 0 || out.groupsUsed == 0 || out.groupsUsed > out.groups))
        keys.fail(ErrorCode::Corrupt, "expert_group_count",
                  fmt::format("{} of {} groups among {} experts", out.groupsUsed, out.groups, out.count));
}

void readScales(KeyReader& keys, const model::Shape& shape, Settings& out)
{
    const Architecture& family = *out.architecture;
    const double rootWidth = family.embeddingTimesRootWidth ? std::sqrt(static_cast<double>(shape.embedding)) : 0;
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
        ? 1
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

const char* epsilonKey(KeyReader& keys, NormKind kind)
{
    constexpr const char* kRms = "attention.layer_norm_rms_epsilon";
    constexpr const char* kLayer = "attention.layer_norm_epsilon";
    const char* first = kind == NormKind::Rms ? kRms : kLayer;
    return keys.has(first) ? first : kind == NormKind::Rms ? kLayer : kRms;
}

} // namespace

float Temperature::at(std::size_t position) const
{
    if (scale == 0)
        return 1;
    return 1 + scale * std::log(std::floor((static_cast<float>(position) + offset) / length) + 1);
}

Result<Settings> readSettings(const model::GgufFile& file, const model::Shape& shape)
{
    Settings out;
    out.architecture = findArchitecture(shape.architecture);
    if (!out.architecture)
        return fail(ErrorCode::Unsupported, file.path().string() + ", general.architecture",
                    fmt::format("architecture \"{}\" cannot be evaluated: the forward pass knows {}",
                                shape.architecture, architectureNames()));
    KeyReader keys(file, shape.architecture);
    const Architecture& family = *out.architecture;
    if (!shape.causal)
        keys.fail(ErrorCode::Unsupported, "attention.causal",
                  "an encoder, whose tokens see what comes after them, cannot be evaluated");
    out.layers = shape.layers - shape.drafting;
    out.epsilon = static_cast<float>(keys.numberOr(epsilonKey(keys, family.norm), 1e-5));
    out.parallel = family.residual == Residual::Parallel
        || (family.residual == Residual::ParallelByKey && keys.boolean("use_parallel_residual", true));
    readRope(keys, shape, out);
    readExperts(keys, family, shape, out.experts);
    readScales(keys, shape, out);
    readLatent(keys, shape, out.latent);
    for (std::size_t i = 0; i < out.layers; ++i)
        out.attention.push_back(readAttention(keys, out, shape, i));
    if (out.latent.rank > 0)
        scaleLatentAttention(keys, out);
    HEADROOM_TRY(keys.status());
    return out;
}

} // namespace headroom::infer
