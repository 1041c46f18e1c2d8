// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: choosing the next token. Greedy at temperature 0 (lowest id wins ties); otherwise softmax sampling with top-k
// and top-p, from a counter-based generator, so that seed and position alone decide.
#pragma once

#include "core/infer/transformer.h"

#include <functional>
#include <string>

namespace headroom::infer {

struct SamplingOptions {
    double temperature = 0;
    std::uint32_t topK = 40; ///< 0 = off
    double topP = 0.95; ///< 1 = off
    std::uint64_t seed = 42;
};
model::Token sample(std::span<const float> logits, const SamplingOptions& options, std::uint64_t position);

/// Streams pieces to onPiece; stops at an end token, at maxTokens, or when the context is full. Errors: Corrupt where
/// the model gives no numbers.
Result<std::vector<model::Token>> generate(Session& session, const model::Tokenizer& tokenizer,
                                           std::span<const model::Token> prompt, std::size_t maxTokens,
                                           const SamplingOptions& options,
                                           const std::function<void(std::string_view)>& onPiece, JobControl& control);

} // namespace headroom::infer
