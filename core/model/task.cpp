// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// By what only such a model has: a decoder beside an encoder, a head that scores ("cls.output.weight"), a way of
// pooling; or lacks: any head. Models that diffuse differ from encoders by their family alone: Dream, LLaDA, RND1.
#include "core/model/task.h"

#include "core/model/architecture.h"

#include <algorithm>
#include <set>

namespace headroom::model {

std::uint32_t layersOfSide(const Description& model, std::string_view side)
{
    std::set<std::uint32_t> layers;
    for (const TensorSpec& spec : model.tensors)
        if (const auto layer = layerOf(spec.name); layer && spec.name.starts_with(side))
            layers.insert(*layer);
    return std::uint32_t(layers.size());
}

Task taskOf(const Description& model)
{
    const auto scores = [](const TensorSpec& spec) { return spec.name.starts_with("cls."); };
    if (layersOfSide(model, "dec.") > 0)
        return Task::Translate;
    if (!model.shape.causal && architectureOf(model.shape.architecture).masking == Masking::Diffusion)
        return Task::Diffuse;
    if (!model.shape.causal)
        return Task::Encode;
    if (model.shape.pooling == Pooling::Rank || std::ranges::any_of(model.tensors, scores))
        return Task::Rank;
    return model.shape.pooling == Pooling::None && !model.shape.headless ? Task::Continue : Task::Embed;
}

} // namespace headroom::model
