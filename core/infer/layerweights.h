// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: finds the parts of one layer in a file. What a layer consists of is seen from which tensors it has.
#pragma once

#include "core/infer/resolver.h"

namespace headroom::infer {

/// Where a layer's tensors are looked for.
struct LayerSource {
    Resolver& tensors;
    const Settings& settings;
    const model::Shape& shape;
    std::size_t index;

    std::string name(std::string_view part) const { return prefix() + std::string(part); }
    std::string prefix() const { return "blk." + std::to_string(index) + "."; }
    bool has(std::string_view part) const { return tensors.has(name(part)); }
    bool needs(model::Tensors what) const { return settings.architecture->has(what); }
    /// A norm over the residual stream; `required` ones that are absent are an error.
    Norm norm(std::string_view part, bool required) const;
};

AttentionWeights resolveAttention(const LayerSource& source);
LatentAttentionWeights resolveLatentAttention(const LayerSource& source);
ChannelScanWeights resolveChannelScan(const LayerSource& source);
HeadScanWeights resolveHeadScan(const LayerSource& source);
DeltaNetWeights resolveDeltaNet(const LayerSource& source);
ShortConvolutionWeights resolveShortConvolution(const LayerSource& source);
ForwardWeights resolveForward(const LayerSource& source);
/// Where the family has a dense feed-forward beside experts, and the layer too.
std::optional<BesideWeights> resolveBeside(const LayerSource& source);
/// Laurel, AltUp, and what the layer has of the model's inputs for layers.
void resolveStreams(const LayerSource& source, Layer& layer);
/// Those of the whole model.
void resolveStreams(Resolver& tensors, ModelWeights& out);
/// Errors: Corrupt, where layers have other streams or inputs than the model.
Status checkStreams(const ModelWeights& weights);
Layer resolveLayer(const LayerSource& source);

} // namespace headroom::infer
