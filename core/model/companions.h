// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: most tensors beside a family's matrices are honoured where they are present; but a family whose models always
// have them must not be computed without: a file that lost one would give plausible, wrong text. Nor is a model
// complete without them that is described before its weights are there.
#pragma once

#include "core/model/architecture.h"
#include "core/model/description.h"

namespace headroom::model {

/// Adds what the family's models always have beside what is there. An output head is none of it, which may be
/// tied, nor a router's correction, which is a buffer in most classes.
void addCompanions(std::vector<TensorSpec>& tensors, const Shape& shape);

/// Errors: Corrupt, with the tensor that is missing. Only of GGUF files: other checkpoints say in their configuration
/// what they do without.
Status checkCompanions(const ModelFile& file, const Architecture& architecture);

} // namespace headroom::model
