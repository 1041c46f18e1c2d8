// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: figures of generating belong to models that write one token after the other. Others read a text and score it, or
// write all of another at once, or in two halves of which only one runs for a token.
#pragma once

#include "core/model/description.h"

namespace headroom::model {

enum class Task {
    Continue, ///< one more token, over and over
    Encode, ///< vectors of a text that is read at once
    Embed, ///< one vector of a text, or of each token, which is read as a causal model does
    Rank, ///< scores: a classifier or reranker
    Diffuse, ///< all tokens at once, better with every step
    Translate, ///< an encoder reads, a decoder writes
};
Task taskOf(const Description& model);
/// How many layers tensors of one side have: "enc.", "dec.".
std::uint32_t layersOfSide(const Description& model, std::string_view side);

} // namespace headroom::model
