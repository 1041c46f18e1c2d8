// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a model's shape as JSON and as lines of text: what every model has, and what this family has beside it (experts,
// windows, latents, recurrent states), with what a sequence leaves behind in each kind of layer.
#pragma once

#include "core/base/json.h"
#include "core/model/description.h"

namespace headroom::cli {

/// "layer_kinds" has one entry per kind of layer, "per_layer" one per layer.
Json shapeJson(const model::Shape& shape);
/// What the files hold beside the text model: "part", "tensors", "parameters", "bytes".
Json leftOutJson(const std::vector<model::LeftOut>& parts);
/// One line each, from the JSON above.
void printLeftOut(const Json& parts, std::string_view label);
/// From the JSON above.
void printShape(const Json& shape);
/// A row for each run of layers that are alike; from the same JSON.
void printLayers(const Json& shape);

} // namespace headroom::cli
