// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what is no fault of a model, but should be said of it wherever it is looked at, planned or run.
#pragma once

#include "core/base/remarks.h"
#include "core/model/description.h"

#include <span>

namespace headroom::model {

struct Trait {
    /// "encoder", "embedding", "headless", "classifier", "diffusion", "encoder_decoder", "spare_rows", "cache_in_full",
    /// "unknown_tensors", "window_ignored", "chunk_fixed", "key_ignored", "key_missing", "key_unknown", "header_only",
    /// or of an unmodelled key
    std::string code;
    std::vector<std::pair<std::string, double>> values; ///< names carry units: "spare_rows", "cache_ratio"
    std::string subject; ///< a tensor's name, where it is about one
    Remark remark; ///< one sentence
};

/// A key that neither we nor llama.cpp compute with as it says, or that llama.cpp does not; or one that says how a
/// folder was read whose files contradict each other.
struct Unmodelled {
    std::string_view key; ///< after "<architecture>."
    std::string_view code; ///< of the trait
    Wording wording;
};
std::span<const Unmodelled> unmodelledKeys();

std::vector<Trait> remarks(const Description& model);
/// Errors: Unsupported, saying what the model does instead of continuing a text: nothing is to be generated or
/// predicted.
Status checkContinues(const Description& model);
/// And what is said by keys that no shape has room for.
std::vector<Trait> remarks(const Description& model, const Metadata& metadata);
/// And by the file itself: that it ends early, and which of a GGUF file's keys nobody knows.
std::vector<Trait> remarks(const Description& model, const ModelFile& file);

} // namespace headroom::model
