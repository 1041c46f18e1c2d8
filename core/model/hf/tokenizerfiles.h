// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: which of a folder's files tell how text becomes tokens, as tokenizer.* keys, and the writing of such files.
#pragma once

#include "core/model/modelfile.h"

namespace headroom::model::hf {

/// tokenizer.gguf (keys only, written by export) before tokenizer.json before tokenizer.model; then the special tokens
/// and the chat template of tokenizer_config.json. None of them is an error: such a model has no tokenizer. What was
/// read is added to `companions`.
Status addTokenizer(const std::filesystem::path& folder, Metadata& metadata,
                    std::vector<std::filesystem::path>& companions);
/// More rows of the embedding table than tokens is common, as tables are padded to a round size: every row gets a
/// token.
void padVocabulary(Metadata& metadata, std::uint64_t rows);
/// Of what is done without where it cannot be read: a file that was never downloaded would count as absent. Errors:
/// Corrupt where one is a pointer of Git LFS, a page, an archive.
Status checkBeside(const std::filesystem::path& folder);
/// Writes tokenizer.gguf and generation_config.json, and for other programs tokenizer.json, tokenizer.model and
/// tokenizer_config.json where they can express it.
Status writeTokenizer(const std::filesystem::path& folder, const ModelFile& file, JobControl& control);

} // namespace headroom::model::hf
