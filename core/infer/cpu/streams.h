// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what Gemma 3n and 4 do with the residual stream outside of mixers and feed-forwards (weights.h says what):
// inputs of the model for each layer, Laurel, and AltUp, whose first stream stands in Slot::Residual while a layer runs
// and whose predictions wait in Slot::Streams.
#pragma once

#include "core/infer/cpu/workspace.h"
#include "core/infer/weights.h"

namespace headroom::infer {

/// Announces the scratch memory of all of it.
void needStreams(const ModelWeights& weights, Workspace& work);

/// Slot::Inputs of these tokens, whose embeddings stand in Slot::Residual.
void prepareLayerInputs(const ModelWeights& weights, std::span<const model::Token> tokens, Workspace& work);
/// Behind layer `index`, adds what it makes of its input: of the stream to itself, or of AltUp's first to all others.
void addLayerInput(const ModelWeights& weights, std::size_t index, std::size_t tokens, Workspace& work);

/// Slot::Laurel = x + norm(right · left · x) of Slot::Input.
void runLaurel(const LaurelWeights& weights, std::size_t tokens, Workspace& work);

/// Streams out of the embedding in Slot::Residual.
void spreadStreams(const ModelWeights& weights, std::size_t tokens, Workspace& work);
/// Before the layer: predictions in Slot::Streams, the first in Slot::Residual too.
void predictStreams(const AltUpWeights& weights, std::size_t tokens, Workspace& work);
/// Behind it: predictions corrected by how far Slot::Residual is from the first of them.
void correctStreams(const AltUpWeights& weights, std::size_t tokens, Workspace& work);
/// Behind the last: Slot::Residual = the mean of the streams, each as long as the first.
void mergeStreams(const ModelWeights& weights, std::size_t tokens, Workspace& work);

} // namespace headroom::infer
