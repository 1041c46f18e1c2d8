// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: Apache-2.0
// Why: a key that nobody knows may be what makes a model another one. It is named instead of passed over.
#pragma once

#include "core/model/modelfile.h"

namespace headroom::model {

/// Keys of a GGUF file about its own architecture that neither llama.cpp nor anything here reads, in the file's order.
std::vector<std::string> unknownKeys(const Metadata& metadata);

} // namespace headroom::model
