// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a type would do to a tensor, before anything is written: noise to signal at the tensor's output,
// Σ h (w - ŵ)² / Σ h w² with h = E[x²] per column (1 where no importance is known). For independent inputs this is the
// relative squared error of the product; see tr((W - Ŵ) H (W - Ŵ)ᵀ), the diagonal of H.
#pragma once

#include "core/base/parallel.h"
#include "core/model/modelfile.h"

#include <span>

namespace headroom::quant {

/// Of evenly spaced rows, about a million weights; of all rows where there are fewer. 0 for the tensor's own type.
/// importance: as TensorEncoder takes it. Errors: those of TensorEncoder.
Result<double> typeError(const model::ModelFile& file, const model::TensorInfo& info, tensor::Type to,
                         std::span<const float> importance, ThreadPool& pool);

} // namespace headroom::quant
