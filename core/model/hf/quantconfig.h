// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: how a folder's weights were quantized stands in config.json, or in a file that the tool wrote beside it.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace headroom::model::hf {

/// An object; empty where nothing says that the weights were quantized. Errors: Unsupported, naming what cannot be
/// undone (MLX).
Result<Json> quantizationOf(const Json& config, const std::filesystem::path& folder);
/// Its quant_method, under one name where tools have several for it ("modelopt"); empty: none.
std::string methodOf(const Json& quantization);

} // namespace headroom::model::hf
