// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: presets as data: which type each tensor gets, and why. The built-in ones are llama-quantize's, rule by rule, so
// that types and sizes equal its; others come from preset files. Nothing is read but names and shapes.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/model/description.h"
#include "core/quant/preset/override.h"
#include "core/quant/preset/rules.h"
#include "core/quant/preset/wishes.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::quant {

struct Preset {
    std::string name; ///< "Q4_K_M"
    std::uint32_t fileType = 0; ///< general.file_type (ftype)
    tensor::Type defaultType = tensor::Type::F32;
    Remark summary; ///< one line for help and tool tips
    std::vector<Rule> rules = {};
    bool copies = false; ///< every tensor keeps its type
    std::vector<Override> overrides = {}; ///< tensors by name, before the rules and after the user's own
};
/// Largest first, and COPY, which changes nothing, before all.
std::span<const Preset> presets();
const Preset* findPreset(std::string_view name); ///< case-insensitive; null when unknown

/// The form of a preset file: {"name", "file_type", "default_type", "summary", "rules": [{"tensors", "when", "type",
/// "reason"}], "overrides": ["REGEX=TYPE"]}. Errors name the file, the rule's index and the key.
Json toJson(const Preset& preset);
Result<Preset> presetFromJson(const Json& json, const std::string& where);
Result<Preset> readPreset(const std::filesystem::path& path);
/// Whole or not at all; replaces what is there.
Status writePreset(const Output& output, const Preset& preset);

struct Assignment {
    std::string tensor;
    tensor::Type from;
    tensor::Type to;
    std::uint64_t bytes = 0; ///< as stored in `to`
    Remark reason; ///< "more bits for ffn_down in the first and last eighth and every third layer"
    bool fallback = false; ///< the shape forced another type than the rule's
    bool needsImportance = false; ///< so few bits are hopeless without: llama-quantize refuses, and so does the run
    std::string problem = {}; ///< not empty: no type fits this shape
    bool isRounded() const { return from != to && tensor::format(to).blockSize > 1; }
};

/// One entry per tensor, in the model's order.
std::vector<Assignment> assign(const model::Description& model, const Preset& preset,
                               const AssignOptions& options = {});
/// All built-in ones: "Q4_0, Q4_K_M, …".
std::string presetNames();
std::uint64_t totalBytes(std::span<const Assignment> assignments); ///< tensor bytes without header and padding

} // namespace headroom::quant
