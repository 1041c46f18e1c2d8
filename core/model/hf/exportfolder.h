// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a GGUF model as a Hugging Face folder, for programs that read nothing else. Read back, its tensors are the same
// bit by bit, except that block formats are decoded to float16.
#pragma once

#include "core/model/modelfile.h"

namespace headroom::model::hf {

/// Writes config.json, safetensors and tokenizer files into a folder that does not exist yet; whole or not at all.
/// Errors: Unsupported (family), Conflict (the folder exists).
Status exportFolder(std::shared_ptr<const ModelFile> file, const std::filesystem::path& folder, JobControl& control,
                    std::uint64_t shardBytes = 5'000'000'000);

} // namespace headroom::model::hf
