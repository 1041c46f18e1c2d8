// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: presets as data: which type each tensor gets, and why. The mixture rules are llama.cpp's published ones
// (llama-quant.cpp), so that types and sizes equal llama-quantize's. Nothing is read but names and shapes.
#pragma once

#include "core/model/description.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::quant {

struct Preset {
    std::string_view name; ///< "Q4_K_M"
    std::uint32_t fileType; ///< general.file_type (ftype)
    tensor::Type defaultType;
    std::string_view summary; ///< one line for help and tool tips
};
/// Largest first: F16 is no preset but the baseline.
std::span<const Preset> presets();
const Preset* findPreset(std::string_view name); ///< case-insensitive; null when unknown

struct Assignment {
    std::string tensor;
    tensor::Type from;
    tensor::Type to;
    std::uint64_t bytes = 0; ///< as stored in `to`
    std::string reason; ///< "more bits for ffn_down in the first and last eighth and every third layer"
    bool fallback = false; ///< the shape forced another type than the rule's
};

/// One entry per tensor, in the model's order.
std::vector<Assignment> assign(const model::Description& model, const Preset& preset);
std::uint64_t totalBytes(std::span<const Assignment> assignments); ///< tensor bytes without header and padding

} // namespace headroom::quant
