// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: Hugging Face folders keep their tokenizer in tokenizer.json, as a pipeline of normalizers, pre-tokenizers, a
// model (BPE, Unigram, WordPiece, WordLevel), a post-processor and decoders. This reads it into the same interface as
// a GGUF vocabulary, with the ids that the tokenizers library gives, and can write the keys a GGUF file needs of it.
#pragma once

#include "core/base/json.h"
#include "core/model/tokenizer/tokenizer.h"

#include <filesystem>

namespace headroom::model {

/// The tokenizer of a folder that holds tokenizer.json, and if present tokenizer_config.json and
/// generation_config.json (which tokens begin and end a text). Errors: NotFound, Corrupt, Unsupported (names the
/// component). Tokenizer::create calls it for a file that was opened from such a folder, unless that holds a
/// tokenizer.gguf.
Result<std::unique_ptr<const Tokenizer>> readTokenizerJson(const std::filesystem::path& folder);

/// Sets tokenizer.ggml.* and tokenizer.chat_template as a GGUF file of this model has them. Errors: as above, and
/// Unsupported when GGUF has no name for the way this tokenizer cuts words.
Status addTokenizerKeys(const std::filesystem::path& folder, Metadata& metadata);

/// A GGUF file's tokenizer for programs that read no GGUF.
struct OutgoingTokenizer {
    std::string text; ///< of tokenizer.json
    Json config; ///< what tokenizer_config.json has to say with it
};
/// Byte-level and SentencePiece BPE; readTokenizerJson() then gives the same ids. Errors: Unsupported (the kind, or
/// what tokenizer.json has no words for, named), Corrupt.
Result<OutgoingTokenizer> makeTokenizerJson(const ModelFile& file);

} // namespace headroom::model
