// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: most tensors beside a family's matrices are honoured where they are present; but a family whose models always
// have them must not be computed without: a file that lost one would give plausible, wrong text.
#pragma once

#include "core/model/architecture.h"
#include "core/model/modelfile.h"

namespace headroom::infer {

/// Errors: Corrupt, with the tensor that is missing. Only of GGUF files: other checkpoints say in their configuration
/// what they do without.
Status checkCompanions(const model::ModelFile& file, const model::Architecture& architecture);

} // namespace headroom::infer
