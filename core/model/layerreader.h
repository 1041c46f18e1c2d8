// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what each layer is, out of keys (one value per layer, window and recurrence patterns) and what an architecture
// takes for granted without saying it in the file. The table of the latter is the only place that knows names.
#pragma once

#include "core/model/description.h"
#include "core/model/shapekeys.h"

namespace headroom::model {

/// Fills shape.window, shape.recurrent and shape.perLayer from the other hyperparameters, which are read already.
void readLayers(ShapeKeys& keys, Shape& shape);

} // namespace headroom::model
