// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model's bytes gathered by layer and by what a placement can tell apart.
#pragma once

#include "core/plan/plan.h"

namespace headroom::plan {

struct Part {
    double bytes = 0, parameters = 0;
    double largestBytes = 0; ///< of its tensors
};

struct LayerWeights {
    Part attention, forward, experts; ///< as in Share
    bool drafts = false; ///< predicts tokens further ahead: held, but not part of a step
    double bytes() const { return attention.bytes + forward.bytes + experts.bytes; }
};

struct Weights {
    std::vector<LayerWeights> layers;
    Part embedding; ///< one row per token is read
    Part head; ///< output matrix and norm; a copy of the embedding when tied
    bool headIsCopy = false;
    double totalBytes = 0, parameters = 0;
    std::size_t tensors = 0;
};
/// Errors: NotFound (preset), Corrupt (a tensor's layer beyond the model's layers).
Result<Weights> gatherWeights(const model::Description& model, const std::string& preset);

} // namespace headroom::plan
