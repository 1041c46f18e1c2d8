// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: what a model family is called in a Hugging Face folder and in GGUF: one row per family, made of shared lists of
// names. The same rows serve both directions. Names are those of the transformers library and of llama.cpp.
#pragma once

#include "core/base/json.h"
#include "core/model/hf/transform.h"

#include <array>

namespace headroom::model::hf {

/// A tensor's two names without ".weight" or ".bias", which stay. "{}" is the layer; a second one counts what is
/// stacked (experts). `stored` has no prefix ("model."); one that begins with "/" stands outside of it.
struct NameRule {
    std::string_view stored;
    std::string_view ours;
    const Transform* transform = &kCopy;
    bool whole = false; ///< both names are given with their endings
};

/// A hyperparameter. `stored`: names in config.json, "a|b" for alternatives, of which the first is written.
struct KeyRule {
    enum Kind { Integer, Number, Boolean };
    std::string_view stored;
    std::string_view ours; ///< after "<architecture>."
    Kind kind = Integer;
};

struct Family {
    std::string_view architecture; ///< general.architecture
    std::string_view classes; ///< config.json's architectures, separated by spaces; the first is written
    std::string_view modelType; ///< config.json's model_type
    std::string_view prefix = "model.";
    std::array<std::span<const NameRule>, 7> names;
    std::array<std::span<const KeyRule>, 3> keys = {}; ///< beyond the common ones, and before them
    /// What no list can say: derives keys from others. Null: nothing.
    Status (*finish)(const Json& config, Metadata& metadata, const std::string& prefix) = nullptr;
    /// Tensors of a layer that no key or switch announces, separated by spaces: "exp_probs_b.bias". Null: none.
    std::string_view (*unannounced)(const Json& config) = nullptr;
    /// Of rows that share a class: whether a description is this one's. Null: it is.
    bool (*applies)(const Json& config) = nullptr;
    /// Of rows that share an architecture: the key (after "<architecture>.") by which this one's models are known.
    std::string_view knownBy{};
    /// The other way round from finish: what config.json has to say where GGUF says it otherwise. Null: nothing.
    void (*describe)(const Metadata& metadata, const std::string& prefix, Json& config) = nullptr;
};

std::span<const Family> families();
/// By class, else by model type, else by that of the text model in one that also sees; null when unknown.
const Family* findFamily(const Json& config);
const Family* findFamily(std::string_view architecture); ///< the first of it
/// The one whose class such a model is written as.
const Family* findFamily(const Metadata& metadata);
/// Keys that all families share.
std::span<const KeyRule> commonKeys();
/// A family's own, then the common ones.
std::vector<KeyRule> keysOf(const Family& family);
/// What config.json calls one of our keys (after "<architecture>."), as it is written; empty where it has no such name.
std::string_view storedKey(std::string_view architecture, std::string_view ours);

} // namespace headroom::model::hf
