// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/infer/weights.h"

#include "core/infer/layerweights.h"
#include "core/model/companions.h"

#include <algorithm>
#include <fmt/format.h>

namespace headroom::infer {

namespace {

/// Norm without weights.
Norm unitNorm(const Settings& settings, std::size_t columns)
{
    Norm out{settings.norm, settings.epsilon, columns, std::vector<float>(columns, 1.0F), {}};
    out.weight.resize(padded(columns), 0.0F);
    return out;
}

std::vector<MixerWeights> resolveMixers(const LayerSource& source)
{
    if (source.has("attn_kv_a_mqa.weight"))
        return {resolveLatentAttention(source)};
    if (source.has("shortconv.in_proj.weight"))
        return {resolveShortConvolution(source)};
    if (source.has("ssm_ba.weight") || source.has("ssm_beta.weight"))
        return {resolveDeltaNet(source)};
    std::vector<MixerWeights> out;
    if (source.has("ssm_x.weight"))
        out.emplace_back(resolveChannelScan(source));
    else if (source.has("ssm_in.weight"))
        out.emplace_back(resolveHeadScan(source));
    // A layer of nothing but a feed-forward is said to be one by its keys: a missing tensor does not make it so.
    const bool attends = source.shape.layer(static_cast<std::uint32_t>(source.index)).attends();
    if (attends || source.has("attn_q.weight") || source.has("attn_qkv.weight"))
        out.emplace_back(resolveAttention(source));
    else if (out.empty() && source.has("attn_output.weight"))
        out.emplace_back(LinearWeights{
            source.tensors.matrix(source.name("attn_output.weight"), source.shape.embedding, source.shape.embedding)});
    return out;
}

/// The name under which this layer has its feed-forward's input norm; beside a dense part, that of its experts.
const char* forwardNormName(const LayerSource& source)
{
    const Architecture& family = *source.settings.architecture;
    if (family.postNormFeedsForward)
        return "post_attention_norm";
    if (family.besideExperts != 0)
        for (const char* name : {"ffn_norm_exps", "pre_ffw_norm_2"})
            if (source.has(name + std::string(".weight")))
                return name;
    if (source.has("attn_norm_2.weight"))
        return "attn_norm"; // attention then reads the second one
    return source.has("attn_output_norm.weight") && !family.attentionOutputNormed ? "attn_output_norm" : "ffn_norm";
}

Status checkSizes(const model::ModelFile& file, const model::Shape& shape)
{
    if (shape.layers == 0 || shape.embedding == 0 || shape.vocabulary == 0)
        return fail(ErrorCode::Corrupt, file.path().string() + ", metadata",
                    "layers, width and vocabulary must not be zero");
    return {};
}

void resolveRopeFactors(Resolver& tensors, ModelWeights& out)
{
    const Settings& settings = out.settings;
    const std::size_t pairs = settings.rope.dimensions / 2;
    const std::size_t stored
        = settings.architecture->globalRotatesHalf ? std::max(pairs, settings.localRope.dimensions / 2) : pairs;
    const std::pair<const char*, std::vector<float>*> all[]{{"rope_freqs.weight", &out.ropeFactors},
                                                            {"rope_factors_long.weight", &out.longFactors},
                                                            {"rope_factors_short.weight", &out.shortFactors}};
    for (const auto& [name, factors] : all) {
        if (!tensors.has(name))
            continue;
        *factors = tensors.vector(name, stored);
        factors->resize(std::min(factors->size(), pairs)); // only the whole layers' are read
        for (const float factor : *factors)
            if (factor == 0)
                tensors.fail(ErrorCode::Corrupt, name, "a factor is zero");
    }
    if (out.longFactors.empty() != out.shortFactors.empty())
        tensors.fail(ErrorCode::Corrupt, out.longFactors.empty() ? all[1].first : all[2].first, "missing");
}

void resolveEnds(Resolver& tensors, ModelWeights& out)
{
    const Settings& settings = out.settings;
    const std::uint64_t width = out.shape.embedding;
    const NormKind kind = settings.norm;
    out.embedding = tensors.matrix("token_embd.weight", width, out.shape.vocabulary);
    if (tensors.has("position_embd.weight"))
        out.positions = tensors.matrix("position_embd.weight", width, 0);
    const bool last = settings.architecture->embeddingNormIsLast && !tensors.has("output_norm.weight");
    if (!last)
        out.embeddingNorm = settings.architecture->bareEmbeddingNorm
            ? unitNorm(settings, width)
            : tensors.optionalNorm("token_embd_norm", kind, settings.epsilon, width);
    out.outputNorm = settings.architecture->bareNorms
        ? unitNorm(settings, width)
        : tensors.norm(last ? "token_embd_norm" : "output_norm", kind, settings.epsilon, width);
    if (tensors.has("output.weight")) {
        out.head = tensors.matrix("output.weight", width, out.shape.vocabulary);
    } else {
        out.head = out.embedding;
        if (tensors.has("output.bias"))
            out.head.bias = tensors.vector("output.bias", out.shape.vocabulary);
    }
    resolveRopeFactors(tensors, out);
    resolveStreams(tensors, out);
}

/// What the forward pass does not know must be refused: computing something else would be worse.
Status refuseUnknown(Resolver& tensors, const ModelWeights& out)
{
    for (const model::TensorInfo& info : tensors.file().tensors()) {
        const bool beyond
            = info.name.starts_with("blk.") && std::strtoul(info.name.c_str() + 4, nullptr, 10) >= out.settings.layers;
        const bool computed = info.name.ends_with(".attn_rot_embd.weight");
        const bool seen = info.name.find(".vis_") != std::string::npos; // CogVLM's weights for what is a picture
        const bool unused = info.name == "position_embd_unused.weight"; // before the first that a token can have
        const bool scores = info.name.starts_with("cls."); // what is then asked of logits says that there are none
        if (beyond || computed || seen || unused || scores || model::isTower(info.name) || info.elements() == 0)
            tensors.ignore(
                info.name); // it drafts tokens, or sees pictures, which a text does without; or holds nothing
    }
    if (const model::TensorInfo* info = tensors.unused())
        return fail(ErrorCode::Unsupported, tensors.file().path().string() + ", tensor " + info->name,
                    fmt::format("architecture {} has no use for it", out.shape.architecture));
    return {};
}

} // namespace

Norm LayerSource::norm(std::string_view part, bool required) const
{
    const Architecture& family = *settings.architecture;
    if (required || has(std::string(part) + ".weight"))
        return tensors.norm(name(part), settings.norm, settings.epsilon, shape.embedding);
    return family.bareNorms ? unitNorm(settings, shape.embedding) : Norm{};
}

namespace {

/// Norms over what mixers and feed-forward have written.
void resolveOutputNorms(const LayerSource& source, Layer& layer)
{
    const Architecture& family = *source.settings.architecture;
    if (family.bareNorms)
        return;
    const bool post = source.needs(model::kPostNorms);
    if (family.attentionOutputNormed)
        layer.mixerOutputNorm = source.norm("attn_output_norm", post);
    else if (!family.postNormFeedsForward)
        layer.mixerOutputNorm = source.norm("post_attention_norm", post);
    const bool otherwise = family.attentionOutputNormed && source.has("layer_output_norm.weight");
    layer.forwardOutputNorm = source.norm(otherwise ? "layer_output_norm" : "post_ffw_norm", post);
    if (family.postNormEpsilon != 0)
        layer.mixerOutputNorm.epsilon = layer.forwardOutputNorm.epsilon = family.postNormEpsilon;
}

/// What the feed-forward reads, and what stands beside it.
void resolveForwards(const LayerSource& source, Layer& layer)
{
    const Architecture& family = *source.settings.architecture;
    const bool pre = source.needs(model::kPreNorms);
    const bool mayLackNorm = family.residual == Residual::Parallel || family.residual == Residual::ParallelWithoutNorm;
    if (!std::holds_alternative<std::monostate>(layer.forward))
        layer.forwardNorm = source.norm(forwardNormName(source), (pre && !mayLackNorm) || family.postNormFeedsForward);
    layer.beside = resolveBeside(source);
    if (!layer.beside)
        return;
    layer.together = family.besideExperts;
    layer.parallel = layer.parallel || source.has("ffn_norm_exps.weight");
    layer.branchNorm = source.norm("post_ffw_norm_2", false);
}

/// The one number of layer_output_scale: of the stream behind the layer, or of the embedding that is added there.
void resolveOutputScale(const LayerSource& source, Layer& layer)
{
    constexpr std::string_view kName = "layer_output_scale.weight";
    const bool embedding = source.settings.architecture->embeddingReturns;
    if (!embedding && !source.has(kName))
        return;
    const auto found = source.tensors.vector(source.name(kName), 1);
    if (!found.empty())
        (embedding ? layer.embeddingShare : layer.outputScale) = found.front();
}

} // namespace

Layer resolveLayer(const LayerSource& source)
{
    const Architecture& family = *source.settings.architecture;
    Layer layer;
    const bool pre = source.needs(model::kPreNorms);
    layer.mixers = resolveMixers(source);
    layer.inputNorm = source.norm(source.has("attn_norm_2.weight") ? "attn_norm_2" : "attn_norm",
                                  (pre || family.postNormFeedsForward) && !layer.mixers.empty());
    layer.forward = resolveForward(source);
    layer.parallel = source.settings.parallel
        || (family.residual == Residual::ParallelWithoutNorm && !source.has("ffn_norm.weight"));
    resolveStreams(source, layer);
    resolveOutputScale(source, layer);
    if (layer.mixers.empty()) { // its one norm is the feed-forward's
        const bool forward = !std::holds_alternative<std::monostate>(layer.forward);
        layer.forwardNorm = layer.inputNorm ? std::move(layer.inputNorm) : source.norm("ffn_norm", pre && forward);
        return layer;
    }
    resolveForwards(source, layer);
    resolveOutputNorms(source, layer);
    return layer;
}

RopeSettings ropeOf(const ModelWeights& weights, bool local, std::size_t context)
{
    RopeSettings out = local ? weights.settings.localRope : weights.settings.rope;
    if (local && weights.settings.architecture->localRopeWithoutFactors)
        return out;
    out.factors = !weights.ropeFactors.empty()       ? weights.ropeFactors
        : context > weights.settings.originalContext ? weights.longFactors
                                                     : weights.shortFactors;
    return out;
}

namespace {

/// Layers that a token runs through more than once come again, with the same weights.
void repeatLayers(ModelWeights& out)
{
    const std::size_t count = out.layers.size();
    for (std::uint32_t pass = 1; count > 0 && pass < out.shape.layer(0).passes; ++pass) {
        if (!out.settings.plainBetweenLoops)
            out.layers.back().behindNorm = out.outputNorm;
        for (std::size_t i = 0; i < count; ++i) {
            Layer again = out.layers[i];
            again.behindNorm = {};
            out.layers.push_back(std::move(again));
        }
    }
}

/// All but the file itself.
Result<ModelWeights> resolved(const model::ModelFile& file, Resolver::Reads reads)
{
    auto description = model::describe(file);
    if (!description)
        return tl::unexpected(std::move(description.error()));
    ModelWeights out;
    out.shape = description->shape;
    auto settings = readSettings(file, out.shape);
    if (!settings)
        return tl::unexpected(std::move(settings.error()));
    out.settings = std::move(*settings);
    HEADROOM_TRY(checkSizes(file, out.shape));
    HEADROOM_TRY(model::checkCompanions(file, *out.settings.architecture));
    Resolver tensors(file, reads);
    resolveEnds(tensors, out);
    for (std::size_t i = 0; i < out.settings.layers && tensors.status(); ++i)
        out.layers.push_back(resolveLayer({tensors, out.settings, out.shape, i}));
    HEADROOM_TRY(tensors.status());
    HEADROOM_TRY(refuseUnknown(tensors, out));
    repeatLayers(out);
    HEADROOM_TRY(checkStreams(out));
    return out;
}

} // namespace

Result<ModelWeights> loadWeights(std::shared_ptr<const model::ModelFile> file)
{
    auto out = resolved(*file, Resolver::Reads::Everything);
    if (out)
        out->file = std::move(file);
    return out;
}

Status checkComputable(const model::ModelFile& file)
{
    return resolved(file, Resolver::Reads::Nothing).map([](const ModelWeights&) {});
}

} // namespace headroom::infer
