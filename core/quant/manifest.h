// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: an artifact says how it was made, so that it can be made again: the keys under "headroom." and the standard ones
// that a quantized file must carry. Nothing depends on time or place: the same inputs give the same bytes.
#pragma once

#include "core/model/gguf.h"
#include "core/quant/preset.h"

#include <span>
#include <string_view>

namespace headroom::quant {

/// The source's keys, then general.file_type, general.quantization_version and
/// headroom.{version, method, preset, source.name, source.sha256, source.bytes, tensor_types, compiler_flags}.
model::Metadata artifactMetadata(const model::GgufFile& source, std::string_view sourceSha256, const Preset& preset,
                                 std::span<const Assignment> assignments);

} // namespace headroom::quant
