// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
#include "core/model/tokenizer/knowntokens.h"

#include <array>

namespace headroom::model {

namespace {

constexpr std::array kKnown{
    KnownText{"<|eot_id|>", KnownToken::End},
    KnownText{"<|im_end|>", KnownToken::End},
    KnownText{"<|end|>", KnownToken::End},
    KnownText{"<|return|>", KnownToken::End},
    KnownText{"<|call|>", KnownToken::End},
    KnownText{"<|flush|>", KnownToken::End},
    KnownText{"<|calls|>", KnownToken::End},
    KnownText{"<end_of_turn>", KnownToken::End},
    KnownText{"<|endoftext|>", KnownToken::End},
    KnownText{"</s>", KnownToken::End},
    KnownText{"<|eom_id|>", KnownToken::End},
    KnownText{"<EOT>", KnownToken::End},
    KnownText{"_<EOT>", KnownToken::End},
    KnownText{"[EOT]", KnownToken::End},
    KnownText{"[EOS]", KnownToken::End},
    KnownText{"<|end_of_text|>", KnownToken::End},
    KnownText{"<end_of_utterance>", KnownToken::End},
    KnownText{"<eos>", KnownToken::End},
    KnownText{"<turn|>", KnownToken::End},
    KnownText{"<|tool_response>", KnownToken::End},
    KnownText{"[e~[", KnownToken::End},
    KnownText{"<｜end▁of▁sentence｜>", KnownToken::End},
    KnownText{"<|fim_pad|>", KnownToken::End},
    KnownText{"<fim-pad>", KnownToken::End},
    KnownText{"<fim_pad>", KnownToken::End},
    KnownText{"<PAD>", KnownToken::End},
    KnownText{"[PAD]", KnownToken::End},
    KnownText{"<|fim_repo|>", KnownToken::End},
    KnownText{"<|repo_name|>", KnownToken::End},
    KnownText{"<fim-repo>", KnownToken::End},
    KnownText{"<REPO>", KnownToken::End},
    KnownText{"<reponame>", KnownToken::End},
    KnownText{"<|file_sep|>", KnownToken::End},
    KnownText{"<|fim_prefix|>", KnownToken::Infill},
    KnownText{"<fim-prefix>", KnownToken::Infill},
    KnownText{"<fim_prefix>", KnownToken::Infill},
    KnownText{"<｜fim▁begin｜>", KnownToken::Infill},
    KnownText{"<PRE>", KnownToken::Infill},
    KnownText{"▁<PRE>", KnownToken::Infill},
    KnownText{"<|code_prefix|>", KnownToken::Infill},
    KnownText{"<|prefix|>", KnownToken::Infill},
    KnownText{"<|fim_suffix|>", KnownToken::Infill},
    KnownText{"<fim-suffix>", KnownToken::Infill},
    KnownText{"<fim_suffix>", KnownToken::Infill},
    KnownText{"<｜fim▁hole｜>", KnownToken::Infill},
    KnownText{"<SUF>", KnownToken::Infill},
    KnownText{"▁<SUF>", KnownToken::Infill},
    KnownText{"<|code_suffix|>", KnownToken::Infill},
    KnownText{"<|suffix|>", KnownToken::Infill},
    KnownText{"<|fim_middle|>", KnownToken::Infill},
    KnownText{"<fim-middle>", KnownToken::Infill},
    KnownText{"<fim_middle>", KnownToken::Infill},
    KnownText{"<｜fim▁end｜>", KnownToken::Infill},
    KnownText{"<MID>", KnownToken::Infill},
    KnownText{"▁<MID>", KnownToken::Infill},
    KnownText{"<|code_middle|>", KnownToken::Infill},
    KnownText{"<|middle|>", KnownToken::Infill},
    KnownText{"<|channel|>", KnownToken::Visible},
    KnownText{"<|message|>", KnownToken::Visible},
    KnownText{"<|start|>", KnownToken::Visible},
    KnownText{"<|constrain|>", KnownToken::Visible},
};

} // namespace

std::span<const KnownText> knownTexts()
{
    return kKnown;
}

} // namespace headroom::model
