// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: perplexity exactly as llama.cpp defines it ("chunk-half"): windows of n tokens without overlap, first token
// replaced by BOS where the vocabulary adds one, positions n/2 … n-2 scored, PPL = exp(Σnll / N), error =
// PPL·sqrt((mean nll² - mean²)/(N-1)).
#pragma once

#include "core/eval/conditions.h"
#include "core/eval/evaloptions.h"
#include "core/infer/transformer.h"

#include <filesystem>

namespace headroom::eval {

struct Windows { ///< a text cut into evaluation windows
    std::vector<model::Token> tokens; ///< windows * context of them
    std::uint32_t context = 0;
    std::size_t count() const { return context ? tokens.size() / context : 0; }
    std::uint32_t firstScored() const { return context / 2; }
    std::uint32_t scoredPerWindow() const { return context - 1 - context / 2; }
    std::string textSha256;
    model::Token bos = -1; ///< that each begins with; -1: the vocabulary adds none
    model::Token unknownToken = -1; ///< of the vocabulary; -1: it has none
    TextPart part; ///< of the text, that these are

    Conditions conditions() const;
    /// What limits the meaning of figures that are measured on these: places that became the unknown token.
    Remarks warnings() const;
};
/// Errors: InvalidArgument when the text has fewer than 2·context tokens; it says how many.
Result<Windows> cutWindows(const model::Tokenizer& tokenizer, std::string_view text, std::uint32_t context);

struct PositionPoint { ///< a bin over the position in the context
    std::uint32_t from = 0, to = 0; ///< positions [from, to)
    std::size_t n = 0;
    double mean = 0;
    double standardError = 0; ///< over windows (clusters), not tokens; NaN (null in JSON) for a single window
};

struct PerplexityChunk {
    double nll = 0; ///< sum over the scored positions, nats
    std::uint32_t tokens = 0;
    double runningPerplexity = 0;
};

struct PerplexityResult {
    double perplexity = 0;
    double standardError = 0; ///< llama.cpp's formula: tokens as if independent
    std::size_t tokensScored = 0;
    std::uint32_t context = 0;
    std::string kvType;
    infer::Precision precision = infer::Precision::Exact;
    std::optional<double> noiseFloorMeanKld; ///< of the fast precision against the exact one; see noisefloor.h
    std::vector<PerplexityChunk> chunks;
    std::vector<PositionPoint> nllByPosition;
    std::uint64_t workspaceBytes = 0; ///< caches, scratch memory and logits, beside the mapped file
    std::string textSha256;
    model::Token bos = -1; ///< of the windows
    TextPart part;
    Remarks warnings; ///< what limits the meaning of the figures
    std::shared_ptr<const model::ModelFile> file = {}; ///< as it was measured
    std::string modelSha256 = {}; ///< where EvalOptions::identify asked for it
};
/// Errors: also Conflict naming the field in which the model has changed meanwhile.
Result<PerplexityResult> perplexity(const std::filesystem::path& model, const std::filesystem::path& text,
                                    const EvalOptions& options, JobControl& control);
Json toJson(const PerplexityResult& result);

} // namespace headroom::eval
