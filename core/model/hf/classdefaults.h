// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: config.json may leave out what its configuration class has as a default: published folders do, most of all in a
// nested text_config. One row per class of the transformers library, with the values that a model loads with there.
#pragma once

#include "core/base/json.h"
#include "core/base/words.h"

#include <span>
#include <string_view>

namespace headroom::model::hf {

struct ClassDefaults {
    std::string_view modelTypes; ///< model_type, separated by spaces; it decides before the class
    std::string_view classes; ///< architectures whose configuration this is
    std::string_view values; ///< a JSON object
};
std::span<const ClassDefaults> classDefaults();
std::span<const ClassDefaults> laterDefaults(); ///< part of these

/// The class that a description belongs to; null for an unknown one.
const ClassDefaults* classOf(const Json& whole);
/// The defaults of the class that a description belongs to; {} for an unknown one.
Json defaultsOf(const Json& whole);
/// The description of the text model with what it leaves out. A value that is said to be null stays null.
Json completedConfig(const Json& whole);

} // namespace headroom::model::hf
