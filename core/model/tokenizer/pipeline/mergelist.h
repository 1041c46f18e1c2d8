// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: the merge list of tokenizer.json. Readers of that format load a list only if both parts of each merge and what
// they make are tokens, so a GGUF vocabulary that merges through pieces which are none has no such list.
#pragma once

#include "core/model/tokenizer/vocabulary.h"

#include <utility>

namespace headroom::model::pipeline {

/// Left and right part, best first.
using MergePairs = std::vector<std::pair<std::string, std::string>>;

/// tokenizer.ggml.merges of a byte-level vocabulary, without those whose parts never come about. Errors: Corrupt,
/// Unsupported (merging passes through a piece that is no token).
Result<MergePairs> listedMerges(const ModelFile& file, const Vocabulary& words);

/// Every way to put a piece together from two, ordered by the score of the whole, as SentencePiece merges. Errors:
/// Unsupported (equal scores, between which the place in the text decides; pieces that merging makes of what is no
/// token).
Result<MergePairs> scoredMerges(const ModelFile& file, const Vocabulary& words);

} // namespace headroom::model::pipeline
