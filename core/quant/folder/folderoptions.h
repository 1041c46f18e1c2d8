// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a quantize job whose preset makes a Hugging Face folder, as the options of that run. The table is that of
// quantizeoptions.h, where rows that have no meaning for folders say so.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/parameters.h"
#include "core/quant/folder/quantizefolder.h"

namespace headroom::quant {

bool isFolderPreset(const Parameters& parameters);
FolderOptions folderOptions(const Parameters& parameters);
/// Errors: InvalidArgument naming the parameter.
Result<FolderOptions> folderOptions(const Json& parameters);

} // namespace headroom::quant
