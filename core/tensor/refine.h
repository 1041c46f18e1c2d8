// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the formats' own searches give the bytes of llama.cpp, not the least error: most choose levels before the scale
// is rounded, and try few scales. From a packed row this goes on: other block scales, and for each the nearest levels.
// A block is only replaced by one that is better, so no block ever becomes worse. Cost: some forty decodings of the
// row.
#pragma once

#include "core/tensor/type.h"

namespace headroom::tensor {

/// Improves packed blocks of `row`: less Σ h w² (w - ŵ)² with h the importance (1 where it is empty), and never more
/// Σ (w - ŵ)² than before. Deterministic. Formats without a scale of their own to
/// vary stay as they are.
void refineRow(Type type, std::span<const float> row, std::span<const float> importance, std::span<std::byte> packed);

} // namespace headroom::tensor
