// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: models are compared on the baseline's tokens. A candidate with another vocabulary cannot be; one whose tokenizer
// would have made other tokens of the text can, but it is not what it would do in use, and that is said.
#pragma once

#include "core/eval/runner.h"

namespace headroom::eval {

/// size: logits for a token. Errors: InvalidArgument where sizes or pieces differ.
Status sameVocabulary(const model::ModelFile& baseline, std::uint32_t baselineSize, const model::ModelFile& other,
                      std::uint32_t otherSize);

/// Of each model but the baseline, which comes first: in what its tokens are not the baseline's; without its name.
/// Errors: those of reading the text.
Result<std::vector<Remarks>> otherTokens(const std::vector<EvaluatedModel>& models, const std::filesystem::path& text);

/// Whether a sentence of an earlier version is one of otherTokens().
bool isOfTokens(std::string_view words);

} // namespace headroom::eval
