// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the catalogue's models are what their config.json says, read as any other is: resources/catalogue/models.jsonl
// has one a line, {"id": …, "config": {…}}, without the keys that say nothing of shapes.
#pragma once

#include "core/model/description.h"

namespace headroom::machine {

/// The configuration of an id of models.csv; empty where there is none.
std::string_view configOf(std::string_view id);
/// Errors: those of a config.json.
Result<model::Shape> readModelShape(std::string_view id);
/// With its tensors, matrices in `type`. Errors: those of a config.json.
Result<model::Description> describeModel(std::string_view id, tensor::Type type);

} // namespace headroom::machine
