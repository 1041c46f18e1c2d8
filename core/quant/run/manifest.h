// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: an artifact says how it was made, so that it can be made again: the keys under "headroom." and the standard ones
// that a quantized file must carry. Nothing depends on time or place: the same inputs give the same bytes.
#pragma once

#include "core/quant/run/quantizerun.h"

#include <string_view>

namespace headroom::quant {

/// The source's keys, then general.file_type, general.quantization_version, headroom.{version, method, preset,
/// source.name, source.sha256, source.bytes, tensor_types, compiler_flags}, and where they apply
/// headroom.{method_parameters, preset_rules, wishes, imatrix.sha256} and quantize.imatrix.{file, dataset,
/// entries_count, chunks_count}.
model::Metadata artifactMetadata(const Prepared& prepared, std::string_view sourceSha256);

} // namespace headroom::quant
