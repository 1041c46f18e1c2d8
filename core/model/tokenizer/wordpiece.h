// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what GGUF's and Hugging Face's WordPiece share: how BERT cleans a text and where it cuts words (Devlin et al.
// 2018, BasicTokenizer), and how spaces before punctuation go away when tokens become text again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace headroom::model {

struct BertRules {
    bool lowerCase = true;
    bool stripAccents = true;
};
/// Words of a text, cleaned: cut at white space and around every punctuation mark and ideograph; control characters
/// are dropped.
std::vector<std::string> bertWords(std::string_view text, const BertRules& rules);
/// "do n't ." becomes "don't.", as far as the reference tidies.
std::string tidied(std::string_view text);

} // namespace headroom::model
