// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// bytes(tensor) = elements ÷ block × block_bytes, summed: exact, because a preset assigns a type to every tensor.
// Example: token_embd of Llama 3.1 8B as Q4_0: 128256 × 4096 ÷ 32 × 18 B = 295501824 B = 281.81 MiB, which llama.cpp
// keeps in host memory; the other tensors, 4155.99 MiB, go to the GPU.
#include "core/plan/weights.h"

#include "core/quant/folder/storedas.h"

#include <fmt/format.h>

#include <algorithm>

namespace headroom::plan {

namespace {

/// Of the feed-forward: experts aside, its norms, its router and what it always computes.
bool isForward(std::string_view tensor)
{
    constexpr std::string_view kMarks[]{".ffn_", ".post_ffw_", ".exp_probs", ".channel_mix_"};
    return std::ranges::any_of(kMarks, [&](std::string_view mark) { return tensor.find(mark) != tensor.npos; });
}

Part& partOf(LayerWeights& layer, const std::string& name)
{
    if (model::isRoutedExpert(name))
        return layer.experts;
    return isForward(name) ? layer.forward : layer.attention;
}

Status gather(Weights& weights, const std::string& name, double bytes, double parameters)
{
    Part* part = name == "token_embd.weight" ? &weights.embedding : &weights.head;
    if (auto layer = model::layerOf(name)) {
        if (name.starts_with("dec.")) // beside the encoder's, of which there may be fewer
            layer = std::min<std::uint32_t>(*layer, static_cast<std::uint32_t>(weights.layers.size()) - 1);
        if (*layer >= weights.layers.size())
            return fail(ErrorCode::Corrupt, name, fmt::format("the model has {} layers", weights.layers.size()));
        part = &partOf(weights.layers[*layer], name);
        weights.layers[*layer].drafts = weights.layers[*layer].drafts || model::isDrafting(name);
    }
    part->bytes += bytes;
    part->parameters += parameters;
    part->largestBytes = std::max(part->largestBytes, bytes);
    weights.totalBytes += bytes;
    weights.parameters += parameters;
    ++weights.tensors;
    return {};
}

Status gatherAll(Weights& weights, const model::Description& model, const std::string& preset)
{
    if (preset.empty()) {
        for (const auto& tensor : model.tensors)
            HEADROOM_TRY(gather(weights, tensor.name, static_cast<double>(tensor.bytes()),
                                static_cast<double>(tensor.elements())));
        return {};
    }
    if (const auto* scheme = quant::findFolderScheme(preset)) {
        for (const auto& tensor : model.tensors)
            HEADROOM_TRY(gather(weights, tensor.name, static_cast<double>(quant::bytesStoredAs(*scheme, tensor)),
                                static_cast<double>(tensor.elements())));
        return {};
    }
    const auto* found = quant::findPreset(preset);
    if (!found)
        return fail(ErrorCode::NotFound, "preset " + preset, "no such preset");
    const auto assignments = quant::assign(model, *found);
    if (assignments.size() != model.tensors.size())
        return fail(ErrorCode::Internal, "preset " + preset, "does not cover every tensor");
    for (std::size_t i = 0; i < assignments.size(); ++i)
        HEADROOM_TRY(gather(weights, assignments[i].tensor, static_cast<double>(assignments[i].bytes),
                            static_cast<double>(model.tensors[i].elements())));
    return {};
}

} // namespace

Result<Weights> gatherWeights(const model::Description& model, const std::string& preset)
{
    Weights weights;
    weights.layers.resize(model.shape.layers);
    for (std::uint32_t i = 0; i < model.shape.layers; ++i)
        weights.layers[i].drafts = model.shape.layer(i).drafts;
    HEADROOM_TRY(gatherAll(weights, model, preset));
    bool hasHead = !model.shape.causal; // an encoder ends in its last layer
    for (const auto& tensor : model.tensors)
        hasHead = hasHead || tensor.name == "output.weight";
    if (!hasHead) {
        weights.headIsCopy = true;
        weights.head.bytes += weights.embedding.bytes;
        weights.head.parameters += weights.embedding.parameters;
        weights.head.largestBytes = std::max(weights.head.largestBytes, weights.embedding.largestBytes);
    }
    return weights;
}

} // namespace headroom::plan
