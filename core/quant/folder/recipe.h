// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a run that outgrows this machine goes on elsewhere: the same preset, for the same modules of the same model, in
// the words of another tool. Sources: the public documentation of llm-compressor (recipes) and GPTQModel
// (QuantizeConfig).
#pragma once

#include "core/quant/folder/quantizefolder.h"

#include <string_view>

namespace headroom::quant {

/// "llm-compressor": a recipe in YAML, for compressed-tensors. "gptqmodel": quantize_config.json, for GPTQ and AWQ.
/// Nothing of the weights is read. Errors: as planFolder; InvalidArgument where the tool has no words for the preset.
Result<std::string> recipeText(const FolderOptions& options, std::string_view tool);

} // namespace headroom::quant
