// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: tokenizer.model is a SentencePiece ModelProto, a protocol buffer. This reads the few fields that a tokenizer is
// made of, as GGUF keys, and writes them. Source: sentencepiece_model.proto;
// https://protobuf.dev/programming-guides/encoding.
#pragma once

#include "core/model/modelfile.h"

namespace headroom::model::hf {

/// Sets tokenizer.ggml.* ("llama", or "t5" where pieces are chosen by unigram probability and text is normalized).
/// Errors: Corrupt, naming the byte.
Status addSentencePiece(std::span<const std::byte> proto, const std::string& where, Metadata& metadata);
/// The inverse; nothing where the keys are no SentencePiece vocabulary.
std::optional<std::vector<std::byte>> makeSentencePiece(const Metadata& metadata);

} // namespace headroom::model::hf
