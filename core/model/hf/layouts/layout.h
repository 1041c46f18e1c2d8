// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: of classes that the engine does not compute one wants to know before a download how large they are, and what
// they keep of a sequence. One row of text per class says it: which tensors there are, and the keys that caches follow
// from, as formulas over config.json (formula.h). Facts of the transformers library 5. A line of a row is one of
//   $name formula               a formula by which others are made
//   @key formula                "<architecture>.<key>": one number, or a list where layers differ; lists of true and
//                               false where the key ends in "_layers"
//   part: a, b, c if formula    a tensor [columns, rows, matrices] outside of layers; the condition may be left out
//   blk.part: a, b if formula   one in every layer of which the condition is true
//   use name name               what stands under these names (layout.cpp)
//   only formula                where it is not true the class computes something else: refused by the names in it
// "part" ends in ".weight", "part+" has a bias of as many numbers as rows too, "part!" has no ending. Parts have
// llama.cpp's names where it has some.
#pragma once

#include "core/model/description.h"
#include "core/model/hf/layouts/formula.h"

#include <span>
#include <vector>

namespace headroom::model::hf {

struct Layout {
    std::string_view modelTypes, classes; ///< as in ClassDefaults
    std::string_view architecture; ///< general.architecture
    std::string_view text;
};

/// Every row of the files in this folder.
std::span<const Layout> layouts();
/// By class, else by model type; null where there is none.
const Layout* layoutOf(const Json& whole);

struct LaidOut {
    Metadata metadata;
    std::vector<TensorSpec> tensors; ///< norms and biases in float32
};
/// A model by the description of its text part. type: of its matrices. Errors: Corrupt (formula.h), Unsupported (what a
/// row does not describe); each names the key.
Result<LaidOut> laidOut(const Layout& layout, const Json& config, tensor::Type type);

std::span<const Layout> plainLayouts();
std::span<const Layout> mixedLayouts(); ///< with layers that keep a state
std::span<const Layout> crossLayouts(); ///< decoders of what was an encoder's, and encoders

} // namespace headroom::model::hf
