// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: some keys of config.json say which tensors the class computes with. Tensors without their switch, or a switch
// without its tensors, describe two models: what is computed by the tensors alone would be neither for sure.
#pragma once

#include "core/model/hf/family.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace headroom::model::hf {

struct Switch {
    std::string_view names; ///< architectures; empty: of any that has no row of its own for the key
    std::string_view key;
    std::string_view parts; ///< of a layer, separated by spaces: "attn_q.bias attn_k.bias"; empty: not in tensors
    std::optional<bool> absent = std::nullopt; ///< what the class takes it for that is not told; nothing: not checked
    bool leavesOut = false; ///< the other way round: true means that the parts are not there
};
std::span<const Switch> switches();
/// The row for this key of the family; null where none has a word for it.
const Switch* switchOf(const Family& family, std::string_view key);

/// The text model of a folder, in GGUF's words.
struct Computed {
    std::span<const TensorInfo> tensors;
    const Metadata& metadata;
    bool isQuantized = false; ///< engines write biases of zero beside codes, which no switch announces
};
/// Errors: Corrupt, by key.
Status checkSwitches(const Json& whole, const Family& family, const Computed& model);
/// Whether a file has what a switch announces.
bool isOn(const Switch& row, const ModelFile& file);

} // namespace headroom::model::hf
