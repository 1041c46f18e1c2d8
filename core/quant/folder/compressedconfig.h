// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: quantization_config of compressed-tensors, which all of its layouts share. Unknown keys are refused by those who
// read it, so that none is invented here.
#pragma once

#include "core/quant/folder/scheme.h"

namespace headroom::quant {

/// The arguments of the weights: strategy from the scheme's blocks.
Json compressedWeights(const FolderScheme& scheme, const char* type);
/// activations: their arguments, or null.
Json compressedConfig(const char* format, Json weights, Json activations, const std::vector<std::string>& plain);

} // namespace headroom::quant
