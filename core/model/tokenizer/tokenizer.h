// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: text to token ids and back, from the vocabulary stored in a GGUF file: SentencePiece BPE with byte fallback
// ("llama") and unigram ("t5"), byte-level BPE with each family's pre-tokenizer ("gpt2"), WordPiece ("bert"). Equal to
// llama.cpp, token for token. tokenizerjson.h reads the same interface from a Hugging Face folder.
#pragma once

#include "core/model/modelfile.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace headroom::model {

using Token = std::int32_t;

struct EncodeOptions {
    bool addSpecial = false; ///< BOS / EOS as the vocabulary asks for
    bool parseSpecial = false; ///< "<s>" in the text becomes the token
};

class Tokenizer {
public:
    virtual ~Tokenizer() = default;
    /// Errors: Unsupported (model or pre-tokenizer, named), Corrupt. Keeps no reference to the file.
    static Result<std::unique_ptr<const Tokenizer>> create(const ModelFile& file);

    /// Invalid UTF-8 is encoded, not refused. Thread-safe.
    virtual std::vector<Token> encode(std::string_view text, EncodeOptions options) const = 0;
    /// Bytes of one token as text; control tokens give an empty string.
    virtual std::string piece(Token token) const = 0;
    /// Pieces joined; a SentencePiece leading space that encode added is removed.
    virtual std::string decode(std::span<const Token> tokens) const = 0;

    virtual std::uint32_t vocabularySize() const = 0;
    virtual std::string_view kind() const = 0; ///< "SentencePiece BPE", "byte-level BPE", "WordPiece", …
    virtual bool addsBos() const = 0;
    virtual Token bos() const = 0; ///< -1 when there is none
    virtual Token eos() const = 0;
    virtual Token unknown() const { return -1; } ///< stands for what the vocabulary has no token for; -1: none does
    virtual bool endsGeneration(Token token) const = 0;
};

} // namespace headroom::model
