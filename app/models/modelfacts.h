// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why: what a model file says of itself beyond its shapes: containers, types, tokenizer, chat template. Read once in
// the background, shown by the Inspector.
#pragma once

#include "core/model/description.h"
#include "core/model/tokenizer/tokenizer.h"
#include "widgets/shell/inspectorpanel.h"

#include <map>
#include <memory>
#include <optional>

namespace headroom::app {

struct TypeShare {
    std::string type; ///< "Q4_K"
    std::uint64_t tensors = 0;
    std::uint64_t bytes = 0;
};

struct TokenizerFacts {
    std::string kind; ///< "byte-level BPE"
    std::uint32_t vocabulary = 0;
    std::string bos, eos; ///< as text; empty when there is none
    bool addsBos = false;
};

struct ModelFacts {
    std::string path;
    std::string format; ///< "GGUF v3, 4 shards"
    std::string architecture; ///< as the file names it
    std::vector<TypeShare> types; ///< most bytes first
    std::optional<TokenizerFacts> tokenizer;
    std::optional<Error> tokenizerError; ///< why there is none
    std::shared_ptr<const model::Tokenizer> words; ///< the tokenizer itself; null when there is none
    std::map<model::Token, std::string> controls; ///< names of tokens without a text of their own
    std::string preTokenizer;
    std::string chatTemplate; ///< whole; empty without one
};

/// May take a moment for large vocabularies: not for the interface thread.
ModelFacts modelFacts(const model::ModelFile& file);

widgets::InspectorContent inspectModel(const model::Description& model, const ModelFacts& facts);
/// A file without weights: its tokenizer and its template.
widgets::InspectorContent inspectVocabulary(const ModelFacts& facts);

} // namespace headroom::app
