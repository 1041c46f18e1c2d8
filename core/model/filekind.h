// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: not everything that is stored as GGUF is a model. Adapters, projectors, importance matrices, control vectors and
// vocabularies have keys and tensors too, and whatever a command misses in one of them is no damage of the file: what
// it is has to be said, and where it belongs.
#pragma once

#include "core/model/modelfile.h"

namespace headroom::model {

/// Holds weights of one whole model. Errors: Unsupported, naming what it is instead: an adapter, a projector, a shard,
/// a vocabulary, …
Status checkIsModel(const ModelFile& file);

} // namespace headroom::model
