// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: models are compared on the baseline's tokens. A candidate with another vocabulary cannot be; one whose tokenizer
// would have made other tokens of the text can, but it is not what it would do in use, and that is said.
#pragma once

#include "core/eval/runner.h"

namespace headroom::eval {

/// size: logits for a token. Errors: InvalidArgument where sizes or pieces differ.
Status sameVocabulary(const model::GgufFile& baseline, std::uint32_t baselineSize, const model::GgufFile& other,
                      std::uint32_t otherSize);

/// models: the baseline first. Errors: those of reading the text.
Status warnOfOtherTokens(const std::vector<EvaluatedModel>& models, const std::filesystem::path& text,
                         std::vector<std::string>& warnings);

} // namespace headroom::eval
