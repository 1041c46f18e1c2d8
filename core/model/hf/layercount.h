// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: weights of layers that config.json does not count would be left out of everything. Layers that predict several
// tokens ahead stand behind the last one and are no part of the model proper; any other is a contradiction.
#pragma once

#include "core/model/hf/checkpoint.h"
#include "core/model/hf/family.h"

namespace headroom::model::hf {

/// layers: as config.json counts them. Errors: Corrupt, naming a tensor of a layer beyond. `where` lacks the folder.
Status checkLayerCount(const Json& config, const Family& family, const Checkpoint& checkpoint, std::uint64_t layers);
/// Whether a stored tensor, whatever it is, belongs to a layer that is not counted ("model.layers.61.…").
bool isBeyond(std::string_view name, std::uint64_t layers);

} // namespace headroom::model::hf
