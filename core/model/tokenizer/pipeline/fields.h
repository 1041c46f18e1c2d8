// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: reading.h takes what is absent for the default. That what is there is what it should be is seen to here, once,
// before anything is read.
#pragma once

#include "core/base/jsonfwd.h"
#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace headroom::model::pipeline {

/// tokenizer.json, whose path is `where`: the model with its merges, the components, the added tokens.
/// Errors: Corrupt, naming the key; Unsupported (a post-processor or decoder that is not known).
Status checkTokenizer(const Json& json, const std::string& where);
/// tokenizer_config.json of a folder, an empty object where there is none. Errors: Corrupt, naming the key.
Result<Json> readTokenizerConfig(const std::filesystem::path& folder);

} // namespace headroom::model::pipeline
