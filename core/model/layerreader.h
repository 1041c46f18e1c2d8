// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what each layer is, out of keys (one value per layer, window and recurrence patterns) and what an architecture
// takes for granted without saying it in the file (architecture.h).
#pragma once

#include "core/model/description.h"
#include "core/model/shapekeys.h"

namespace headroom::model {

/// Fills shape.window, shape.recurrent and shape.perLayer from the other hyperparameters, which are read already. file:
/// null where only keys are known.
void readLayers(ShapeKeys& keys, const ModelFile* file, Shape& shape);

} // namespace headroom::model
