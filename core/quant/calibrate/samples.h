// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: calibration text becomes samples of tokens that fill the context. Plain text is one stream; a JSONL file is one
// prompt per line (prompts.h). What looks like secrets or personal data is replaced first (redact.h). The stream is cut
// without overlap, the first token of each sample replaced by BOS where the vocabulary adds one, as llama-imatrix does.
#pragma once

#include "core/base/file.h"
#include "core/base/jsonfwd.h"
#include "core/base/remark.h"
#include "core/model/tokenizer/tokenizer.h"
#include "core/quant/calibrate/prompts.h"
#include "core/quant/calibrate/redact.h"

#include <filesystem>

namespace headroom::quant {

struct Redactions {
    bool applied = false;
    std::vector<RedactionCount> counts; ///< kinds that were found
};

struct SampleOptions {
    std::vector<std::filesystem::path> files;
    std::uint32_t context = 0;
    std::uint32_t maxSamples = 0; ///< 0: all
    bool redact = true;
    const jinja::ModelTemplate* chat = nullptr; ///< the model's, for conversations
    std::string whyNoChat = "the model has no chat template"; ///< where it is null
};

struct Samples {
    std::vector<model::Token> tokens; ///< samples · context of them; one shorter sample where the text is too short
    std::uint32_t context = 0;
    std::size_t streamTokens = 0; ///< before cutting
    std::string sha256; ///< of the texts as used, a zero byte between each two
    std::vector<std::string> names; ///< of the files, without folders
    Prompts prompts; ///< what was tokenized, for the report on it
    Redactions redactions;
    Remarks warnings;

    std::size_t count() const { return (tokens.size() + context - 1) / context; }
    std::span<const model::Token> sample(std::size_t index) const;
    /// The texts as used, a zero byte between each two: what sha256 is of. They appear at `path` once it is committed.
    Result<AtomicFile> stageTexts(const Output& output) const;
};

/// Errors: NotFound and Io (files), Corrupt (a JSONL line, named; text that is no UTF-8),
/// InvalidArgument (no files, no tokens, context 0).
Result<Samples> readSamples(const model::Tokenizer& tokenizer, const SampleOptions& options);
/// {"applied", "counts": {kind: count}}
Json toJson(const Redactions& redactions);

} // namespace headroom::quant
