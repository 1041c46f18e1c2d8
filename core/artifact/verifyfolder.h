// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a quantized Hugging Face folder held against its manifest.json: every file's bytes, and the source's.
#pragma once

#include "core/artifact/verify.h"

namespace headroom::artifact {

/// Errors: InvalidArgument for a folder without a manifest of ours.
Result<std::vector<Check>> verifyFolder(const VerifyOptions& options, JobControl& control);

} // namespace headroom::artifact
