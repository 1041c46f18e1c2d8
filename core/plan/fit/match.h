// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: people write the same card and model in many ways; what a measurement means must be found, never guessed.
#pragma once

#include "core/machine/catalogue.h"

#include <string_view>

namespace headroom::plan {

/// "NVIDIA DGX Spark (GB10, 128GB)", "Intel 265K Custom PC (Nvidia RTX 4090)": the card of the catalogue, or null; of
/// names that several cards have the one with the most memory.
const machine::Gpu* cardOf(std::string_view hardware);
/// "Meta-Llama-3.1-8B-Instruct-Q4_K_M.gguf": the model of the catalogue whose name is the longest that begins it.
/// parameters: as published with the measurement, which must agree; 0: not told.
const machine::CatalogueModel* modelOf(std::string_view name, double parameters);
/// "UD-Q4_K_XL", "bf16": the preset that is nearest; empty where there is none.
std::string presetOf(std::string_view type);

} // namespace headroom::plan
