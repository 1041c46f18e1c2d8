// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a key that holds another type than it should is refused where the file is read, as llama.cpp does. Those who
// look a key up then find what they look for, or nothing, and nothing means that the file does not say.
#pragma once

#include "core/model/modelfile.h"

namespace headroom::model {

/// Why this value cannot stand under this key; empty where it can, or where nothing here reads the key.
/// Hyperparameters are seen to where they are read: shapekeys.h, infer/settings.h.
std::string_view mistyped(std::string_view key, const Value& value);

} // namespace headroom::model
