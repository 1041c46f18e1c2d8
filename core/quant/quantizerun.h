// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what planning and running share: the opened source with its plan. Internal to core/quant.
#pragma once

#include "core/quant/quantize.h"

#include <memory>

namespace headroom::quant {

struct Prepared {
    std::shared_ptr<const model::GgufFile> file;
    const Preset* preset;
    QuantizePlan plan;
};
/// Opens, describes and plans; refuses what could not be quantized.
Result<Prepared> prepare(const QuantizeOptions& options);

/// Names, types and shapes of the artifact's tensors, not yet their bytes.
std::vector<model::TensorSource> tensorSources(const model::GgufFile& file, std::span<const Assignment> assignments);

} // namespace headroom::quant
