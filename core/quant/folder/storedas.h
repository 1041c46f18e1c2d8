// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a plan needs the bytes that a folder preset makes of a model's tensors.
#pragma once

#include "core/model/description.h"
#include "core/quant/folder/quantizefolder.h"
#include "core/quant/folder/scheme.h"

namespace headroom::quant {

/// Of one tensor of a model that may be no more than shapes; what is stored in a scheme already stays. Exact where the
/// folder keeps the model's matrices as they are; where it puts some together (query, key and value in one), their
/// small extras count once for each.
std::uint64_t bytesStoredAs(const FolderScheme& scheme, const model::TensorSpec& tensor);

/// What keeps projections from being stored so, with how many there are of each: "24 projections stay as they are: …".
std::vector<std::string> keptWhole(const FolderScheme& scheme, const model::Description& model);

/// The model with each tensor's bytes as the plan of its folder has them, exactly; what only the folder has (towers
/// that see) is not the text model's.
model::Description storedAs(model::Description model, const FolderPlan& plan);

} // namespace headroom::quant
