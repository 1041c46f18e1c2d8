// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: keys and tensors of a file can contradict each other, and a plan, a cache or a run would be wrong without a
// word. What the keys announce is held against the tensors that are there, for every family alike; rules in
// tensorrules.h.
#pragma once

#include "core/model/description.h"

namespace headroom::model {

/// Errors: Corrupt, naming the tensor and the keys: another shape than they imply, a layer that they do not count, or
/// count without there being one, fewer rows of the embedding table than tokens.
Status checkTensors(const ModelFile& file, const Shape& shape);

} // namespace headroom::model
