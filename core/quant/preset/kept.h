// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: which tensors are never quantized, and why not. The list is llama.cpp's (llama-quant.cpp), because a file that
// rounds one of them would not be what others expect of the preset.
#pragma once

#include "core/base/remark.h"
#include "core/model/description.h"

#include <string_view>

namespace headroom::quant {

/// Why a tensor keeps its type; empty when it is to be quantized.
Remark keptBecause(const model::TensorSpec& spec);

bool isEmbedding(std::string_view tensor); ///< a table that tokens are looked up in

} // namespace headroom::quant
