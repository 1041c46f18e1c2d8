// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a quantize job whose preset makes a Hugging Face folder, as the options of that run. Keys: source, destination,
// preset, group_size, shard_bytes, memory_limit_bytes, imatrix, allow_requantize, threads, and the method's; those of
// quantizeoptions.h that have no meaning for folders are refused where they are set.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/quant/folder/quantizefolder.h"

namespace headroom::quant {

bool isFolderPreset(const Json& parameters);
/// Errors: InvalidArgument naming the parameter.
Result<FolderOptions> folderOptions(const Json& parameters);

} // namespace headroom::quant
