// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: sizes of tensors as formulas over config.json, so that a class which is planned but not computed is a table of
// text. In a formula stand whole numbers, names of config.json ("attn_config.kv_n_heads" inside an object), 'texts',
// + - * / % (whole division), == != < <= > >=, and && || ! whose truth is 1 or 0, c ? a : b, and a ?? b: b where
// config.json says nothing of a, or null. A list stands for its item of the layer at hand, whose number is `layer`, or
// with name[i] for another; #name is how many it has, and a in name is 1 where one of them is a. true is 1. Names that
// begin with '$' are formulas of their own.
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace headroom::model::hf {

using Formulas = std::map<std::string, std::string_view, std::less<>>;

struct FormulaContext {
    const Json& config;
    const Formulas& formulas; ///< behind '$'
    std::optional<std::uint32_t> layer; ///< nothing: outside of layers
};

/// Errors: Corrupt: names the key of config.json that is missing, of another kind, or too short a list; or says that a
/// number is negative, or beyond 2^62. A formula that is none is a fault of its table: Corrupt, naming it.
Result<std::int64_t> evaluateFormula(std::string_view formula, const FormulaContext& context);

} // namespace headroom::model::hf
