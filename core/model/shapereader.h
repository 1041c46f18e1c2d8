// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: hyperparameters out of a GGUF file's metadata, with the defaults of the specification and checked against each
// other. Works for every architecture that has the standard keys; whether it can be computed is for infer/ to say.
#pragma once

#include "core/model/description.h"

namespace headroom::model {

Result<Shape> readShape(const GgufFile& file);

} // namespace headroom::model
