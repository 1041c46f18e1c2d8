// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: GGUF has words for most tokenizers of Hugging Face folders, but not for every habit of theirs. Whether text gets
// the same ids from either form is tried out, so that a file that tokenizes otherwise does not come about unmentioned.
#pragma once

#include "core/base/remark.h"
#include "core/model/modelfile.h"

#include <string>
#include <vector>

namespace headroom::model {

/// One sentence for each way in which the tokenizer that `file`'s keys describe differs from the tokenizer.json beside
/// it; none where there is no tokenizer.json.
Remarks lostInKeys(const ModelFile& file);

} // namespace headroom::model
