// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Tensors of Gemma 3n and Gemma 4 under GGUF's names: inputs for each layer, Laurel, AltUp.
#include "core/infer/layerweights.h"

#include <fmt/format.h>

namespace headroom::infer {

namespace {

LaurelWeights resolveLaurel(const LayerSource& source)
{
    const std::uint64_t width = source.shape.embedding;
    const std::uint64_t rank = source.tensors.rowsOf(source.name("laurel_l.weight"));
    return {source.tensors.matrix(source.name("laurel_l.weight"), width, rank),
            source.tensors.matrix(source.name("laurel_r.weight"), rank, width), source.norm("laurel_post_norm", true)};
}

AltUpWeights resolveAltUp(const LayerSource& source, std::uint64_t count)
{
    const std::uint64_t width = source.shape.embedding;
    AltUpWeights out;
    out.routerNorm = source.norm("altup_router_norm", true);
    for (float& weight : out.routerNorm.weight)
        weight /= static_cast<float>(width);
    out.router = source.tensors.matrix(source.name("altup_router.weight"), width, count);
    out.predict = source.tensors.matrix(source.name("altup_predict_coef.weight"), count, count * count);
    out.correct = source.tensors.matrix(source.name("altup_correct_coef.weight"), count, count);
    out.correctScale = source.tensors.vector(source.name("altup_correct_scale.weight"), width);
    out.correctScale.resize(padded(width), 0.0F);
    return out;
}

} // namespace

void resolveStreams(const LayerSource& source, Layer& layer)
{
    if (source.has("laurel_l.weight"))
        layer.laurel = resolveLaurel(source);
    const auto count = source.tensors.shapeOf(source.name("altup_correct_coef.weight"));
    if (!count.empty())
        layer.altUp = resolveAltUp(source, count.front());
    const auto length = source.tensors.shapeOf(source.name("proj.weight"));
    if (!length.empty())
        layer.own = LayerInputWeights{
            source.tensors.matrix(source.name("inp_gate.weight"), source.shape.embedding, length.front()),
            source.tensors.matrix(source.name("proj.weight"), length.front(), source.shape.embedding),
            source.norm("post_norm", true)};
}

namespace {

void resolveLayerInputs(Resolver& tensors, ModelWeights& out)
{
    const auto length = tensors.shapeOf("per_layer_proj_norm.weight");
    const auto said
        = tensors.file().metadata().unsignedInteger(out.shape.architecture + ".embedding_length_per_layer_input");
    if (said && *said != (length.empty() ? 0 : length.front()))
        return tensors.fail(ErrorCode::Corrupt, "per_layer_proj_norm.weight",
                            fmt::format("the key \"embedding_length_per_layer_input\" says {}", *said));
    if (length.empty())
        return;
    LayerInputsWeights& inputs = out.layerInputs;
    inputs.length = length.front();
    const std::uint64_t all = out.settings.layers * length.front();
    inputs.table = tensors.matrix("per_layer_token_embd.weight", all, out.shape.vocabulary);
    inputs.projection = tensors.matrix("per_layer_model_proj.weight", out.shape.embedding, all);
    inputs.norm = tensors.norm("per_layer_proj_norm", NormKind::Rms, out.settings.epsilon, length.front());
}

} // namespace

void resolveStreams(Resolver& tensors, ModelWeights& out)
{
    resolveLayerInputs(tensors, out);
    const auto shape = tensors.shapeOf("altup_proj.weight");
    if (shape.empty())
        return;
    const std::uint64_t width = out.shape.embedding, others = shape.size() < 3 ? 1 : shape[2];
    out.streams.spread = tensors.matrices("altup_proj.weight", width, width, others);
    out.streams.merge = tensors.matrices("altup_unembd_proj.weight", width, width, others);
}

/// What the layers have goes with what the model has.
Status checkStreams(const ModelWeights& weights)
{
    for (std::size_t i = 0; i < weights.layers.size(); ++i) {
        const Layer& layer = weights.layers[i];
        const std::size_t streams = layer.altUp ? layer.altUp->correct.rows : 1;
        const std::size_t length = layer.own ? layer.own->gate.rows : 0;
        if (streams != weights.streams.count() || length != weights.layerInputs.length)
            return fail(ErrorCode::Corrupt, fmt::format("{}, layer {}", weights.shape.architecture, i),
                        fmt::format("has {} residual streams and inputs of {}, the model {} and {}", streams, length,
                                    weights.streams.count(), weights.layerInputs.length));
    }
    return {};
}

} // namespace headroom::infer
