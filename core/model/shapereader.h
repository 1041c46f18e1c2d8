// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: hyperparameters out of a GGUF file's metadata, with the defaults of the specification and checked against each
// other. Works for every architecture that has the standard keys; whether it can be computed is for infer/ to say.
// The catalogue's models are read by the same code, from the same keys.
#pragma once

#include "core/model/description.h"

namespace headroom::model {

/// where: the file, for errors. tensors: the file itself, where there is one: rows of the embedding table, tied head.
/// ofFolder: keys are those of a config.json, all of which count.
Result<Shape> readShape(const Metadata& metadata, const std::string& where, const ModelFile* tensors,
                        bool ofFolder = false);

} // namespace headroom::model
