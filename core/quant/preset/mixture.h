// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a preset made for one model: every tensor's type by name, written so that a person can read and edit it.
#pragma once

#include "core/quant/preset/preset.h"

#include <span>
#include <string>

namespace headroom::quant {

struct TensorType {
    std::string tensor;
    tensor::Type type = tensor::Type::F32;
};

/// Overrides that give exactly these tensors these types: layers of one kind and type share an expression,
/// "^blk\.(?:0|3)\.attn_q\.weight$=Q5_K". The default is the type of most tensors. Errors: InvalidArgument for a name
/// that is too long for an expression.
Result<Preset> mixturePreset(std::string name, Remark summary, std::span<const TensorType> tensors);

} // namespace headroom::quant
